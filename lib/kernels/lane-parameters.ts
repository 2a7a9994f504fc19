import type { Arena, Precision } from './arena';
import type { LinearModel } from './sweep-options';
import type { PlanFields } from './sweep-plan';

type Shape = Pick<PlanFields, 'd' | 'k' | 'groups'>;
type Parameters = Shape & Pick<PlanFields, 'parameters'>;

function lanesOf(precision: Precision): number {
  return precision === 'single' ? 4 : 2;
}

/** Parameters of all lanes, [1 + d features, the bias first] x classes x lanes; a padding lane keeps zeros. */
export function packModels(
  arena: Arena,
  { d, k, groups, parameters }: Parameters,
  precision: Precision,
  models: readonly LinearModel[],
): void {
  const lanes = groups * lanesOf(precision);
  const packed = arena.reals(precision, parameters, (1 + d) * k * lanes);
  models.forEach(({ weights, bias }, lane) => {
    for (let c = 0; c < k; c++) {
      packed[c * lanes + lane] = bias[c];
      for (let j = 0; j < d; j++) packed[((1 + j) * k + c) * lanes + lane] = weights.data[c * d + j];
    }
  });
}

/** The model of a lane. */
export function unpackModel(
  arena: Arena,
  { d, k, groups, parameters }: Parameters,
  precision: Precision,
  lane: number,
): LinearModel {
  const lanes = groups * lanesOf(precision);
  const packed = arena.reals(precision, parameters, (1 + d) * k * lanes);
  const weights = new Float64Array(k * d);
  const bias = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    bias[c] = packed[c * lanes + lane];
    for (let j = 0; j < d; j++) weights[c * d + j] = packed[((1 + j) * k + c) * lanes + lane];
  }
  return { weights: { data: weights, rows: k, cols: d }, bias };
}
