import { type Arena, bytesOf, type Precision, withArena } from './arena';
import { packModels } from './lane-parameters';
import { roundUp } from './round-up';
import { type Rows, requireFinite } from './rows';
import { LARGEST_BATCHES } from './sweep-epochs';
import { type LinearModel, requireColumns, requireLabels } from './sweep-options';
import { type Plan, type PlanFields, placeParameters, placeScoringPlan } from './sweep-plan';

/** Labelled points on which models are scored. */
export interface Labelled {
  /** [n x d] */
  readonly X: Rows;
  /** [n], integers from 0 */
  readonly y: ArrayLike<number>;
}

const BLOCK = 128;

/**
 * Share of points whose most probable class is their label, for every model; of equally probable classes the first.
 *
 * @returns [models]
 * @throws RangeError if models differ in shape, or do not fit the points
 */
export function accuracies(
  models: readonly LinearModel[],
  { X, y }: Labelled,
  { precision = 'single' }: { precision?: Precision } = {},
): Float64Array {
  if (models.length === 0) return new Float64Array(0);
  const { rows: numClasses, cols: d } = models[0].weights;
  requireFinite('X', X);
  requireColumns('X', X, d);
  requireLabels('y', y, X.rows, numClasses);
  for (const { weights } of models) {
    if (weights.rows !== numClasses || weights.cols !== d) {
      throw new RangeError(
        `models of ${weights.rows} x ${weights.cols} and ${numClasses} x ${d} weights: all must have one shape`,
      );
    }
  }
  return withArena((arena) => {
    const scoring = placeScoring(arena, { X, y, numClasses, configurations: models.length, precision });
    packModels(arena, scoring.plan.fields, precision, models);
    return scoring.score({ refresh: true });
  });
}

/** Plan that scores the parameters of another plan, or its own. */
export function placeScoring(
  arena: Arena,
  shape: Labelled & {
    numClasses: number;
    configurations: number;
    precision: Precision;
    /** Whether the same points are scored more than once. */
    repeated?: boolean;
  },
  parameters?: Pick<PlanFields, 'parameters' | 'differences'>,
): { plan: Plan; score(options?: { refresh?: boolean }): Float64Array } {
  const { precision, configurations, X } = shape;
  const plan = placeScoringPlan(arena, { ...shape, batchSize: BLOCK }, (data) => ({
    ...placeParameters(arena, data),
    ...(parameters && { parameters: parameters.parameters, differences: parameters.differences }),
  }));
  if (shape.repeated) keepBatches(arena, plan, precision);
  const correct = arena.allocate(plan.fields.groups * 16);
  const single = precision === 'single';
  const { classify32, classify64, refreshDifferences32, refreshDifferences64 } = arena.exports;
  return {
    plan,
    score({ refresh = false } = {}) {
      if (refresh) (single ? refreshDifferences32 : refreshDifferences64)(plan.address);
      (single ? classify32 : classify64)(plan.address, correct);
      return new Float64Array(arena.reals(precision, correct, configurations)).map((count) => count / X.rows);
    },
  };
}

/** Points are kept as the product takes them. */
function keepBatches(arena: Arena, plan: Plan, precision: Precision): void {
  const { d, n, batchSize, pitch } = plan.fields;
  const batchBytes = roundUp(1 + d, 4) * pitch * bytesOf(precision);
  const bytes = Math.ceil(n / batchSize) * batchBytes;
  if (bytes > LARGEST_BATCHES) return;
  plan.setInteger('batches', arena.allocate(bytes));
  plan.setInteger('batchBytes', batchBytes);
}
