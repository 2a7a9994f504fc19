import { AdaMixUp } from './ada-mixup';
import { adaMixUpSlopes } from './ada-mixup-slopes';
import { mixBatch } from './batch';
import { multiply } from './gemm';
import { refreshGenerator, updateGenerator } from './lambda-generator';
import { Sweep } from './plan';
import { refreshDifferences, updateParameters } from './update';

/** Operands of the first forward pass. */
export function startAdaMixUp<T>(plan: Sweep, ada: AdaMixUp): void {
  refreshDifferences<T>(plan);
  refreshDifferences<T>(changetype<Sweep>(ada.intrusion));
  refreshGenerator<T>(plan, ada);
}

/** Trains all configurations for one epoch: the batches of positions 0, ..., n - 1, one step each. */
export function trainAdaMixUpEpoch<T>(plan: Sweep, ada: AdaMixUp): void {
  const intrusion = changetype<Sweep>(ada.intrusion);
  const rows = (plan.d + 4) & ~3;
  const row = <usize>rows * sizeof<T>();
  const vectors = (plan.k + 4) * plan.groups;
  for (let from = 0; from < plan.n; from += plan.batchSize) {
    const count = min(plan.batchSize, plan.n - from);
    mixBatch<T>(plan, from, count, 1);
    multiply<T>(
      plan.byFeature, <usize>plan.pitch * sizeof<T>(), plan.differences, plan.logitRow,
      plan.logits, plan.logitRow, (count + 3) & ~3, vectors, plan.d + 1,
    );
    adaMixUpSlopes<T>(plan, ada, from, count);
    multiply<T>(
      plan.byPoint, row, ada.slopes, plan.logitRow, plan.gradient, plan.logitRow, rows, vectors, count,
    );
    updateParameters<T>(plan);
    if (ada.trainsGenerator) {
      updateParameters<T>(intrusion);
      updateGenerator<T>(plan, ada);
    }
  }
}
