import type { SweepConfiguration } from '../../kernels/sweep-options';
import type { RandomStream } from '../../numeric/random';
import { type CrossValidationInput, foldAccuracies } from '../cross-validate';

/** Configurations that a sweep trains at the cost of one. */
const lanes = 4;

/** How many of so many configurations of a race are left in each fold: half of them after every fold, in whole vectors. */
export function leftInFolds(count: number, folds: number): number[] {
  return Array.from({ length: folds }, (_, f) => Math.min(count, lanes * Math.ceil(count / 2 ** f / lanes)));
}

/**
 * `heldOutScores` of fewer fits, by successive halving with folds for the budget: after every
 * fold half the configurations drop out, those whose best mean accuracy over the folds so far is the lowest; of equal ones
 * the later. Those that are left have the scores of `heldOutScores`, bit for bit.
 *
 * @param stays configurations that are in every fold, and not in the race
 * @returns [epochs x configurations], -Infinity of those that dropped out
 * @throws RangeError as `heldOutScores`
 */
export function racedScores<Model>(
  input: Omit<CrossValidationInput<Model>, 'keep'>,
  stream: RandomStream,
  stays: (configuration: SweepConfiguration) => boolean = () => false,
): Float64Array {
  const { configurations, epochs, folds } = input;
  const width = configurations.length;
  const all = configurations.map((_, i) => i);
  const kept = all.filter((i) => stays(configurations[i]));
  let racing = all.filter((i) => !stays(configurations[i]));
  const left = leftInFolds(racing.length, folds.length);
  const scores = new Float64Array(epochs * width);
  const bestOf = (i: number) => {
    let best = 0;
    for (let at = i; at < scores.length; at += width) best = Math.max(best, scores[at]);
    return best;
  };
  folds.forEach((_, f) => {
    if (f > 0) racing = firstOf(racing, left[f], bestOf);
    const taking = [...kept, ...racing].sort((a, b) => a - b);
    const accuracies = foldAccuracies(
      input,
      taking.map((i) => configurations[i]),
      f,
      stream,
    );
    accuracies.forEach((value, at) => {
      const epoch = Math.floor(at / taking.length);
      scores[epoch * width + taking[at % taking.length]] += value / folds.length;
    });
  });
  const last = new Set([...kept, ...racing]);
  return scores.map((value, at) => (last.has(at % width) ? value : Number.NEGATIVE_INFINITY));
}

/** The so many of highest worth, in their order; of equal ones the first. */
function firstOf(entrants: readonly number[], count: number, worth: (i: number) => number): number[] {
  const worths = new Map(entrants.map((i) => [i, worth(i)]));
  const ranked = [...entrants].sort((a, b) => (worths.get(b) ?? 0) - (worths.get(a) ?? 0) || a - b);
  return ranked.slice(0, count).sort((a, b) => a - b);
}
