// GenLabel with a density of your own: all that it needs is `logDensity`.
import { classConditional, type Density, type Matrix, matrix, posterior, synthetic } from 'genlabel';

const radii = ({ data, rows }: Matrix) =>
  Float64Array.from({ length: rows }, (_, i) => Math.hypot(data[2 * i], data[2 * i + 1]));

/** Uniform in the angle, Gaussian in the radius. */
function fitRing(points: Matrix): Density {
  const mean = radii(points).reduce((sum, r) => sum + r / points.rows, 0);
  const variance = radii(points).reduce((sum, r) => sum + (r - mean) ** 2 / points.rows, 0);
  const norm = 2 * Math.PI * Math.sqrt(2 * Math.PI * variance);
  const logDensity = (at: Matrix) =>
    radii(at).map((r) => -((r - mean) ** 2) / (2 * variance) - Math.log(norm * r));
  return { numFeatures: 2, logDensity };
}

const { X, y } = synthetic.circles({ n: 400, noise: 0.02, seed: 1 });
const rings = classConditional(X, y, 2, fitRing);
for (const radius of [1, 0.9, 0.8]) {
  const [outer] = posterior(rings.logDensities(matrix([[radius, 0]]))).data;
  console.log(`a blend at radius ${radius} is of the outer circle with probability ${outer.toFixed(3)}`);
}
