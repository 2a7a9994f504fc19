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
 * @param commonest name of the commonest class
 */
export function cautionsOf(comparison: Comparison, commonest: string, convergence: Convergence): string[] {
  const { differences } = comparison;
  return [
    ...majorityCaution(comparison, commonest),
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
function majorityCaution({ accuracies, scores, commonest, testSize }: Comparison, name: string): string[] {
  const { mean } = commonest.accuracy;
  if (comparedMethods.some((method) => accuracies[method].mean > mean + 1 / testSize)) return [];
  const smallest = Math.min(...comparedMethods.map((method) => scores[method].logLoss));
  const shares = commonest.logLoss.toFixed(3);
  return [
    `No method is better than always answering ${JSON.stringify(name)}, the commonest class (${percent(mean)} of the ` +
      'test rows). ' +
      (smallest < commonest.logLoss
        ? `The smallest log loss is ${smallest.toFixed(3)}, that of the class shares alone ${shares}: what was learned shows in the ` +
          `probabilities, not in the answers. Compare the balanced accuracies too, of which always the same answer has ${percent(commonest.balancedAccuracy)}.`
        : `Nor has one a smaller log loss than the class shares alone, ${shares}: nothing was learned from the columns.`),
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
