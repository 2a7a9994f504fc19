import { requireBetween, requireChoice } from '../numeric/require';

/** Adam (Kingma & Ba 2015) as in torch.optim.Adam. */
export interface AdamSpecification {
  readonly kind: 'adam';
  readonly weightDecay: number;
  /** Decay rates of the two moments; default 0.9 and 0.999. */
  readonly betas?: readonly [number, number];
  /** Default 1e-8. */
  readonly epsilon?: number;
}

/** Stochastic gradient descent with momentum as in torch.optim.SGD. */
export interface SgdSpecification {
  readonly kind: 'sgd';
  readonly weightDecay: number;
  readonly momentum: number;
}

/** Adam or SGD, with its constants; the learning rate belongs to the sweep. */
export type OptimiserSpecification = AdamSpecification | SgdSpecification;

/** Moves parameters in place, against a gradient that it may overwrite. */
export interface Optimiser {
  step(parameters: Float64Array, gradient: Float64Array, learningRate: number): void;
}

function requireSettings(specification: OptimiserSpecification): void {
  const { kind, weightDecay } = specification;
  requireChoice('optimiser.kind', kind, ['adam', 'sgd']);
  requireBetween('optimiser.weightDecay', weightDecay, 0, Number.MAX_VALUE);
  if (specification.kind === 'sgd') {
    requireBetween('optimiser.momentum', specification.momentum, 0, 1);
    return;
  }
  const { betas = [0.9, 0.999], epsilon = 1e-8 } = specification;
  // Of exactly 1 the corrected moments would be 0 / 0.
  for (const beta of betas) requireBetween('a beta of the optimiser', beta, 0, 1 - 2 ** -53);
  if (betas.length !== 2) throw new RangeError(`optimiser.betas has ${betas.length} values, expected 2`);
  requireBetween('optimiser.epsilon', epsilon, 0, Number.MAX_VALUE);
}

/** Optimiser in its first state, for that many parameters. @throws RangeError naming a setting that is out of range */
export function createOptimiser(specification: OptimiserSpecification, numParameters: number): Optimiser {
  requireSettings(specification);
  return specification.kind === 'adam'
    ? adam(specification, numParameters)
    : sgd(specification, numParameters);
}

/**
 *   g <- g + weightDecay p
 *   m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g^2
 *   p <- p - learningRate / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + epsilon)
 */
function adam(specification: AdamSpecification, numParameters: number): Optimiser {
  const { weightDecay, betas = [0.9, 0.999], epsilon = 1e-8 } = specification;
  const [beta1, beta2] = betas;
  const first = new Float64Array(numParameters);
  const second = new Float64Array(numParameters);
  let power1 = 1;
  let power2 = 1;
  return {
    step(parameters, gradient, learningRate) {
      power1 *= beta1;
      power2 *= beta2;
      const rate = learningRate / (1 - power1);
      const scale = Math.sqrt(1 - power2);
      for (let i = 0; i < numParameters; i++) {
        const slope = gradient[i] + weightDecay * parameters[i];
        first[i] = beta1 * first[i] + (1 - beta1) * slope;
        second[i] = beta2 * second[i] + (1 - beta2) * slope * slope;
        parameters[i] -= (rate * first[i]) / (Math.sqrt(second[i]) / scale + epsilon);
      }
    },
  };
}

/**
 *   g <- g + weightDecay p
 *   v <- momentum v + g
 *   p <- p - learningRate v
 */
function sgd({ weightDecay, momentum }: SgdSpecification, numParameters: number): Optimiser {
  const velocity = new Float64Array(numParameters);
  return {
    step(parameters, gradient, learningRate) {
      for (let i = 0; i < numParameters; i++) {
        velocity[i] = momentum * velocity[i] + (gradient[i] + weightDecay * parameters[i]);
        parameters[i] -= learningRate * velocity[i];
      }
    },
  };
}

/**
 * Scales a gradient down to a Euclidean norm of at most `maxNorm`, as torch.nn.utils.clip_grad_norm_ does: the factor
 * is min(1, maxNorm / (norm + 1e-6)).
 *
 * @returns the norm before
 */
export function clipByNorm(gradient: Float64Array, maxNorm: number): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) sum += gradient[i] * gradient[i];
  const norm = Math.sqrt(sum);
  const factor = maxNorm / (norm + 1e-6);
  if (factor < 1) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
  return norm;
}

/** Learning rate of an epoch (from 0): a tenth of it at each milestone that the epoch has reached. */
export function learningRateAt(base: number, milestones: readonly number[], epoch: number): number {
  return milestones.reduce((rate, milestone) => (epoch >= milestone ? rate / 10 : rate), base);
}
