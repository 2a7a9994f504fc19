import type { Experiment, Profile } from '../../runtime/experiment';
import { datasetHash } from '../common/dataset-hash';
import { robustnessDatasets } from '../tabular/tabular-datasets';
import { attackBudgets } from './attack-budgets';
import type { SelectionCriterion } from './robust-protocols';
import type { RobustnessResult } from './robustness-result';
import { type RobustnessTrial, robustnessTrials, runRobustness } from './robustness-trial';

/** Small sets for profile `quick`. */
const quickDatasets: readonly number[] = [476, 929];

const trials: { readonly [profile in Profile]: number } = { quick: 1, paper: 5 };
/** Trials that are attacked with the strong budget as well. */
const strongTrials = 1;
/** Trials in which nets are chosen by the other accuracy as well. */
const otherSelectionTrials = 1;

const otherSelection = (selection: SelectionCriterion): SelectionCriterion =>
  selection === 'clean' ? 'robust' : 'clean';

/**
 * Section 6.2: clean and robust accuracy of dense nets on balanced OpenML sets, each trial with a stratified split of its own. Within a trial
 * all methods have the same split, folds, initial parameters, batches and random numbers of the attack. Older than the rules of judgement.
 */
export const robustness: Experiment<RobustnessTrial, RobustnessResult> = {
  id: 'robustness',
  jobs: (profile) => {
    const { full, strong } = attackBudgets;
    const quick = quickTrials();
    if (profile === 'quick') return quick;
    const plan = { datasets: robustnessDatasets, numTrials: trials.paper };
    const main = robustnessTrials({ ...plan, attack: full });
    return [
      ...quick,
      ...main,
      // Nets without activations need no stronger attack: their exact distances are in the records.
      ...robustnessTrials({ ...plan, numTrials: strongTrials, attack: strong }).filter(
        ({ protocol }) => protocol === 'paper',
      ),
      ...main
        .filter(({ trial }) => trial < otherSelectionTrials)
        .map((job): RobustnessTrial => ({ ...job, selection: otherSelection(job.selection) })),
    ];
  },
  run: runRobustness,
  dataHash: datasetHash,
};

// AdaMixUp takes as long as all other methods.
function quickTrials(): RobustnessTrial[] {
  const plan = { datasets: quickDatasets, numTrials: trials.quick, attack: attackBudgets.reduced };
  return robustnessTrials(plan).filter(({ method }) => method !== 'adaMixup');
}
