import exp from '@stdlib/math-base-special-exp';
import { requireBetween, requireLabels, requireNumbers } from '../numeric/require';
import { type Arena, bytesOf, type Precision } from './arena';
import { batchDraws, type EpochDraws } from './draws';
import { roundUp } from './round-up';
import type { TrainingOptions } from './sweep-options';
import { type Plan, type PlanFields, placeData } from './sweep-plan';
import { SweepRecord, type SweepResult, type SweepState } from './sweep-record';

/** Memory of the data, and the options common to all sweeps, as fields of a plan. */
export function placeTraining(arena: Arena, options: TrainingOptions, precision: Precision) {
  const { X, y, numClasses, batchSize, configurations, densities, labels, softLabels, excludeIntrusion } =
    options;
  const generative = configurations.some(({ gamma = 0 }) => gamma > 0);
  const data = placeData(arena, {
    ...{ X, y, numClasses, batchSize, precision, softLabels },
    configurations: configurations.length,
    ...{ densities: generative ? densities : undefined, densityPoints: options.densityPoints },
    // Tables of distances serve points on the segment between two others only.
    pairwiseMemory: cutsFeatures(options) ? 0 : options.pairwiseMemory,
    cuts: cutsFeatures(options),
    needsNearest: labels === 'nearest' || excludeIntrusion === true,
    mixesLogits: mixesLogits(options),
  });
  return { ...data, ...optionFields(options) };
}

const cutsFeatures = ({ mixing, labels }: TrainingOptions): boolean =>
  mixing === 'cutmix' && labels !== 'hard';

/** Whether logits of mixed points are mixed from those of the rows. */
export const mixesLogits = (options: TrainingOptions): boolean =>
  options.mixesLogits === true &&
  options.X.rows <= options.batchSize &&
  options.labels !== 'nearest' &&
  !options.excludeIntrusion &&
  !cutsFeatures(options);

function optionFields(options: TrainingOptions) {
  return {
    nearestLabels: Number(options.labels === 'nearest'),
    excludeIntrusion: Number(options.excludeIntrusion ?? false),
    twoLikeliest: Number(options.generativeClasses === 'two-likeliest'),
    adam: Number(options.optimiser !== 'sgd'),
    recordLoss: Number(options.recordLoss ?? false),
    flushSlopes: Number(options.flushSlopes ?? false),
    rateFactor: 1,
    weightDecay: options.weightDecay ?? 1e-4,
    momentum: options.momentum ?? 0.9,
    ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-8, beta1Power: 1, beta2Power: 1 },
  } satisfies Partial<PlanFields>;
}

/** Draws, trains and records epoch after epoch. */
export function runEpochs<Model>(
  arena: Arena,
  plan: Plan,
  options: TrainingOptions,
  {
    train,
    state,
    keepsBatches,
  }: {
    readonly train: () => void;
    readonly state: SweepState<Model>;
    /** Whether training takes its batches from where they are kept. */
    readonly keepsBatches?: Precision;
  },
): SweepResult<Model> {
  const { X, batchSize, labels, alpha = 1, shuffle, cutProbability, stream } = options;
  const mixing = {
    ...{ n: X.rows, batchSize, shuffle, cutProbability },
    alpha: labels === 'hard' ? undefined : alpha,
    cutFeatures: cutsFeatures(options) ? X.cols : undefined,
  };
  const { bankEpochs = Number.POSITIVE_INFINITY } = options;
  const own = options.draws && checked(options.draws, X.rows, batchSize);
  const draws = repeating(own ?? batchDraws(stream.split('batches'), mixing), bankEpochs);
  const bank =
    (keepsBatches && placeBatches(arena, plan, options, keepsBatches)) ?? placeBank(arena, plan, options);
  const record = new SweepRecord(state, options);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    writeDraws(arena, plan, draws(epoch), options);
    bank?.(epoch);
    plan.setReal('rateFactor', rateFactor(epoch, options));
    train();
    record.addEpoch();
    options.onEpoch?.();
  }
  return record.result();
}

/** Draws from outside. @throws RangeError, at the first epoch whose draws are not of the rows and batches */
function checked(draws: () => EpochDraws, n: number, batchSize: number): () => EpochDraws {
  return () => {
    const drawn = draws();
    for (const name of ['first', 'second'] as const) requireLabels(`draws.${name}`, drawn[name], n, n);
    const { lambdas } = drawn;
    requireNumbers('draws.lambdas', lambdas, Math.ceil(n / batchSize));
    lambdas.forEach((lambda, step) => {
      requireBetween(`draws.lambdas[${step}]`, lambda, 0, 1);
    });
    return drawn;
  };
}

