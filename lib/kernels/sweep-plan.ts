import { type Arena, bytesOf, type Precision } from './arena';
import { type ClassDensity, type ClassMixture, partsOf, requireDensity } from './class-density';
import { noNearest, placeNearest } from './nearest-table';
import { placeDensities } from './place-densities';
import { roundUp } from './round-up';
import type { Rows } from './rows';

/** Fields of `Sweep` in assembly/plan.ts, in its order. */
const integerFields = [
  'x',
  'y',
  'n',
  'd',
  'k',
  'groups',
  'batchSize',
  'pitch',
  'first',
  'second',
  'lambdas',
  'labelWeights',
  'featureWeights',
  'mixed',
  'points',
  'byFeature',
  'byPoint',
  'probabilities',
  'nearest',
  'base',
  'kept',
  'targets',
  'targetRow',
  'logits',
  'logitRow',
  'parameters',
  'firstMoment',
  'secondMoment',
  'differences',
  'gradient',
  'learningRates',
  'gammas',
  'losses',
  'densities',
  'numParts',
  'classOfPart',
  'scratch',
  'training',
  'distances',
  'distanceRow',
  'nearestTerms',
  'nearestLabels',
  'excludeIntrusion',
  'twoLikeliest',
  'adam',
  'recordLoss',
  'softLabels',
  'bank',
  'bankFilled',
  'densityFeatures',
  'flushSlopes',
  'batches',
  'batchBytes',
  'rowLogits',
] as const;
const realFields = [
  'rateFactor',
  'weightDecay',
  'momentum',
  'beta1',
  'beta2',
  'epsilon',
  'beta1Power',
  'beta2Power',
  'coordinateRounding',
] as const;

type Integers = Record<(typeof integerFields)[number], number>;
type Reals = Record<(typeof realFields)[number], number>;
export type PlanFields = Integers & Reals;

const REALS_AT = roundUp(4 * integerFields.length, 8);

/** A plan in the kernels' memory. */
export interface Plan {
  readonly address: number;
  readonly fields: Readonly<PlanFields>;
  /** Overwrites one of the i32 fields. */
  setInteger(field: (typeof integerFields)[number], value: number): void;
  /** Overwrites one of the f64 fields. */
  setReal(field: (typeof realFields)[number], value: number): void;
}

export function placePlan(arena: Arena, fields: PlanFields): Plan {
  const address = arena.allocate(REALS_AT + 8 * realFields.length);
  arena.i32(address, integerFields.length).set(integerFields.map((name) => fields[name]));
  arena.f64(address + REALS_AT, realFields.length).set(realFields.map((name) => fields[name]));
  return {
    address,
    fields,
    setInteger(field, value) {
      arena.i32(address, integerFields.length)[integerFields.indexOf(field)] = value;
    },
    setReal(field, value) {
      arena.f64(address + REALS_AT, realFields.length)[realFields.indexOf(field)] = value;
    },
  };
}

export interface PlanShape {
  readonly X: Rows;
  readonly y: ArrayLike<number>;
  readonly numClasses: number;
  readonly configurations: number;
  readonly batchSize: number;
  readonly precision: Precision;
  readonly densities?: readonly (ClassDensity | ClassMixture | undefined)[];
  /** Coordinates in which they are given; default X. */
  readonly densityPoints?: Rows;
  readonly needsNearest: boolean;
  /** [n x numClasses]; those of y unless given. */
  readonly softLabels?: Rows;
  /** Whether every feature has a weight of its own. */
  readonly cuts?: boolean;
  readonly pairwiseMemory?: number;
  /** Whether logits are mixed in place of points. */
  readonly mixesLogits?: boolean;
  /** Points of a batch in memory, where that of another plan is shared. */
  readonly pitch?: number;
}

/**
 * Memory of the data and of a batch, for any number of features, classes, rows and configurations: configurations are
 * padded to whole vectors, features and points to blocks of the matrix product.
 */
export function placeData(arena: Arena, shape: PlanShape): PlacedData {
  const { X, y, numClasses: k, precision, densities } = shape;
  const { rows: n, cols: d } = X;
  const batchSize = Math.min(shape.batchSize, n);
  const pitch = shape.pitch ?? roundUp(batchSize, 8);
  const real = bytesOf(precision);
  const groups = Math.ceil((shape.configurations * real) / 16);
  const logitRow = oddLines((k - 1) * groups * 16);
  const targetRow = oddLines(real * pitch);
  const rows = roundUp(1 + d, 4);
  const { densityPoints = X } = shape;
  const training = { X: densityPoints, pairwiseMemory: shape.pairwiseMemory };
  const parts = densities?.flatMap((density, c) => checkedParts(density, c, densityPoints.cols));
  const placed =
    parts &&
    placeDensities(
      arena,
      parts.map(({ part }) => part),
      { d: densityPoints.cols, pitch, precision, training },
    );
  const numParts = parts?.length ?? 0;
  const mixed = arena.allocate(8 * rows * pitch);
  return {
    x: placeRows(arena, X, rows),
    y: arena.placeI32(y),
    softLabels: placeReals(arena, shape.softLabels),
    ...{ n, d, k, groups, batchSize, pitch, logitRow, targetRow },
    first: arena.allocate(4 * n),
    second: arena.allocate(4 * n),
    lambdas: arena.allocate(8 * Math.ceil(n / batchSize)),
    labelWeights: arena.allocate(8 * Math.ceil(n / batchSize)),
    featureWeights: shape.cuts ? arena.allocate(8 * rows * Math.ceil(n / batchSize)) : 0,
    mixed,
    points: arena.allocate(8 * rows * pitch),
    byFeature: arena.allocate(real * rows * pitch),
    byPoint: precision === 'double' ? mixed : arena.allocate(real * rows * pitch),
    probabilities: arena.allocate(8 * Math.max(k, numParts) * pitch),
    nearest: arena.allocate(8 * pitch),
    base: arena.allocate(8 * k * pitch),
    kept: arena.allocate(8 * pitch),
    targets: arena.allocate(targetRow * (1 + 2 * k)),
    logits: arena.allocate(pitch * logitRow),
    densities: placed ? arena.placeI32(placed.addresses) : 0,
    numParts,
    classOfPart: parts ? arena.placeI32(parts.map(({ c }) => c)) : 0,
    scratch: placed?.scratch ?? 0,
    ...{ bank: 0, bankFilled: 0, batches: 0, batchBytes: 0, densityFeatures: densityPoints.cols },
    rowLogits: shape.mixesLogits ? arena.allocate(pitch * logitRow) : 0,
    ...(shape.needsNearest ? placeNearest(arena, X, shape.pairwiseMemory) : noNearest),
  };
}

