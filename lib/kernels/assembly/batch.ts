import { storeScalar } from './lanes';
import { Sweep } from './plan';

/** Mixes the points of a batch: lambda x[first] + (1 - lambda) x[second], stored by features and by points. */
export function mixBatch<T>(plan: Sweep, from: i32, count: i32, lambda: f64): void {
  const d = plan.d;
  const rest = 1 - lambda;
  const pitch = plan.pitch;
  const pointRow = <usize>((d + 4) & ~3) * sizeof<T>();
  for (let b = 0; b < count; b++) {
    let x1 = plan.x + <usize>load<i32>(plan.first + <usize>(from + b) * 4) * d * 8;
    let x2 = plan.x + <usize>load<i32>(plan.second + <usize>(from + b) * 4) * d * 8;
    let point = plan.points + <usize>b * 8;
    let feature = plan.byFeature + <usize>(pitch + b) * sizeof<T>();
    let entry = plan.byPoint + <usize>b * pointRow + sizeof<T>();
    for (let j = 0; j < d; j++) {
      const mixed = lambda * load<f64>(x1) + rest * load<f64>(x2);
      store<f64>(point, mixed);
      storeScalar<T>(feature, mixed);
      storeScalar<T>(entry, mixed);
      x1 += 8, x2 += 8, point += <usize>pitch * 8, feature += <usize>pitch * sizeof<T>(), entry += sizeof<T>();
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
