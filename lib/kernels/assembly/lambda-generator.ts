import { AdaMixUp } from './ada-mixup';
import { VECTOR } from './lanes';
import { once } from './once';
import { Sweep } from './plan';
import { fold, updateLayer } from './lane-layers';

// The net that gives lambda has no activations, so it is one matrix, and its gradients are of rank 2: three outputs,
// whose gradients sum to 0. With W_l [1 + inputs x outputs] the parameters of layer l (bias first),
//
//   right_3 = [0 0; -1 -1; 1 0; 0 1]            right_(l-1) = W_l right_l
//   left_1 = sum_b [1, x1_b, x2_b]^T slopes_b   left_(l+1) = W_l^T left_l
//   dLoss/dW_l = left_l right_l^T
//
// where products take the bias along as in lane-layers.ts: right_(l-1) gives outputs 1 and 2 minus output 0 from the
// inputs of layer l, left_l is the sum of its inputs times slopes. No product runs over points and hidden units. The
// workspace of a group of configurations, in pairs of vectors: right_3 to right_0, then left_1 to left_4.

const OUTPUTS: i32 = 3;
const LOG2E: f64 = 1.44269504088896340736;

// @ts-ignore: decorator
@inline
function pairs(count: i32): usize {
  return <usize>count * 2 * VECTOR;
}

/** Differences of the generator's outputs to the first, base 2, as columns of the sweep's differences. */
export function refreshGenerator<T>(plan: Sweep, ada: AdaMixUp): void {
  const inputs = 2 * plan.d, hidden = ada.hidden;
  for (let group: usize = 0; group < <usize>plan.groups; group++) {
    const first = ada.generator + group * <usize>ada.size * VECTOR;
    const second = first + <usize>((1 + inputs) * hidden) * VECTOR;
    const third = second + <usize>((1 + hidden) * hidden) * VECTOR;
    const right3 = ada.workspace + group * ada.workspaceSize;
    const right2 = right3 + pairs(1 + OUTPUTS);
    const right1 = right2 + pairs(1 + hidden);
    const right0 = right1 + pairs(1 + hidden);
    fold<T>(third, 1 + hidden, OUTPUTS, right3, right2);
    fold<T>(second, 1 + hidden, hidden, right2, right1);
    fold<T>(first, 1 + inputs, hidden, right1, right0);
    writeDifferences<T>(plan, right0, group * VECTOR);
  }
}

/** The bias goes with the first points. */
function writeDifferences<T>(plan: Sweep, from: usize, group: usize): void {
  const width = <usize>plan.groups * VECTOR;
  const scale = once(v128.splat<T>(<T>LOG2E));
  let first = plan.differences + <usize>plan.k * width + group;
  for (let j = 0; j <= plan.d; j++) {
    const second = from + pairs(plan.d + j);
    const zero = j == 0;
    for (let output: usize = 0; output < 2; output++) {
      const at = output * VECTOR, column = output * width;
      v128.store(first + column, v128.mul<T>(scale, v128.load(from + pairs(j) + at)));
      const value = zero ? v128.splat<T>(0) : v128.mul<T>(scale, v128.load(second + at));
      v128.store(first + 2 * width + column, value);
    }
    first += plan.logitRow;
  }
}

/** One step of Adam, whose powers of beta the sweep holds, from the sweep's gradient. */
export function updateGenerator<T>(plan: Sweep, ada: AdaMixUp): void {
  const inputs = 2 * plan.d, hidden = ada.hidden;
  const block = <usize>ada.size * VECTOR;
  for (let group: usize = 0; group < <usize>plan.groups; group++) {
    const right3 = ada.workspace + group * ada.workspaceSize;
    const right2 = right3 + pairs(1 + OUTPUTS);
    const right1 = right2 + pairs(1 + hidden);
    const left1 = right1 + pairs(1 + hidden) + pairs(1 + inputs);
    const left2 = left1 + pairs(1 + inputs);
    const left3 = left2 + pairs(1 + hidden);
    const left4 = left3 + pairs(1 + hidden);
    const first = group * block;
    const second = first + <usize>((1 + inputs) * hidden) * VECTOR;
    const third = second + <usize>((1 + hidden) * hidden) * VECTOR;
    const rates = plan.learningRates + group * VECTOR;
    readGradient(plan, left1, group * VECTOR);
    updateLayer<T>(plan, ada, rates, first, 1 + inputs, hidden, left1, right1, left2);
    updateLayer<T>(plan, ada, rates, second, 1 + hidden, hidden, left2, right2, left3);
    updateLayer<T>(plan, ada, rates, third, 1 + hidden, OUTPUTS, left3, right3, left4);
  }
  refreshGenerator<T>(plan, ada);
}

function readGradient(plan: Sweep, to: usize, group: usize): void {
  const width = <usize>plan.groups * VECTOR;
  let first = plan.gradient + <usize>plan.k * width + group;
  for (let j = 0; j <= plan.d; j++) {
    for (let output: usize = 0; output < 2; output++) {
      const at = output * VECTOR, column = output * width;
      v128.store(to + pairs(j) + at, v128.load(first + column));
      if (j > 0) v128.store(to + pairs(plan.d + j) + at, v128.load(first + 2 * width + column));
    }
    first += plan.logitRow;
  }
}