/** Parts of a class's density, each with its class; of a class without one, a part that is undefined. */
function checkedParts(
  density: ClassDensity | ClassMixture | undefined,
  c: number,
  d: number,
): { readonly part: ClassDensity | undefined; readonly c: number }[] {
  if (!density) return [{ part: undefined, c }];
  const parts = partsOf(density);
  if (parts.length === 0) throw new RangeError(`class ${c}'s density has no parts, expected at least one`);
  return parts.map((part) => {
    requireDensity(part, c, d);
    return { part, c };
  });
}

/** Values in memory; 0 for none. */
function placeReals(arena: Arena, values: Rows | undefined): number {
  if (!values) return 0;
  const address = arena.allocate(8 * values.data.length);
  arena.f64(address, values.data.length).set(values.data);
  return address;
}

/** X by rows with a 1 in front, padded with zeros to `width` columns. */
function placeRows(arena: Arena, X: Rows, width: number): number {
  const address = arena.allocate(8 * X.rows * width);
  const view = arena.f64(address, X.rows * width);
  for (let i = 0; i < X.rows; i++) {
    view[i * width] = 1;
    view.set(X.data.subarray(i * X.cols, (i + 1) * X.cols), i * width + 1);
  }
  return address;
}

/** Memory of the parameters of all configurations, their moments, gradient and rates. */
export function placeParameters(
  arena: Arena,
  { d, k, groups, logitRow }: Pick<Integers, 'd' | 'k' | 'groups' | 'logitRow'>,
): Pick<Integers, ParameterField> {
  const parameterBytes = (1 + d) * k * groups * 16;
  const gradientBytes = roundUp(1 + d, 4) * logitRow;
  return {
    parameters: arena.allocate(parameterBytes),
    firstMoment: arena.allocate(parameterBytes),
    secondMoment: arena.allocate(parameterBytes),
    differences: arena.allocate(gradientBytes),
    gradient: arena.allocate(gradientBytes),
    learningRates: arena.allocate(groups * 16),
    gammas: arena.allocate(groups * 16),
    losses: arena.allocate(groups * 32),
  };
}

type ParameterField =
  | 'parameters'
  | 'firstMoment'
  | 'secondMoment'
  | 'differences'
  | 'gradient'
  | 'learningRates'
  | 'gammas'
  | 'losses';
/** Fields of a plan whose models live elsewhere. */
export const noParameters = {
  ...{ parameters: 0, firstMoment: 0, secondMoment: 0, differences: 0, gradient: 0 },
  ...{ learningRates: 0, gammas: 0, losses: 0 },
};

/** Fields of a plan that is not trained. */
const noOptions = {
  ...{ nearestLabels: 0, excludeIntrusion: 0, twoLikeliest: 0, adam: 0, recordLoss: 0, flushSlopes: 0 },
  ...{
    rateFactor: 1,
    weightDecay: 0,
    momentum: 0,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
    beta1Power: 1,
    beta2Power: 1,
  },
};

/** Plan whose batches are consecutive rows, unmixed, to score models on. */
export function placeScoringPlan(
  arena: Arena,
  shape: Omit<PlanShape, 'densities' | 'needsNearest'>,
  parametersOf: (data: ReturnType<typeof placeData>) => Pick<Integers, ParameterField>,
): Plan {
  const data = placeData(arena, { ...shape, needsNearest: false });
  const plan = placePlan(arena, { ...noOptions, ...data, ...parametersOf(data) });
  const identity = Int32Array.from({ length: data.n }, (_, i) => i);
  arena.i32(data.first, data.n).set(identity);
  arena.i32(data.second, data.n).set(identity);
  return plan;
}

/** What a plan holds of its data. */
type PlacedData = Omit<Integers, ParameterField | OptionField> & Pick<Reals, 'coordinateRounding'>;

type OptionField =
  | 'nearestLabels'
  | 'excludeIntrusion'
  | 'twoLikeliest'
  | 'adam'
  | 'recordLoss'
  | 'flushSlopes';

/** An odd number of cache lines, so that consecutive rows do not share a cache set. */
export function oddLines(bytes: number): number {
  const lines = Math.ceil(bytes / 64);
  return 64 * (lines % 2 === 0 ? lines + 1 : lines);
}
