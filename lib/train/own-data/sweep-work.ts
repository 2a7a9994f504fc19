import type { DensityKind } from '../class-densities';
import type { Approximation } from './approximation';

/** What decides the time that a sweep takes. */
export interface SweepSize {
  /** Points that train, and those on which every epoch's models are scored. */
  readonly rows: number;
  readonly validation?: { readonly X: { readonly rows: number } };
  /** Features as the models see them. */
  readonly inputs: number;
  readonly numClasses: number;
  /** How many are trained at once. */
  readonly configurations: number;
  readonly epochs: number;
  readonly density?: DensityKind;
  readonly approximation?: Approximation;
}

/** Rows of a batch, and configurations of a vector. */
const [batch, lanes] = [128, 4];

/**
 * Seconds that a sweep takes a core of 2024 that does nothing else, within a factor of two: nanoseconds a point, an epoch
 * and their products with the sizes, fitted to measured sweeps.
 */
export function sweepWork(size: SweepSize): number {
  const { rows, validation, inputs, numClasses, epochs } = size;
  const groups = Math.ceil(size.configurations / lanes);
  const scored = validation?.X.rows ?? 0;
  const product = groups * (numClasses - 1) * (inputs + 1);
  const softmax = groups * numClasses;
  const training = rows * (30 + 0.3 * product + 8 * softmax) + Math.ceil(rows / batch) * 3 * product;
  const scoring = scored * (15 + 0.15 * product + 2 * softmax);
  return 1e-9 * epochs * (training + scoring) + 1e-9 * labelWork(size);
}

/** Nanoseconds of the generative labels and their densities. */
function labelWork(size: SweepSize): number {
  const { rows, validation, inputs, numClasses, epochs, density, approximation } = size;
  if (!density) return 0;
  // Many features are replaced by coordinates in the span of the points.
  const features = Math.min(inputs, rows);
  const drawn = Math.min(epochs, approximation?.bankEpochs ?? epochs);
  const fitting = rows * features * features + 2 * numClasses * features ** 3 + rows * features * inputs;
  if (density === 'gaussian') return fitting + drawn * rows * numClasses * (10 + 0.5 * features);
  const ofClass = validation ? approximation?.mostCentresOfFold : approximation?.mostCentres;
  const centres = Math.min(rows, numClasses * (ofClass ?? rows));
  return fitting + drawn * rows * centres * (0.4 + 0.08 * features);
}
