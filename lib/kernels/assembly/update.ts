import { multiplyAdd, VECTOR } from './lanes';
import { Sweep } from './plan';

const LOG2E: f64 = 1.44269504088896340736;

/**
 * One step of Adam (Kingma and Ba, with the weight decay added to the gradient) or of SGD with momentum, both as in
 * PyTorch, for all configurations in one pass over the parameters.
 */
export function updateParameters<T>(plan: Sweep): void {
  if (plan.adam) {
    plan.beta1Power *= plan.beta1;
    plan.beta2Power *= plan.beta2;
  }
  const features = plan.d + 1;
  const width = <usize>plan.groups * VECTOR;
  let offset: usize = 0;
  let gradient = plan.gradient;
  for (let j = 0; j < features; j++) {
    for (let group: usize = 0; group < width; group += VECTOR) {
      if (plan.adam) adamColumn<T>(plan, offset + group, gradient + group, group, width);
      else momentumColumn<T>(plan, offset + group, gradient + group, group, width);
    }
    offset += <usize>plan.k * width;
    gradient += plan.logitRow;
  }
  refreshDifferences<T>(plan);
}

/** One feature, one vector of configurations, all classes: class 0's gradient is minus the sum of the others'. */
function adamColumn<T>(plan: Sweep, offset: usize, gradient: usize, group: usize, width: usize): void {
  const rate = v128.mul<T>(
    v128.load(plan.learningRates + group),
    v128.splat<T>(<T>(plan.rateFactor / (1 - plan.beta1Power))),
  );
  const unbias = v128.splat<T>(<T>(1 / Math.sqrt(1 - plan.beta2Power)));
  const decay = v128.splat<T>(<T>plan.weightDecay);
  const beta1 = v128.splat<T>(<T>plan.beta1), rest1 = v128.splat<T>(<T>(1 - plan.beta1));
  const beta2 = v128.splat<T>(<T>plan.beta2), rest2 = v128.splat<T>(<T>(1 - plan.beta2));
  const epsilon = v128.splat<T>(<T>plan.epsilon);
  let sum = v128.splat<T>(0);
  // Classes from the last to the first, so that the sum is complete when class 0 needs it.
  for (let c = plan.k - 1; c >= 0; c--) {
    const at = offset + <usize>c * width;
    let slope: v128;
    if (c > 0) {
      slope = v128.load(gradient + <usize>(c - 1) * width);
      sum = v128.sub<T>(sum, slope);
    } else slope = sum;
    const p = v128.load(plan.parameters + at);
    const g = multiplyAdd<T>(slope, decay, p);
    const m = multiplyAdd<T>(v128.mul<T>(beta1, v128.load(plan.firstMoment + at)), rest1, g);
    const v = multiplyAdd<T>(v128.mul<T>(beta2, v128.load(plan.secondMoment + at)), v128.mul<T>(rest2, g), g);
    v128.store(plan.firstMoment + at, m);
    v128.store(plan.secondMoment + at, v);
    const scale = multiplyAdd<T>(epsilon, v128.sqrt<T>(v), unbias);
    v128.store(plan.parameters + at, v128.sub<T>(p, v128.div<T>(v128.mul<T>(rate, m), scale)));
  }
}

function momentumColumn<T>(plan: Sweep, offset: usize, gradient: usize, group: usize, width: usize): void {
  const rate = v128.mul<T>(v128.load(plan.learningRates + group), v128.splat<T>(<T>plan.rateFactor));
  const decay = v128.splat<T>(<T>plan.weightDecay);
  const momentum = v128.splat<T>(<T>plan.momentum);
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
    v128.store(plan.parameters + at, v128.sub<T>(p, v128.mul<T>(rate, m)));
  }
}

/** Differences to class 0 in base 2, the operand of the next forward pass. */
export function refreshDifferences<T>(plan: Sweep): void {
  const width = <usize>plan.groups * VECTOR;
  const scale = v128.splat<T>(<T>LOG2E);
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