/** The draws of every epoch, kept if they are to be repeated. */
function repeating(draws: () => EpochDraws, period: number): (epoch: number) => EpochDraws {
  if (period === Number.POSITIVE_INFINITY) return draws;
  const kept: EpochDraws[] = [];
  return (epoch) => {
    kept[epoch % period] ??= draws();
    return kept[epoch % period];
  };
}

/** Bytes of the largest bank: beyond, labels are computed anew, the same. */
const LARGEST_BANK = 2 ** 28;

/** Bytes of the batches that are kept: beyond, they are mixed anew, the same. */
export const LARGEST_BATCHES = 2 ** 26;

/** Memory of the batches of repeated epochs and their targets. @returns as `placeBank` */
function placeBatches(
  arena: Arena,
  plan: Plan,
  { bankEpochs = Number.POSITIVE_INFINITY, epochs }: TrainingOptions,
  precision: Precision,
): ((epoch: number) => void) | undefined {
  const { d, k, n, batchSize, pitch, targetRow, training, rowLogits } = plan.fields;
  const batchBytes = 2 * roundUp(1 + d, 4) * pitch * bytesOf(precision) + targetRow * (1 + 2 * k);
  const bytes = Math.ceil(n / batchSize) * batchBytes;
  // Of points that may be left out, or are not mixed, there is more or less to keep.
  if (training || rowLogits || bankEpochs >= epochs || bankEpochs * bytes > LARGEST_BATCHES) return undefined;
  const batches = arena.allocate(bankEpochs * bytes);
  plan.setInteger('batchBytes', batchBytes);
  return (epoch) => {
    plan.setInteger('batches', batches + (epoch % bankEpochs) * bytes);
    plan.setInteger('bankFilled', Number(epoch >= bankEpochs));
  };
}

/** Memory of the generative labels of repeated epochs. @returns what makes it ready for an epoch; undefined: there is none */
function placeBank(
  arena: Arena,
  plan: Plan,
  { bankEpochs = Number.POSITIVE_INFINITY, epochs }: TrainingOptions,
): ((epoch: number) => void) | undefined {
  const { densities, n, batchSize, k, numParts, pitch } = plan.fields;
  const bytes = 8 * Math.ceil(n / batchSize) * Math.max(k, numParts) * pitch;
  if (!densities || bankEpochs >= epochs || bankEpochs * bytes > LARGEST_BANK) return undefined;
  const bank = arena.allocate(bankEpochs * bytes);
  return (epoch) => {
    plan.setInteger('bank', bank + (epoch % bankEpochs) * bytes);
    plan.setInteger('bankFilled', Number(epoch >= bankEpochs));
  };
}

function writeDraws(arena: Arena, { fields }: Plan, draws: EpochDraws, options: TrainingOptions): void {
  const { labels, labelVariance = 0.1 } = options;
  arena.i32(fields.first, fields.n).set(draws.first);
  arena.i32(fields.second, fields.n).set(draws.second);
  arena.f64(fields.lambdas, draws.lambdas.length).set(draws.lambdas);
  if (fields.featureWeights) writeFeatureWeights(arena, fields, draws.featureWeights);
  const logistic = (lambda: number) => 1 / (1 + exp((-2 * (lambda - 0.5)) / labelVariance));
  arena
    .f64(fields.labelWeights, draws.lambdas.length)
    .set(labels === 'logistic' ? draws.lambdas.map(logistic) : draws.lambdas);
}

/** Of every step: 1 in front, the features' weights, and 0 beyond them. */
function writeFeatureWeights(
  arena: Arena,
  { featureWeights, n, d, batchSize }: Plan['fields'],
  weights: Float64Array | undefined,
): void {
  const steps = Math.ceil(n / batchSize);
  if (weights?.length !== steps * d) {
    throw new RangeError(
      `draws.featureWeights has ${weights?.length ?? 'no'} entries, expected ${steps * d}: one a step and feature`,
    );
  }
  const row = roundUp(1 + d, 4);
  const view = arena.f64(featureWeights, steps * row).fill(0);
  for (let step = 0; step < steps; step++) {
    view[step * row] = 1;
    view.set(weights.subarray(step * d, (step + 1) * d), step * row + 1);
  }
}

function rateFactor(epoch: number, { milestones = [], decay = 0.1 }: TrainingOptions): number {
  let factor = 1;
  for (const milestone of milestones) if (epoch >= milestone) factor *= decay;
  return factor;
}
