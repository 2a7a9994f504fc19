import type { BridgeGaussian } from './bridge-gaussian';
import type { CanonicalLogRatio, GaussianClass } from './canonical-log-ratio';
import { exactLogRatio } from './exact-log-ratio';

/** Error of a log ratio that is promised, and that at which corrections end. */
const [promised, accepted] = [1e-9, 5e-10];
/** Slopes are known as inexactly as the points, so that one correction is not always enough. */
const mostCorrections = 8;

/** Moves a point x in place, of canonical coordinates z. */
export type PointPolish = (
  x: Float64Array,
  z: Float64Array,
  bridge: BridgeGaussian,
  logRatio: number,
) => void;

/**
 * Moves points of a level set on to it where rounding left them beside it: Newton's method in the direction of the canonical coordinates' gradient, the
 * error by `exactLogRatio`. Points that are right to 1e-9 stay. Ends at 5e-10, or where doubles come no nearer: the last place of a coordinate is about |gradient| |x| 2^-53 of
 * the log ratio.
 *
 * @throws SingularCovarianceError as `exactLogRatio`
 */
export function pointPolish(
  first: GaussianClass,
  second: GaussianClass,
  { a, b, transform }: CanonicalLogRatio,
): PointPolish {
  const ratio = exactLogRatio(first, second);
  const d = a.length;
  const [step, before] = [new Float64Array(d), new Float64Array(d)];
  const move = (x: Float64Array, z: Float64Array, scale: Float64Array, error: number): void => {
    let square = 0;
    for (let k = 0; k < d; k++) {
      step[k] = scale[k] * (a[k] * z[k] + b[k]);
      square += step[k] * step[k];
    }
    for (let i = 0; i < d; i++) {
      let along = 0;
      for (let k = 0; k < d; k++) along += transform.data[i * d + k] * scale[k] * step[k];
      x[i] -= (error / square) * along;
    }
  };
  return (x, z, { scale }, logRatio) => {
    if (ratio.isNear(x, logRatio, promised)) return;
    let error = ratio.exact(x) - logRatio;
    for (let turn = 0; turn < mostCorrections && Math.abs(error) > accepted; turn++) {
      before.set(x);
      move(x, z, scale, error);
      const after = ratio.exact(x) - logRatio;
      if (!(Math.abs(after) < Math.abs(error))) {
        x.set(before);
        return;
      }
      error = after;
    }
  };
}
