import { countCorrect } from './accuracy';
import { cutBatch, mixBatch } from './batch';
import { ClassDensity, DensityScratch } from './class-density';
import { multiply } from './gemm';
import { logDensity } from './log-density';
import { mixedLogDensity } from './mixed-density';
import { mixLogits, spreadSlopes } from './mixed-logits';
import { nearestIndices } from './nearest';
import { nearestMixed } from './nearest-mixed';
import { Sweep } from './plan';
import { keepTwoLikeliest, posterior, sumParts } from './posterior';
import { addLosses, flushSlopes, softmaxGradient } from './softmax';
import { batchTargets } from './targets';
import { transpose } from './transpose';
import { updateParameters } from './update';

/** Trains all configurations for one epoch: the batches of positions 0, ..., n - 1, one step each. */
export function trainEpoch<T>(plan: Sweep): void {
  let step: usize = 0;
  for (let from = 0; from < plan.n; from += plan.batchSize) {
    const count = min(plan.batchSize, plan.n - from);
    if (plan.batches) openBatch<T>(plan, step);
    // A batch whose points are all left out has no mean loss: the step is skipped. None of those that are kept is such a one.
    if ((plan.batches && plan.bankFilled) || makeBatch<T>(plan, from, count, step)) {
      trainStep<T>(plan, count, load<f64>(plan.lambdas + step * 8));
    }
    step++;
  }
}

/** The batch of a step and its targets are where they are kept. */
function openBatch<T>(plan: Sweep, step: usize): void {
  const bytes = <usize>(((plan.d + 4) & ~3) * plan.pitch) * sizeof<T>();
  plan.byPoint = plan.batches + step * plan.batchBytes;
  plan.byFeature = plan.byPoint + bytes;
  plan.targets = plan.byFeature + bytes;
  if (sizeof<T>() == 8) plan.mixed = plan.byPoint;
}

/** @returns whether it has a point */
function makeBatch<T>(plan: Sweep, from: i32, count: i32, step: usize): bool {
  prepareBatch<T>(plan, from, count, step);
  return batchTargets<T>(plan, from, count, load<f64>(plan.labelWeights + step * 8)) > 0;
}

/** Mixed points, their class probabilities, and their nearest training points, as far as they are needed. */
export function prepareBatch<T>(plan: Sweep, from: i32, count: i32, step: usize): void {
  const lambda = load<f64>(plan.lambdas + step * 8);
  if (plan.featureWeights) {
    cutBatch<T>(plan, from, count, plan.featureWeights + step * (<usize>((plan.d + 4) & ~3) << 3));
    // Neither whitening nor the tables of distances commute with it: densities and neighbours are those of any points.
    if (plan.densities || plan.training) spreadPoints(plan, count);
  } else if (!plan.rowLogits) mixBatch<T>(plan, from, count, lambda);
  if (plan.bank) plan.probabilities = plan.bank + step * (<usize>(max(plan.k, plan.numParts) * plan.pitch) << 3);
  if (plan.densities && !plan.bankFilled) {
    let out = plan.probabilities;
    for (let p: usize = 0; p < <usize>plan.numParts; p++) {
      const address = load<usize>(plan.densities + p * 4);
      const density = changetype<ClassDensity>(address);
      if (!address) fillImpossible(out, plan.pitch);
      else if (plan.featureWeights) {
        const scratch = changetype<DensityScratch>(plan.scratch);
        logDensity<T>(density, scratch, pointsOf(plan), plan.d, plan.pitch, out);
      } else mixedLogDensity<T>(plan, density, from, count, lambda, out);
      out += <usize>plan.pitch * 8;
    }
    posterior(plan.probabilities, plan.numParts, plan.pitch);
    if (plan.numParts > plan.k) sumParts(plan.probabilities, plan.numParts, plan.classOfPart, plan.pitch);
    if (plan.twoLikeliest) keepTwoLikeliest(plan.probabilities, plan.k, plan.pitch);
  }
  if (plan.distances) nearestMixed(plan, from, count, lambda);
  else if (plan.training) {
    if (!plan.featureWeights) spreadPoints(plan, count);
    nearestIndices(pointsOf(plan), plan.training, plan.d, plan.pitch, plan.n, plan.nearest);
  }
}

/** Log densities of a class that has none. */
function fillImpossible(out: usize, pitch: i32): void {
  for (const end = out + <usize>pitch * 8; out < end; out += 16) v128.store(out, f64x2.splat(-Infinity));
}

/** The mixed points by features, f64. */
function spreadPoints(plan: Sweep, count: i32): void {
  const columns = (plan.d + 4) & ~3;
  transpose<f64>(plan.mixed, <usize>columns * 8, plan.points, <usize>plan.pitch * 8, count, columns);
}

/** Their features, without the row of ones. */
// @ts-ignore: decorator
@inline
function pointsOf(plan: Sweep): usize {
  return plan.points + <usize>plan.pitch * 8;
}

/** Bytes of logits that stay in the cache from the product to the softmax. */
const LOGITS: i32 = 1 << 18;

function trainStep<T>(plan: Sweep, count: i32, lambda: f64): void {
  // A batch's losses are summed before they are added to those of the epoch. Logits are mixed from those of all rows.
  const points = plan.recordLoss || plan.rowLogits ? count : max(8, (LOGITS / plan.logitRow) & ~7);
  for (let from = 0; from < count; from += points) {
    const block = min(points, count - from);
    forward<T>(plan, from, block);
    if (plan.rowLogits) {
      swapLogits(plan);
      mixLogits<T>(plan, count, lambda);
    }
    if (plan.recordLoss) addLosses<T>(plan, count);
    softmaxGradient<T>(plan, from, block);
    if (plan.flushSlopes) flushSlopes<T>(plan, from, block);
  }
  if (plan.rowLogits) {
    spreadSlopes<T>(plan, count, lambda);
    swapLogits(plan);
  }
  const rows = (plan.d + 4) & ~3;
  const vectors = (plan.k - 1) * plan.groups;
  multiply<T>(
    plan.byPoint, <usize>rows * sizeof<T>(), plan.logits, plan.logitRow,
    plan.gradient, plan.logitRow, plan.d + 1, vectors, count,
  );
  updateParameters<T>(plan);
}

function swapLogits(plan: Sweep): void {
  const logits = plan.logits;
  plan.logits = plan.rowLogits, plan.rowLogits = logits;
}

/** Logits of the batch's points `from`, ..., `from` + `count` - 1. */
function forward<T>(plan: Sweep, from: i32, count: i32): void {
  multiply<T>(
    plan.byFeature + <usize>from * sizeof<T>(), <usize>plan.pitch * sizeof<T>(), plan.differences, plan.logitRow,
    plan.logits + <usize>from * plan.logitRow, plan.logitRow, (count + 3) & ~3, (plan.k - 1) * plan.groups, plan.d + 1,
  );
}

/** Counts, for every configuration, the points whose class is predicted. @param correct T [groups vectors] */
export function classify<T>(plan: Sweep, correct: usize): void {
  memory.fill(correct, 0, <usize>plan.groups << 4);
  let batch = plan.batches;
  for (let from = 0; from < plan.n; from += plan.batchSize, batch += plan.batchBytes) {
    const count = min(plan.batchSize, plan.n - from);
    if (plan.batches) plan.byFeature = batch;
    if (!plan.bankFilled) mixBatch<T>(plan, from, count, 1);
    forward<T>(plan, 0, count);
    countCorrect<T>(plan, from, count, correct);
  }
  if (plan.batches) plan.bankFilled = 1;
}
