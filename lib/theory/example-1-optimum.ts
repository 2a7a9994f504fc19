import { type PairLosses, pairLosses, requireTheta } from './example-1-losses';

/**
 * The theta in (0, 1] at which w1 l1 + w2 l2 + w3 l3 is least (l as in `pairLosses`).
 *
 *   theta* = 1/2 - w3 / (4 (w1 + w2))
 *
 * With equal weights 3/8. C.1 prints 7/16, which is the minimiser for w3 = 1/2: its l3 is half of the integral. Without
 * the pair of equal classes (w3 = 0, "mixup without manifold intrusion" in Example 1) it is 1/2. The losses rise for
 * theta > 1/2, so the minimum always lies in (0, 1/2].
 *
 * @param weights of the three losses, 0 or more, default 1 each
 * @throws RangeError if a weight is negative or not finite, or if no theta in (0, 1] is least: all weights are 0, or
 *   w3 >= 2 (w1 + w2), where the loss falls all the way to theta = 0
 *
 * @example
 * example1.optimalTheta(); // 3/8, where C.1 prints 7/16
 * example1.optimalTheta({ l3: 1 / 2 }); // 7/16
 * example1.optimalTheta({ l3: 0 }); // 1/2: without manifold intrusion
 */
export function optimalTheta(weights: Partial<PairLosses> = {}): number {
  const { l1 = 1, l2 = 1, l3 = 1 } = weights;
  for (const [name, weight] of Object.entries({ l1, l2, l3 })) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`weight of ${name} is ${weight}, expected a finite number, 0 or more`);
    }
  }
  if (l3 >= 2 * (l1 + l2)) {
    throw new RangeError(
      `weights l1 ${l1}, l2 ${l2}, l3 ${l3} have no minimum in (0, 1]: expected l3 < 2 (l1 + l2)`,
    );
  }
  return 0.5 - l3 / (4 * (l1 + l2));
}

/**
 * Losses of the self pairs (xi, xi), whose mixed point is xi: 0 for theta <= 1/2, and 2 (1 - 1 / (2 theta))^2 at -1 and
 * +1 above. C.1 leaves them out.
 *
 * @throws RangeError unless 0 < theta <= 1
 */
export function selfPairLosses(theta: number): {
  readonly x1: number;
  readonly x2: number;
  readonly x3: number;
} {
  requireTheta(theta);
  const outer = theta <= 0.5 ? 0 : 2 * (1 - 1 / (2 * theta)) ** 2;
  return { x1: outer, x2: 0, x3: outer };
}

/**
 * Sum of the losses over all 9 ordered pairs, self pairs among them: 2 (l1 + l2 + l3) and the self pairs. It has the
 * minimum of the three pairs, 3/8, since self pairs cost nothing up to theta = 1/2 and rise above.
 *
 * @throws RangeError unless 0 < theta <= 1
 */
export function orderedPairLoss(theta: number): number {
  const { l1, l2, l3 } = pairLosses(theta);
  const self = selfPairLosses(theta);
  return 2 * (l1 + l2 + l3) + self.x1 + self.x2 + self.x3;
}

/**
 * Losses of mixup without the points that Definition 1 excludes: the mixed points of (x3, x1) nearer to x2 = 0, whose
 * label they do not share, that is |x| < 1/2. l1 and l2 lose nothing. l3 is the integral over the points that stay,
 *
 *   l3 = 2 int_{1/2}^{1} (1 - f_theta(x))^2 dx, which is 0 for theta <= 1/4, (4/3) theta (1 - 1 / (4 theta))^3 up to 1/2,
 *
 * not divided by their share of lambda, 1/2. (Example 1 itself drops the whole pair instead.)
 *
 * @throws RangeError unless 0 < theta <= 1
 */
export function pairLossesWithoutIntrusion(theta: number): PairLosses {
  const { l1, l2 } = pairLosses(theta);
  // The antiderivative of (1 - x / (2 theta))^2 is -(2 theta / 3) (1 - x / (2 theta))^3, taken from 1/2 to min(1, 2 theta).
  const rest = (x: number) => Math.max(0, 1 - x / (2 * theta)) ** 3;
  return { l1, l2, l3: ((4 * theta) / 3) * (rest(0.5) - rest(1)) };
}

/**
 * The theta at which the sum of `pairLossesWithoutIntrusion` is least, 0.448270529293...: its margin is less than 1/2.
 *
 * The derivative vanishes for s = 4 theta with 2 s^4 - 3 s^3 - 3 s + 2 = 0, a palindrome, so for v = s + 1/s with
 * 2 v^2 - 3 v - 4 = 0: v = (3 + sqrt 41) / 4.
 */
export function optimalThetaWithoutIntrusion(): number {
  const v = (3 + Math.sqrt(41)) / 4;
  return (v + Math.sqrt(v * v - 4)) / 8;
}
