import { type Matrix, selectRows, zeros } from '../numeric/matrix';
import { AttackBatch } from './attack-batch';
import { type AttackOptions, type Ball, requireBall } from './attack-options';
import { AskedModel, largestClass } from './boundary/asked-model';
import { type AttackWarning, examineModel, requireClasses, zeroGradientWarnings } from './model-guards';

/** What an attack of AutoAttack found, point by point. */
export interface AttackResult {
  /** [n x d]; the point itself where none was found. */
  readonly adversarials: Matrix;
  /** [n], in the norm; 0 for misclassified points, Infinity where no adversarial was found. */
  readonly distances: Float64Array;
  /** [n], whether the adversarial, classified once more, is misclassified, within the bounds and the radius. */
  readonly success: boolean[];
  /** Share of the points that the model classifies correctly. */
  readonly cleanAccuracy: number;
  /** Share of the points without success. */
  readonly robustAccuracy: number;
  readonly warnings: readonly AttackWarning[];
}

const defaultBatchSize = 256;

/**
 * Examines the model, runs an attack on the points that the model classifies correctly, a batch at a time, and asks about
 * what it found once more. A model that is an AskedModel already has been examined.
 *
 * @param name of the attack's random numbers
 */
export async function runAttack(
  name: string,
  options: AttackOptions,
  attack: (batch: AttackBatch) => Promise<void>,
): Promise<AttackResult> {
  const ball = requireBall(options);
  const known = options.model instanceof AskedModel;
  const model = known ? options.model : new AskedModel(options.model);
  const { X, y, stream, batchSize = defaultBatchSize } = options;
  requireClasses(model, y);
  const verdict = createVerdict(X);
  for (let first = 0; first < X.rows; first += batchSize) {
    const indices = Array.from({ length: Math.min(batchSize, X.rows - first) }, (_, i) => first + i);
    const points = selectRows(X, indices);
    const classes = Int32Array.from(indices, (i) => y[i]);
    const logits = copy(await model.logits(points));
    if (first === 0 && !known) verdict.warnings.push(...(await examineModel(model, points, logits)));
    const correct = indices.flatMap((_, at) => (largestClass(logits, at) === classes[at] ? [at] : []));
    for (const at of indices.keys()) verdict.misclassified[first + at] = 1;
    for (const at of correct) verdict.misclassified[first + at] = 0;
    if (correct.length === 0) continue;
    const batch = new AttackBatch(
      model,
      selectRows(points, correct),
      Int32Array.from(correct, (at) => classes[at]),
      selectRows(logits, correct),
      ball,
      stream.split(name),
    );
    await attack(batch);
    await judge(
      batch,
      verdict,
      correct.map((at) => first + at),
      ball,
    );
  }
  return concluded(verdict);
}

interface Verdict {
  readonly adversarials: Matrix;
  readonly distances: Float64Array;
  readonly success: boolean[];
  readonly misclassified: Uint8Array;
  readonly warnings: AttackWarning[];
  zeroGradients: number;
}

function createVerdict(X: Matrix): Verdict {
  return {
    adversarials: copy(X),
    distances: new Float64Array(X.rows).fill(Number.POSITIVE_INFINITY),
    success: new Array<boolean>(X.rows).fill(false),
    misclassified: new Uint8Array(X.rows),
    warnings: [],
    zeroGradients: 0,
  };
}

/** Takes over what is still misclassified when asked again; the rest was not found. */
async function judge(
  batch: AttackBatch,
  verdict: Verdict,
  indices: readonly number[],
  { epsilon, bounds }: Ball,
): Promise<void> {
  verdict.zeroGradients += batch.zeroGradients.filter((zero) => zero).length;
  const { adversarials, distances, y } = batch;
  const d = adversarials.cols;
  const found = indices.flatMap((_, at) => (distances[at] < Number.POSITIVE_INFINITY ? [at] : []));
  if (found.length === 0) return;
  const logits = await batch.model.logits(selectRows(adversarials, found));
  found.forEach((at, k) => {
    const values = adversarials.data.subarray(at * d, (at + 1) * d);
    if (largestClass(logits, k) === y[at] || !values.every((v) => v >= bounds[0] && v <= bounds[1])) return;
    const i = indices[at];
    verdict.adversarials.data.set(values, i * d);
    verdict.distances[i] = distances[at];
    verdict.success[i] = distances[at] <= epsilon;
  });
}

function concluded({ misclassified, warnings, zeroGradients, ...verdict }: Verdict): AttackResult {
  const { adversarials, distances, success } = verdict;
  misclassified.forEach((wrong, i) => {
    if (!wrong) return;
    distances[i] = 0;
    success[i] = true;
  });
  const share = (count: number) => count / success.length;
  return {
    ...{ adversarials, distances, success },
    cleanAccuracy: share(misclassified.filter((wrong) => !wrong).length),
    robustAccuracy: share(success.filter((broken) => !broken).length),
    warnings: [...warnings, ...zeroGradientWarnings(zeroGradients)],
  };
}

function copy(m: Matrix): Matrix {
  const result = zeros(m.rows, m.cols);
  result.data.set(m.data.subarray(0, m.rows * m.cols));
  return result;
}
