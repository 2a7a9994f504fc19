import { multiplyAdd, VECTOR } from './lanes';
import { Walk } from './walk';

/** Filled by ../walk-states.ts. */
@unmanaged
class ProposingWalk extends Walk {
  /** f64 [n], distances of the candidates */
  candidateDistances: usize;
  /** Four points at work: their numbers, u32 [4], and by features, f64 [d x 12], what ROW says */
  four: usize;
  block: usize;
}

// Four points are two vectors. A sum over features runs from the first to the last, whatever the lanes.

/** A feature of the points, of their adversarials and then of the sphere, of the directions and then of the candidates. */
const ROW: usize = 6 * VECTOR;
const ADVERSARIAL: usize = 2 * VECTOR, CANDIDATE: usize = 4 * VECTOR;

/**
 * Candidates of points: a random step orthogonal to the direction of the point, back to the sphere of the adversarial around
 * it, then towards the point; both clipped to the bounds.
 *
 * @param active u32 [count], numbers of the points
 * @param candidates f64 [count x d]
 * @param onSphere f64 [count x d], where they come from on the sphere; 0: not wanted
 */
export function propose(address: usize, active: usize, count: i32, candidates: usize, onSphere: usize): void {
  const walk = changetype<ProposingWalk>(address);
  const row = walk.d << 3;
  for (let at = 0; at < count; at += 4) {
    // The last point fills up the four.
    for (let q = 0; q < 4; q++) setPoint(walk, q, load<i32>(active + (<usize>min(at + q, count - 1) << 2)));
    gather(walk, walk.points, row, walk.block);
    gather(walk, walk.adversarials, row, walk.block + ADVERSARIAL);
    gather(walk, walk.directions, walk.directionRow, walk.block + CANDIDATE);
    stepAlong(walk);
    stepTowards(walk);
    for (let q = 0; q < 4; q++) setPoint(walk, q, min(at + q, count - 1));
    scatter(walk, walk.block + CANDIDATE, candidates);
    if (onSphere) scatter(walk, walk.block + ADVERSARIAL, onSphere);
  }
}

// @ts-ignore: decorator
@inline
function setPoint(walk: ProposingWalk, q: i32, point: i32): void {
  store<i32>(walk.four + (<usize>q << 2), point);
}

// @ts-ignore: decorator
@inline
function point(walk: ProposingWalk, q: i32): usize {
  return <usize>load<i32>(walk.four + (<usize>q << 2));
}

/** Numbers of two of the four points. */
// @ts-ignore: decorator
@inline
function two(walk: ProposingWalk, numbers: usize, q: i32): v128 {
  const first = v128.load64_zero(numbers + (point(walk, q) << 3));
  return v128.load64_lane(numbers + (point(walk, q + 1) << 3), first, 1);
}

function gather(walk: ProposingWalk, rows: usize, row: i32, to: usize): void {
  let p0 = rows + point(walk, 0) * row, p1 = rows + point(walk, 1) * row;
  let p2 = rows + point(walk, 2) * row, p3 = rows + point(walk, 3) * row;
  for (let j = 0; j < walk.d; j++, to += ROW) {
    v128.store(to, v128.load64_lane(p1, v128.load64_zero(p0), 1));
    v128.store(to, v128.load64_lane(p3, v128.load64_zero(p2), 1), VECTOR);
    p0 += 8, p1 += 8, p2 += 8, p3 += 8;
  }
}

function scatter(walk: ProposingWalk, from: usize, rows: usize): void {
  const row = <usize>walk.d << 3;
  let p0 = rows + point(walk, 0) * row, p1 = rows + point(walk, 1) * row;
  let p2 = rows + point(walk, 2) * row, p3 = rows + point(walk, 3) * row;
  for (let j = 0; j < walk.d; j++, from += ROW) {
    const even = v128.load(from), odd = v128.load(from, VECTOR);
    v128.store64_lane(p0, even, 0), v128.store64_lane(p1, even, 1);
    v128.store64_lane(p2, odd, 0), v128.store64_lane(p3, odd, 1);
    p0 += 8, p1 += 8, p2 += 8, p3 += 8;
  }
}

