import { narrow, storeScalar, VECTOR } from './lanes';
import { Sweep } from './plan';
import { transpose } from './transpose';

/**
 * Mixes the points of a batch, lambda x[first] + (1 - lambda) x[second]; the 1 in front of the features stays 1, since
 * lambda + (1 - lambda) rounds to 1. By points first, then by features.
 */
export function mixBatch<T>(plan: Sweep, from: i32, count: i32, lambda: f64): void {
  const columns = (plan.d + 4) & ~3;
  mixRows(plan, plan.x, columns, from, count, lambda, plan.mixed);
  const row = <usize>columns * sizeof<T>();
  if (sizeof<T>() == 4) narrow(plan.mixed, plan.byPoint, count * columns);
  const pitchBytes = <usize>plan.pitch * sizeof<T>();
  transpose<T>(plan.byPoint, row, plan.byFeature, pitchBytes, count, columns, 0, 0);
}

/** lambda of row first[b] and 1 - lambda of row second[b] of an f64 matrix of that many columns (even). */
export function mixRows(
  plan: Sweep, rows: usize, columns: i32, from: i32, count: i32, lambda: f64, out: usize,
): void {
  const a = f64x2.splat(lambda), b = f64x2.splat(1 - lambda);
  const width = <usize>columns * 8;
  for (let i = from; i < from + count; i++) {
    let x1 = rows + <usize>load<i32>(plan.first + (<usize>i << 2)) * width;
    let x2 = rows + <usize>load<i32>(plan.second + (<usize>i << 2)) * width;
    for (const end = out + width; out < end; out += VECTOR) {
      v128.store(out, f64x2.add(f64x2.mul(a, v128.load(x1)), f64x2.mul(b, v128.load(x2))));
      x1 += VECTOR, x2 += VECTOR;
    }
  }
}

/** Label of the first or second point of position b, or the nearest point's where that is asked for. */
// @ts-ignore: decorator
@inline
function labelOf(plan: Sweep, rows: usize, position: i32): i32 {
  return load<i32>(plan.y + <usize>load<i32>(rows + <usize>position * 4) * 4);
}

// @ts-ignore: decorator
@inline
function nearestLabel(plan: Sweep, b: i32): i32 {
  return load<i32>(plan.y + <usize>load<f64>(plan.nearest + <usize>b * 8) * 4);
}

// @ts-ignore: decorator
@inline
function intrudes(plan: Sweep, from: i32, b: i32): bool {
  const label = nearestLabel(plan, b);
  return label != labelOf(plan, plan.first, from + b) && label != labelOf(plan, plan.second, from + b);
}

function countKept(plan: Sweep, from: i32, count: i32): i32 {
  if (!plan.excludeIntrusion) return count;
  let kept = 0;
  for (let b = 0; b < count; b++) if (!intrudes(plan, from, b)) kept++;
  return kept;
}

/**
 * Targets of a batch, the same for all configurations: with w the weight of a point in the mean loss (0 where it is
 * left out), base its mixed label and g the class probabilities of the generative model, w base and w (g - base). A
 * configuration's label is base + gamma (g - base).
 *
 * Of k classes, k - 1 are stored: classes 1, ..., or class 0 if there are two (see softmax.ts).
 * @returns the number of points kept
 */
export function batchTargets<T>(plan: Sweep, from: i32, count: i32, labelWeight: f64): i32 {
  const kept = countKept(plan, from, count);
  const w = kept > 0 ? 1 / <f64>kept : 0;
  const stored = plan.k - 1;
  const shift = plan.k == 2 ? 0 : 1;
  const half = <usize>stored * sizeof<T>();
  let target = plan.targets;
  for (let b = 0; b < count; b++) {
    const weight = plan.excludeIntrusion && intrudes(plan, from, b) ? 0 : w;
    storeScalar<T>(target, weight);
    target += sizeof<T>();
    for (let c = shift; c < stored + shift; c++) {
      const base = baseLabel(plan, from, b, c, labelWeight);
      const generative = plan.densities
        ? load<f64>(plan.probabilities + <usize>(c * plan.pitch + b) * 8)
        : base;
      storeScalar<T>(target, weight * base);
      storeScalar<T>(target + half, weight * (generative - base));
      target += sizeof<T>();
    }
    target += half;
  }
  return kept;
}

// @ts-ignore: decorator
@inline
function baseLabel(plan: Sweep, from: i32, b: i32, c: i32, labelWeight: f64): f64 {
  if (plan.nearestLabels) return nearestLabel(plan, b) == c ? 1 : 0;
  const first: f64 = labelOf(plan, plan.first, from + b) == c ? labelWeight : 0;
  const second: f64 = labelOf(plan, plan.second, from + b) == c ? 1 - labelWeight : 0;
  return first + second;
}

/**
 * Targets by classes, lanes are points: rows of w, w base (each class), w (g - base) (each class); 0 beyond the batch.
 *
 * @returns the number of points kept
 */
export function classTargets<T>(
  plan: Sweep, targets: usize, row: usize, from: i32, count: i32, labelWeight: f64,
): i32 {
  const kept = countKept(plan, from, count);
  const w = kept > 0 ? 1 / <f64>kept : 0;
  const toGenerative = <usize>plan.k * row;
  for (let b = 0; b < plan.pitch; b++) {
    const weight = b >= count || (plan.excludeIntrusion && intrudes(plan, from, b)) ? 0 : w;
    let target = targets + <usize>b * sizeof<T>();
    storeScalar<T>(target, weight);
    for (let c = 0; c < plan.k; c++) {
      target += row;
      const base = b < count ? baseLabel(plan, from, b, c, labelWeight) : 0;
      const generative = plan.densities ? load<f64>(plan.probabilities + <usize>(c * plan.pitch + b) * 8) : base;
      storeScalar<T>(target, weight * base);
      storeScalar<T>(target + toGenerative, weight * (generative - base));
    }
  }
  return kept;
}
