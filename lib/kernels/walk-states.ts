import { type Kernels, ownKernels } from './module';
import type { Rows } from './rows';

/** State of a walk of n points along a decision boundary, in the kernels' memory. */
export interface WalkState {
  /** [n x d], where the points have got to, and [n] how far that is from where they belong */
  readonly adversarials: Float64Array;
  readonly distances: Float64Array;
  /** [n], steps along the sphere around a point and towards it, in units of the distance */
  readonly sphericalSteps: Float64Array;
  readonly sourceSteps: Float64Array;
  /** [n], numbers of the points that still walk, in front */
  readonly active: Int32Array;
  /** [2n x d], candidates of the active points, then their places on the sphere */
  readonly candidates: Float64Array;
  /** [n], how far the candidates are from the points */
  readonly candidateDistances: Float64Array;
  /** Makes the candidates of the first `count` active points, with or without their places on the sphere. */
  propose(count: number, withSphere: boolean): void;
}

/** Walks of the same points with the same random directions. */
export interface WalkStates {
  /** [n x d] or [d], standard normal, to be drawn before every proposal */
  readonly directions: Float64Array;
  readonly states: readonly WalkState[];
}

/**
 * Room for walks of some points. A candidate is a random step along the sphere around the point on which its adversarial
 * lies, then one towards the point (Brendel, Rauber and Bethge 2018, Figure 2), both clipped to the bounds.
 *
 * @param directions `common`: one for all points, `own`: one each
 */
export function walkStates(
  X: Rows,
  bounds: readonly [number, number],
  directions: 'common' | 'own',
  count: number,
): WalkStates {
  const { rows: n, cols: d } = X;
  const exports = ownKernels();
  const own = directions !== 'common';
  const shared = {
    ...{ points: exports.reserve(8 * n * d), directions: exports.reserve(8 * d * (own ? n : 1)) },
    ...{ four: exports.reserve(16), block: exports.reserve(96 * d) },
  };
  const places = Array.from({ length: count }, () => ({ ...shared, ...placeWalk(exports, n, d) }));
  const { buffer } = exports.memory;
  new Float64Array(buffer, shared.points, n * d).set(X.data.subarray(0, n * d));
  for (const place of places) fillWalk(buffer, place, d, own ? 8 * d : 0, bounds);
  return {
    directions: new Float64Array(buffer, shared.directions, d * (own ? n : 1)),
    states: places.map((place) => viewWalk(exports, place, n, d)),
  };
}

/** Addresses of a walk: all are placed before any is viewed, because growth of the memory detaches views. */
type WalkPlace = ReturnType<typeof placeWalk>;

function placeWalk({ reserve }: Kernels, n: number, d: number) {
  return {
    ...{ walk: reserve(64), adversarials: reserve(8 * n * d), distances: reserve(8 * n) },
    ...{ sphericalSteps: reserve(8 * n), sourceSteps: reserve(8 * n), candidateDistances: reserve(8 * n) },
    ...{ active: reserve(4 * n), candidates: reserve(16 * n * d) },
  };
}

/** Fields of `ProposingWalk` in assembly/proposals.ts. */
function fillWalk(
  buffer: ArrayBuffer,
  place: WalkPlace & { points: number; directions: number; four: number; block: number },
  d: number,
  directionRow: number,
  bounds: readonly [number, number],
): void {
  new Int32Array(buffer, place.walk, 2).set([d, directionRow]);
  new Float64Array(buffer, place.walk + 8, 2).set(bounds);
  new Int32Array(buffer, place.walk + 24, 9).set([
    ...[place.points, place.adversarials, place.distances, place.sphericalSteps, place.sourceSteps],
    ...[place.directions, place.candidateDistances, place.four, place.block],
  ]);
}

function viewWalk(exports: Kernels, place: WalkPlace, n: number, d: number): WalkState {
  const { buffer } = exports.memory;
  const numbers = (address: number) => new Float64Array(buffer, address, n);
  const { walk, active, candidates } = place;
  return {
    adversarials: new Float64Array(buffer, place.adversarials, n * d),
    ...{ distances: numbers(place.distances), candidateDistances: numbers(place.candidateDistances) },
    ...{ sphericalSteps: numbers(place.sphericalSteps), sourceSteps: numbers(place.sourceSteps) },
    active: new Int32Array(buffer, active, n),
    candidates: new Float64Array(buffer, candidates, 2 * n * d),
    propose: (count, withSphere) =>
      exports.propose(walk, active, count, candidates, withSphere ? candidates + 8 * count * d : 0),
  };
}
