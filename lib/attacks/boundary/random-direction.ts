import type { RandomStream } from '../../numeric/random';
import { euclideanLength, largestEntry, type PerturbationNorm } from '../perturbation-norm';

/**
 * Random numbers of norm 1: a uniform direction in L2; in L-inf a uniform point of the cube, drawn out to its surface.
 *
 * @param direction set to them
 */
export function randomDirection(norm: PerturbationNorm, stream: RandomStream, direction: Float64Array): void {
  const d = direction.length;
  for (let j = 0; j < d; j++) direction[j] = norm === 'l2' ? stream.normal() : 2 * stream.uniform() - 1;
  const size = (norm === 'l2' ? euclideanLength : largestEntry)(direction, 0, d);
  for (let j = 0; j < d; j++) direction[j] /= size;
}
