// How often does mixup put a point where a third class lives (Definition 1)?
import { hasManifoldIntrusion, mixBatch, oneHot, randomStream, synthetic } from 'genlabel';

for (const [name, { X, y, classNames }] of Object.entries({
  'two cubes': synthetic.cube2d({ n: 100, seed: 1 }),
  moons: synthetic.moons({ n: 200, seed: 1 }),
  'nine Gaussians': synthetic.nineGaussians({ n: 25, seed: 1 }),
})) {
  const batch = { X, labels: oneHot(y, classNames.length), indices: y.map((_, i) => i) };
  const stream = randomStream(name);
  let intruding = 0;
  for (let draw = 0; draw < 100; draw++) {
    const { X: mixed, partners } = mixBatch(batch, { alpha: 1 }, stream);
    const other = partners.map((j) => y[j]);
    intruding += hasManifoldIntrusion(mixed, y, other, X, y).filter(Boolean).length;
  }
  console.log(`${name}: ${(intruding / X.rows).toFixed(1)} % of the mixed points intrude`);
}