/** Onto the sphere. */
function stepAlong(walk: ProposingWalk): void {
  const end = walk.block + <usize>walk.d * ROW, zero = f64x2.splat(0);
  let along0 = zero, along1 = zero;
  for (let at = walk.block; at < end; at += ROW) {
    along0 = multiplyAdd<f64>(along0, towards(at), v128.load(at, CANDIDATE));
    along1 = multiplyAdd<f64>(along1, towards(at + VECTOR), v128.load(at + VECTOR, CANDIDATE));
  }
  const distance0 = two(walk, walk.distances, 0), distance1 = two(walk, walk.distances, 2);
  along0 = f64x2.div(along0, f64x2.mul(distance0, distance0));
  along1 = f64x2.div(along1, f64x2.mul(distance1, distance1));
  let square0 = zero, square1 = zero;
  for (let at = walk.block; at < end; at += ROW) {
    const o0 = f64x2.sub(v128.load(at, CANDIDATE), f64x2.mul(along0, towards(at)));
    const o1 = f64x2.sub(v128.load(at + VECTOR, CANDIDATE), f64x2.mul(along1, towards(at + VECTOR)));
    v128.store(at, o0, CANDIDATE), v128.store(at + VECTOR, o1, CANDIDATE);
    square0 = multiplyAdd<f64>(square0, o0, o0), square1 = multiplyAdd<f64>(square1, o1, o1);
  }
  const step0 = two(walk, walk.sphericalSteps, 0), step1 = two(walk, walk.sphericalSteps, 2);
  const scale0 = scaleOf(walk, step0, distance0, square0), scale1 = scaleOf(walk, step1, distance1, square1);
  const shrink0 = shrinkOf(step0), shrink1 = shrinkOf(step1);
  for (let at = walk.block; at < end; at += ROW) {
    moveAlong(walk, at, scale0, shrink0), moveAlong(walk, at + VECTOR, scale1, shrink1);
  }
}

// @ts-ignore: decorator
@inline
function towards(at: usize): v128 {
  return f64x2.sub(v128.load(at), v128.load(at, ADVERSARIAL));
}

// @ts-ignore: decorator
@inline
function scaleOf(walk: ProposingWalk, step: v128, distance: v128, square: v128): v128 {
  const zero = f64x2.splat(0);
  // On a line there is nothing orthogonal but rounding.
  if (walk.d == 1) return zero;
  const scale = f64x2.div(f64x2.mul(step, distance), f64x2.sqrt(square));
  return v128.bitselect(zero, scale, f64x2.eq(square, zero));
}

// @ts-ignore: decorator
@inline
function shrinkOf(step: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.div(one, f64x2.sqrt(f64x2.add(one, f64x2.mul(step, step))));
}

// @ts-ignore: decorator
@inline
function moveAlong(walk: ProposingWalk, at: usize, scale: v128, shrink: v128): void {
  const source = v128.load(at);
  const moved = f64x2.add(f64x2.mul(scale, v128.load(at, CANDIDATE)), v128.load(at, ADVERSARIAL));
  const placed = f64x2.add(source, f64x2.mul(f64x2.sub(moved, source), shrink));
  v128.store(at, clip(walk, placed), ADVERSARIAL);
}

function stepTowards(walk: ProposingWalk): void {
  const end = walk.block + <usize>walk.d * ROW, zero = f64x2.splat(0);
  let square0 = zero, square1 = zero;
  for (let at = walk.block; at < end; at += ROW) {
    const t0 = towards(at), t1 = towards(at + VECTOR);
    square0 = multiplyAdd<f64>(square0, t0, t0), square1 = multiplyAdd<f64>(square1, t1, t1);
  }
  const length0 = lengthOf(walk, square0, 0), length1 = lengthOf(walk, square1, 2);
  square0 = zero, square1 = zero;
  for (let at = walk.block; at < end; at += ROW) {
    const t0 = moveTowards(walk, at, length0), t1 = moveTowards(walk, at + VECTOR, length1);
    square0 = multiplyAdd<f64>(square0, t0, t0), square1 = multiplyAdd<f64>(square1, t1, t1);
  }
  square0 = f64x2.sqrt(square0), square1 = f64x2.sqrt(square1);
  const distances = walk.candidateDistances;
  v128.store64_lane(distances + (point(walk, 0) << 3), square0, 0);
  v128.store64_lane(distances + (point(walk, 1) << 3), square0, 1);
  v128.store64_lane(distances + (point(walk, 2) << 3), square1, 0);
  v128.store64_lane(distances + (point(walk, 3) << 3), square1, 1);
}

/** Step towards the point, in units of the distance from it. */
// @ts-ignore: decorator
@inline
function lengthOf(walk: ProposingWalk, square: v128, q: i32): v128 {
  const zero = f64x2.splat(0);
  const distance = two(walk, walk.distances, q), step = two(walk, walk.sourceSteps, q);
  const reached = f64x2.sqrt(square);
  const excess = f64x2.sub(f64x2.add(f64x2.mul(step, distance), reached), distance);
  return v128.bitselect(f64x2.div(f64x2.max(zero, excess), reached), zero, f64x2.gt(reached, zero));
}

/** @returns the way from the candidate to the point */
// @ts-ignore: decorator
@inline
function moveTowards(walk: ProposingWalk, at: usize, length: v128): v128 {
  const source = v128.load(at), sphere = v128.load(at, ADVERSARIAL);
  const moved = clip(walk, f64x2.add(sphere, f64x2.mul(length, f64x2.sub(source, sphere))));
  v128.store(at, moved, CANDIDATE);
  return f64x2.sub(source, moved);
}

// @ts-ignore: decorator
@inline
function clip(walk: ProposingWalk, value: v128): v128 {
  return f64x2.pmin(f64x2.pmax(value, f64x2.splat(walk.low)), f64x2.splat(walk.high));
}
