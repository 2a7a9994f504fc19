import exp from '@stdlib/math-base-special-exp';
import { requireBetween } from '../numeric/require';

/** What `logisticLabel` takes. */
export interface LogisticLabelOptions {
  /** sigma^2 > 0; the authors' code takes 1/10. */
  readonly sigma2: number;
  /** Factor of (lambda - 1/2): 2 in Section 3.2 (the default), 1 in C.2. */
  readonly labelScale?: number;
}

/**
 * Weight of the first label under logistic labelling (Section 3.2), for `mixup`'s `labelWeight`.
 *
 *   rho = 1 / (1 + exp(-labelScale (lambda - 1/2) / sigma^2))
 *
 * @throws RangeError if sigma2 is not above 0, or labelScale is not finite
 */
export function logisticLabel({ sigma2, labelScale = 2 }: LogisticLabelOptions): (lambda: number) => number {
  if (!(sigma2 > 0)) throw new RangeError(`sigma2 is ${sigma2}, expected a number greater than 0`);
  requireBetween('labelScale', labelScale, -Number.MAX_VALUE, Number.MAX_VALUE);
  return (lambda) => {
    requireBetween('lambda', lambda, 0, 1);
    return 1 / (1 + exp((-labelScale * (lambda - 0.5)) / sigma2));
  };
}
