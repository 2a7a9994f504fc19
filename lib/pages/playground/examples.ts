import { margin as margin1, optimalTheta, type PairLosses, pairLosses } from '../../theory/example-1';
import { fit, margin as margin2, points, vanillaAtNorm } from '../../theory/example-2';
import { type Example3, loss, margin as margin3, phiStar, phiSvm } from '../../theory/example-3';

/** A line of a chart: x and y in turn of its points. */
export interface Curve {
  readonly name: string;
  readonly points: readonly number[];
}

/** Example 1 at an angle theta of the reader. */
export interface Example1 {
  readonly curves: readonly Curve[];
  readonly losses: PairLosses;
  readonly margin: number;
  readonly best: { readonly theta: number; readonly margin: number };
}

/** Losses of Example 1 over theta, exactly, and where the reader's theta stands on them. */
export function example1At(theta: number): Example1 {
  const thetas = Array.from({ length: 100 }, (_, i) => (i + 1) / 100);
  const losses = thetas.map((value) => pairLosses(value));
  const curve = (name: string, of: (own: PairLosses) => number): Curve => ({
    name,
    points: thetas.flatMap((value, i) => [value, of(losses[i])]),
  });
  const best = optimalTheta();
  return {
    curves: [
      curve('L1 = L2', ({ l1 }) => l1),
      curve('L3', ({ l3 }) => l3),
      curve('L1 + L2 + L3', ({ l1, l2, l3 }) => l1 + l2 + l3),
    ],
    losses: pairLosses(theta),
    margin: margin1(theta),
    best: { theta: best, margin: margin1(best) },
  };
}

/** One classifier of Example 2: its boundary as lines from the origin, and its margin. */
export interface Example2Model {
  readonly name: string;
  /** Differences w_i - w_j of the pairs (1, 2), (1, 3), (2, 3). */
  readonly weights: readonly (readonly [number, number])[];
  readonly margin: number;
}

/** Points and classifiers of Example 2. */
export interface Example2 {
  readonly points: readonly (readonly [number, number])[];
  readonly models: readonly Example2Model[];
}

/** Side of the square of Example 2. */
const d = 5;

/**
 * Vanilla training stopped at a norm of W, mixup with linear and with logistic labels of a variance: margins of the converged models.
 *
 * @throws RangeError as `example2.vanillaAtNorm` and `example2.fit`
 */
export function example2At({ norm, sigma2 }: { readonly norm: number; readonly sigma2: number }): Example2 {
  const X = points(d);
  const models = [
    ['vanilla, norm of W as set', vanillaAtNorm(norm, d)],
    ['mixup, linear labels', fit({ labeling: 'linear', d })],
    ['mixup, logistic labels', fit({ labeling: 'logistic', sigma2, d })],
  ] as const;
  return {
    points: [0, 1, 2].map((i) => [X.data[2 * i], X.data[2 * i + 1]] as const),
    models: models.map(([name, W]) => ({
      name,
      weights: [0, 1, 2].map((i) => [W.data[2 * i], W.data[2 * i + 1]] as const),
      margin: margin2(W, d),
    })),
  };
}

/** Schemes of Example 3, in the order of the charts. */
const schemes = ['vanilla', 'mixup', 'genlabel'] as const;

/** One scheme of Example 3 in the reader's setting. */
export interface Example3Scheme {
  readonly name: (typeof schemes)[number];
  readonly phi: number;
  readonly margin: number;
  /** Loss over the angle, its least value taken off. */
  readonly losses: readonly number[];
  /** Optimal angle over the norm. */
  readonly angles: readonly number[];
}

/** Example 3 in the reader's setting. */
export interface Example3At {
  readonly schemes: readonly Example3Scheme[];
  /** Of the support vector machine. */
  readonly svm: { readonly phi: number; readonly margin: number };
}

/** Norms at which the optimal angle is drawn. */
const norms = Array.from({ length: 25 }, (_, i) => 0.25 * 1.22 ** i);

/** Loss over the angle at a norm, and the optimal angle over the norm, of all schemes. @throws RangeError as `example3.phiStar` */
export function example3At(setting: Pick<Example3, 'n' | 'r' | 'sigma2'>): Example3At {
  const angles = Array.from({ length: 61 }, (_, i) => (i * Math.PI) / 120);
  const found = schemes.map((scheme) => {
    const problem = { ...setting, scheme };
    const values = angles.map((phi) => loss({ ...problem, phi }));
    const least = Math.min(...values);
    const phi = phiStar(problem);
    return {
      name: scheme,
      phi,
      margin: margin3(phi),
      losses: angles.flatMap((angle, i) => [angle, values[i] - least]),
      angles: norms.flatMap((r) => [r, phiStar({ ...problem, r })]),
    };
  });
  return { schemes: found, svm: { phi: phiSvm, margin: margin3(phiSvm) } };
}
