import { adamStep, placeAdam } from './adam';
import { multiplyAdd, VECTOR } from './lanes';
import { once } from './once';
import { Sweep } from './plan';

const LOG2E: f64 = 1.44269504088896340736;

/** One step of Adam or of SGD with momentum, both as in PyTorch, for all configurations in one pass over the parameters. */
export function updateParameters<T>(plan: Sweep): void {
  let factor = plan.rateFactor;
  if (plan.adam) {
    plan.beta1Power *= plan.beta1;
    plan.beta2Power *= plan.beta2;
    factor /= 1 - plan.beta1Power;
    placeAdam<T>(plan);
  }
  const factors = once(v128.splat<T>(<T>factor));
  const features = plan.d + 1;
  const width = <usize>plan.groups * VECTOR;
  let offset: usize = 0;
  let gradient = plan.gradient;
  for (let j = 0; j < features; j++) {
    for (let group: usize = 0; group < width; group += VECTOR) {
      const rates = v128.mul<T>(v128.load(plan.learningRates + group), factors);
      if (plan.adam) adamColumn<T>(plan, offset + group, gradient + group, rates, width);
      else momentumColumn<T>(plan, offset + group, gradient + group, rates, width);
    }
    offset += <usize>plan.k * width;
    gradient += plan.logitRow;
  }
  refreshDifferences<T>(plan);
}

/** One feature, one vector of configurations, all classes: class 0's gradient is minus the sum of the others'. */
function adamColumn<T>(plan: Sweep, offset: usize, gradient: usize, rates: v128, width: usize): void {
  let sum = v128.splat<T>(0);
  // Classes from the last to the first, so that the sum is complete when class 0 needs it.
  for (let c = plan.k - 1; c >= 0; c--) {
    const at = offset + <usize>c * width;
    let slope: v128;
    if (c > 0) {
      slope = v128.load(gradient + <usize>(c - 1) * width);
      sum = v128.sub<T>(sum, slope);
    } else slope = sum;
    adamStep<T>(plan.parameters + at, plan.firstMoment + at, plan.secondMoment + at, slope, rates);
  }
}

function momentumColumn<T>(plan: Sweep, offset: usize, gradient: usize, rates: v128, width: usize): void {
  const decay = once(v128.splat<T>(<T>plan.weightDecay)), momentum = once(v128.splat<T>(<T>plan.momentum));
  let sum = v128.splat<T>(0);
  for (let c = plan.k - 1; c >= 0; c--) {
    const at = offset + <usize>c * width;
    let slope: v128;
    if (c > 0) {
      slope = v128.load(gradient + <usize>(c - 1) * width);
      sum = v128.sub<T>(sum, slope);
    } else slope = sum;
    const p = v128.load(plan.parameters + at);
    const g = multiplyAdd<T>(slope, decay, p);
    const m = multiplyAdd<T>(g, momentum, v128.load(plan.firstMoment + at));
    v128.store(plan.firstMoment + at, m);
    v128.store(plan.parameters + at, v128.sub<T>(p, v128.mul<T>(rates, m)));
  }
}

/** Differences to class 0 in base 2, the operand of the next forward pass. */
export function refreshDifferences<T>(plan: Sweep): void {
  const width = <usize>plan.groups * VECTOR;
  const scale = once(v128.splat<T>(<T>LOG2E));
  let parameters = plan.parameters;
  let differences = plan.differences;
  for (let j = 0; j <= plan.d; j++) {
    for (let group: usize = 0; group < width; group += VECTOR) {
      const reference = v128.load(parameters + group);
      for (let c = 1; c < plan.k; c++) {
        const p = v128.load(parameters + <usize>c * width + group);
        v128.store(
          differences + <usize>(c - 1) * width + group,
          v128.mul<T>(v128.sub<T>(p, reference), scale),
        );
      }
    }
    parameters += <usize>plan.k * width;
    differences += plan.logitRow;
  }
}
