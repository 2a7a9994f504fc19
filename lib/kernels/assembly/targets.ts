import { storeNarrow, VECTOR } from './lanes';
import { Sweep } from './plan';

/**
 * Targets of a batch, the same for all configurations, by classes: w, the weight of a point in the mean loss (0 where
 * it is left out); w base for every class, base the mixed label; w (g - base) for every class, g the class
 * probabilities of the generative model. A configuration's label is base + gamma (g - base).
 *
 * @returns the number of points kept
 */
export function batchTargets<T>(plan: Sweep, from: i32, count: i32, labelWeight: f64): i32 {
  const kept = baseLabels(plan, from, count, labelWeight);
  if (kept == 0) return 0;
  const w = f64x2.splat(1 / <f64>kept);
  const row = <usize>plan.pitch * 8;
  const targetRow = <usize>plan.targetRow;
  const classes = plan.targets + targetRow;
  const differences = classes + <usize>plan.k * targetRow;
  for (let offset: usize = 0; offset < row; offset += 2 * VECTOR) {
    const column = (offset / 8) * sizeof<T>();
    const w0 = f64x2.mul(w, v128.load(plan.kept + offset)), w1 = f64x2.mul(w, v128.load(plan.kept + offset, VECTOR));
    storeFour<T>(plan.targets + column, w0, w1);
    for (let c: usize = 0; c < <usize>plan.k; c++) {
      const at = c * row + offset;
      const base0 = v128.load(plan.base + at), base1 = v128.load(plan.base + at, VECTOR);
      const target = c * targetRow + column;
      storeFour<T>(classes + target, f64x2.mul(w0, base0), f64x2.mul(w1, base1));
      if (plan.densities) {
        const g0 = f64x2.sub(v128.load(plan.probabilities + at), base0);
        const g1 = f64x2.sub(v128.load(plan.probabilities + at, VECTOR), base1);
        storeFour<T>(differences + target, f64x2.mul(w0, g0), f64x2.mul(w1, g1));
      }
    }
  }
  return kept;
}

// @ts-ignore: decorator
@inline
function storeFour<T>(address: usize, low: v128, high: v128): void {
  if (sizeof<T>() == 4) {
    storeNarrow(address, low, high);
  } else {
    v128.store(address, low), v128.store(address, high, VECTOR);
  }
}

// @ts-ignore: decorator
@inline
function labelAt(y: usize, rows: usize, position: i32): i32 {
  return load<i32>(y + (<usize>load<i32>(rows + (<usize>position << 2)) << 2));
}

/** Base labels, f64 [k x pitch], and 1 for the points that are kept, f64 [pitch]; both 0 beyond the batch. */
function baseLabels(plan: Sweep, from: i32, count: i32, labelWeight: f64): i32 {
  const y = plan.y, base = plan.base, first = plan.first, second = plan.second;
  const row = <usize>plan.pitch << 3;
  memory.fill(base, 0, <usize>plan.k * row);
  memory.fill(plan.kept, 0, row);
  let kept = 0;
  for (let b = 0; b < count; b++) {
    const column = <usize>b << 3;
    const label1 = labelAt(y, first, from + b), label2 = labelAt(y, second, from + b);
    let keep = true;
    if (plan.training) {
      const nearest = load<i32>(y + (<usize>load<f64>(plan.nearest + column) << 2));
      keep = !plan.excludeIntrusion || nearest == label1 || nearest == label2;
      if (plan.nearestLabels) store<f64>(base + <usize>nearest * row + column, 1);
    }
    if (plan.softLabels) {
      blendSoftLabels(plan, from + b, labelWeight, base + column);
    } else if (!plan.nearestLabels) {
      const at1 = base + <usize>label1 * row + column, at2 = base + <usize>label2 * row + column;
      store<f64>(at1, labelWeight);
      store<f64>(at2, load<f64>(at2) + (1 - labelWeight));
    }
    store<f64>(plan.kept + column, keep ? 1 : 0);
    kept += i32(keep);
  }
  return kept;
}

/** lambda y1 + (1 - lambda) y2 of the soft labels of a position, to a column. */
function blendSoftLabels(plan: Sweep, position: i32, labelWeight: f64, column: usize): void {
  const row = <usize>plan.k << 3;
  const label1 = plan.softLabels + <usize>load<i32>(plan.first + (<usize>position << 2)) * row;
  const label2 = plan.softLabels + <usize>load<i32>(plan.second + (<usize>position << 2)) * row;
  for (let c: usize = 0; c < <usize>plan.k; c++) {
    const share = labelWeight * load<f64>(label1 + (c << 3)) + (1 - labelWeight) * load<f64>(label2 + (c << 3));
    store<f64>(column + c * (<usize>plan.pitch << 3), share);
  }
}
