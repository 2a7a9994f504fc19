import type { AdaMixUpModels, AdaMixUpOptions } from './ada-mixup-options';
import { type Arena, bytesOf, type Precision } from './arena';
import { packGenerator } from './generator-lanes';
import { packModels } from './lane-parameters';
import { numParameters } from './network-model';
import { roundUp } from './round-up';
import { placeTraining } from './sweep-epochs';
import type { TrainingOptions } from './sweep-options';
import { oddLines, type Plan, placeParameters, placePlan } from './sweep-plan';

const OUTPUTS = 3;
const REAL_VECTOR = 16;

/** Memory of a sweep of AdaMixUp. */
export interface AdaMixUpPlan {
  readonly address: number;
  readonly plan: Plan;
  readonly intrusion: Plan;
  readonly partners: number;
  readonly uniforms: number;
  readonly generator: PlacedGenerator;
}

/** Parameters of the generators, [groups x vectors]. */
export interface PlacedGenerator {
  readonly address: number;
  readonly widths: readonly number[];
  readonly size: number;
}

/** Lays out the classifiers, intrusion classifiers and generators; fields in the order of assembly/ada-mixup.ts. */
export function placeAdaMixUp(arena: Arena, options: AdaMixUpOptions, precision: Precision): AdaMixUpPlan {
  const { plan, intrusion } = placeClassifiers(arena, options, precision);
  const { n, d, k, groups, pitch, logitRow } = plan.fields;
  const hidden = options.hiddenWidth ?? 100;
  const widths = [2 * d, hidden, hidden, OUTPUTS];
  const size = numParameters(widths);
  const [partners, uniforms] = [arena.allocate(4 * n), arena.allocate(8 * n)];
  const slopes = arena.allocate(pitch * logitRow);
  const mixed = arena.allocate((2 * k + 1) * REAL_VECTOR);
  const [parameters, firstMoment, secondMoment] = [0, 1, 2].map(() =>
    arena.allocate(groups * size * REAL_VECTOR),
  );
  const address = arena.placeI32([
    ...[partners, uniforms, intrusion.address, slopes, mixed, hidden],
    ...[Number(options.trainsGenerator ?? true), parameters, firstMoment, secondMoment, size],
    ...placeWorkspace(arena, { d, groups, hidden, precision }),
  ]);
  return {
    ...{ address, plan, intrusion, partners, uniforms },
    generator: { address: parameters, widths, size },
  };
}

/** Two plans whose differences and gradients are columns of one matrix. */
function placeClassifiers(arena: Arena, options: AdaMixUpOptions, precision: Precision) {
  const { numClasses: k, configurations } = options;
  const training = placeTraining(arena, trainingOptions(options), precision);
  const { d, groups, pitch } = training;
  const logitRow = oddLines((k + 4) * groups * REAL_VECTOR);
  const shape = { ...training, logitRow, logits: arena.allocate(pitch * logitRow) };
  const parameters = placeParameters(arena, shape);
  const plan = placePlan(arena, { ...shape, ...parameters });
  const column = (k - 1) * groups * REAL_VECTOR;
  const intrusion = placePlan(arena, {
    ...shape,
    ...placeParameters(arena, { d, k: 2, groups, logitRow }),
    ...{ k: 2, learningRates: parameters.learningRates },
    ...{ differences: parameters.differences + column, gradient: parameters.gradient + column },
  });
  arena
    .reals(precision, parameters.learningRates, configurations.length)
    .set(configurations.map(({ learningRate }) => learningRate));
  return { plan, intrusion };
}

/** The options as those of other sweeps. */
export function trainingOptions({ draws: _, ...options }: AdaMixUpOptions): TrainingOptions {
  return { ...options, labels: 'hard' };
}

/** The products of assembly/lambda-generator.ts, in pairs of vectors; the first ones are constant. */
function placeWorkspace(
  arena: Arena,
  { d, groups, hidden, precision }: { d: number; groups: number; hidden: number; precision: Precision },
): [address: number, bytes: number] {
  const right = 1 + OUTPUTS + 2 * (1 + hidden) + (1 + 2 * d);
  const left = 1 + 2 * d + 2 * (1 + hidden) + (1 + OUTPUTS);
  const bytes = roundUp((right + left) * 2 * REAL_VECTOR, 64);
  const address = arena.allocate(groups * bytes);
  const lanes = REAL_VECTOR / bytesOf(precision);
  // Output 0 is taken from outputs 1 and 2; row 0 is the constant's.
  const differences = [0, 0, -1, -1, 1, 0, 0, 1].flatMap((value) => new Array<number>(lanes).fill(value));
  for (let group = 0; group < groups; group++) {
    arena.reals(precision, address + group * bytes, differences.length).set(differences);
  }
  return [address, bytes];
}

/** Starts all configurations from the same models. */
export function startModels(
  arena: Arena,
  { plan, intrusion, generator }: AdaMixUpPlan,
  initial: AdaMixUpModels,
  { precision, count }: { precision: Precision; count: number },
): void {
  const all = <Model>(model: Model) => new Array<Model>(count).fill(model);
  packModels(arena, plan.fields, precision, all(initial.classifier));
  packModels(arena, intrusion.fields, precision, all(initial.intrusion));
  for (let lane = 0; lane < count; lane++) {
    packGenerator(arena, generator, { precision, lane }, initial.generator);
  }
}
