import type { Comparison } from './compare-methods';
import { comparedMethods } from './compared-methods';

/** How far a model of vanilla training is from the minimum of its loss, and why it stopped. */
export interface Convergence {
  /** Norm of the gradient of its loss, relative to that of the model of zeros. */
  readonly relativeGradient: number;
  /** Epochs after which it was kept, and the most there could be. */
  readonly epochs: number;
  readonly mostEpochs: number;
}

/** Below it a fit counts as converged; near the last epochs it was the cap that ended it. */
const convergedBelow = 0.01;
const nearTheCap = 0.9;

/**
 * What speaks against GenLabel, or against all results, in sentences; empty if nothing does.
 *
 * @param majority share and name of the commonest class
 */
export function cautionsOf(
  comparison: Comparison,
  majority: { readonly share: number; readonly name: string; readonly numClasses: number },
  convergence: Convergence,
): string[] {
  const { differences } = comparison;
  return [
    ...majorityCaution(comparison, majority),
    ...convergenceCaution(comparison, convergence),
    ...differences
      .filter(({ method, high }) => method === 'genLabel' && high < 0)
      .map(
        ({ minus, mean }) =>
          `On these data GenLabel is worse than ${minus === 'vanilla' ? 'vanilla training' : minus}, by ` +
          `${(-100 * mean).toFixed(1)} points of accuracy (95 % interval below 0).`,
      ),
  ];
}

/** Better by less than a row of the test part is no better. */
function majorityCaution(
  { accuracies, testSize }: Comparison,
  { share, name, numClasses }: { readonly share: number; readonly name: string; readonly numClasses: number },
): string[] {
  if (comparedMethods.some((method) => accuracies[method].mean > share + 1 / testSize)) return [];
  return [
    `No method is better than always answering ${JSON.stringify(name)}, the commonest class (${percent(share)} of the ` +
      'rows), so the accuracies say nothing of the other classes. Compare the balanced accuracies, of which that answer ' +
      `has ${percent(1 / numClasses)}, and the log losses.`,
  ];
}

function convergenceCaution(
  { reference, accuracies }: Comparison,
  { relativeGradient, epochs, mostEpochs }: Convergence,
) {
  const behind = reference.minusVanilla.low > 0;
  const capped = epochs >= nearTheCap * mostEpochs && relativeGradient > convergedBelow;
  if (!behind && !capped) return [];
  return [
    `Training has not converged: after ${epochs} epochs (of ${mostEpochs} at most) the gradient of vanilla training still ` +
      `has ${percent(relativeGradient)} of its norm at the start. Fitted to convergence, vanilla softmax regression has ` +
      `${percent(reference.accuracy.mean)} of accuracy, here ${percent(accuracies.vanilla.mean)}; allow more epochs ` +
      `(--epochs ${10 * mostEpochs}).`,
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
