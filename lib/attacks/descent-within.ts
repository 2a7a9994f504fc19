import { withArena } from '../kernels/arena';
import { placeNetworkPass } from '../kernels/network-pass';
import { selectRows } from '../numeric/matrix';
import type { DenseNetwork } from '../train/dense-network';
import type { BoundedPoints } from './linear-distances';

/** What the descent may do. */
export interface DescentWithinOptions extends BoundedPoints {
  /** L2 */
  readonly epsilon: number;
  /** Steps towards each other class. */
  readonly steps: number;
}

/** Factor on a step to the linearised boundary, so that it ends beyond. */
const overshoot = 1.05;

/**
 * Descent to the boundary within an L2 ball: the steps of DeepFool (Moosavi-Dezfooli et al. 2016) towards every other class in turn,
 *
 *   x <- P(x + 1.05 (f_y - f_c)(x) g / ||g||^2),  g = grad_x (f_c - f_y)(x),
 *
 * P the projection onto the ball around the attacked point and then onto the bounds. For choosing among many nets: a point that it
 * breaks has an adversarial within the radius, a point that it does not break may have one.
 *
 * @returns [n], whether a point within the radius and the bounds is misclassified
 */
export function descentWithin(network: DenseNetwork, options: DescentWithinOptions): boolean[] {
  const { X, y, steps } = options;
  const { widths } = network.architecture;
  const k = widths[widths.length - 1];
  const broken = new Array<boolean>(X.rows).fill(false);
  const gradient = new Float64Array(network.parameters.length);
  withArena((arena) => {
    const pass = placeNetworkPass(arena, network.architecture, X.rows);
    for (let turn = 1; turn < k; turn++) {
      let active = Array.from(broken.keys()).filter((i) => !broken[i]);
      let points = selectRows(X, active);
      for (let step = 0; active.length > 0; step++) {
        pass.forward(network, points);
        const margins = marginsOf(pass.outputs, k, y, active, turn);
        active.forEach((i, at) => {
          broken[i] = isMisclassified(pass.outputs.subarray(at * k, (at + 1) * k), y[i]);
        });
        if (step === steps) break;
        pass.slopes.fill(0);
        active.forEach((i, at) => {
          pass.slopes[at * k + ((y[i] + turn) % k)] = 1;
          pass.slopes[at * k + y[i]] = -1;
        });
        pass.backward(network, points, gradient);
        const directions = pass.inputGradient(network, active.length).data;
        active.forEach((i, at) => {
          stepTo(points.data, at, { direction: directions, margin: margins[at], centre: i }, options);
        });
        const left = Array.from(active.keys()).filter((at) => !broken[active[at]]);
        points = selectRows(points, left);
        active = left.map((at) => active[at]);
      }
    }
  });
  return broken;
}

function marginsOf(
  logits: Float64Array,
  k: number,
  y: ArrayLike<number>,
  active: readonly number[],
  turn: number,
): number[] {
  return active.map((i, at) => logits[at * k + y[i]] - logits[at * k + ((y[i] + turn) % k)]);
}

/** As `predict`: the first of equal logits is the class. */
function isMisclassified(logits: Float64Array, label: number): boolean {
  return logits.some((value, c) => value > logits[label] || (value === logits[label] && c < label));
}

/** Step of a row of the points, back into the ball and the bounds. */
function stepTo(
  points: Float64Array,
  at: number,
  { direction, margin, centre }: { direction: Float64Array; margin: number; centre: number },
  { X, bounds: [min, max], epsilon }: DescentWithinOptions,
): void {
  const d = X.cols;
  const x = points.subarray(at * d, (at + 1) * d);
  const g = direction.subarray(at * d, (at + 1) * d);
  const from = X.data.subarray(centre * d, (centre + 1) * d);
  const square = g.reduce((sum, value) => sum + value * value, 0);
  // Where the net is flat nothing leads to the boundary.
  if (!(square > 0)) return;
  const length = (overshoot * margin) / square;
  const moved = x.map((value, j) => value + length * g[j] - from[j]);
  const distance = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  // A little less, so that rounding does not lead out of the ball.
  const share = distance > epsilon ? (epsilon / distance) * (1 - 1e-12) : 1;
  moved.forEach((value, j) => {
    x[j] = Math.min(max, Math.max(min, from[j] + share * value));
  });
}
