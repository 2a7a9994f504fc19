import type { Experiment } from '../../runtime/experiment';
import { datasetHash } from '../common/dataset-hash';
import { authorsRandomState } from '../common/openml-accuracy';
import { freshRandomState } from '../tabular/tabular';
import { robustnessDatasets } from '../tabular/tabular-datasets';
import { attackBudgets } from './attack-budgets';
import type { RobustnessResult } from './robustness-result';
import { type RobustnessTrial, robustnessTrials, runRobustness, type TrialPlan } from './robustness-trial';

/** Section 6.2 on one kind of split. */
export type RobustnessExperiment = Experiment<RobustnessTrial, RobustnessResult>;

/** Small sets for profile `quick`, which leaves out the slow methods. */
const quickDatasets: readonly number[] = [476, 929];
const slowMethods: readonly string[] = ['adaMixup', 'genLabelGaussian', 'genLabelNearest'];

/** Trials that are attacked with the strong budget as well. */
const strongTrials = 1;

function splitRobustness(
  id: string,
  numTrials: number,
  randomStateOf: NonNullable<TrialPlan['randomStateOf']>,
): RobustnessExperiment {
  return {
    id,
    jobs: (profile) => {
      const plan = { numTrials, attack: attackBudgets.full, randomStateOf };
      if (profile === 'paper') {
        const all = { ...plan, datasets: robustnessDatasets };
        const strong = robustnessTrials({ ...all, numTrials: strongTrials, attack: attackBudgets.strong });
        // Nets without activations need no stronger attack: their exact distances are in the records.
        return [...robustnessTrials(all), ...strong.filter(({ protocol }) => protocol === 'paper')];
      }
      return robustnessTrials({ ...plan, numTrials: 1, datasets: quickDatasets }).filter(
        ({ method }) => !slowMethods.includes(method),
      );
    },
    run: runRobustness,
    dataHash: datasetHash,
  };
}

/** Section 6.2 on the authors' split, up to six experiments of the paper's five seeds of training and attack; nets chosen by robust accuracy as E.2 says. */
export const authorsRobustness = splitRobustness('authors-robustness', 30, () => authorsRandomState);

/** The same on the fresh random splits of Section 6.1. */
export const freshRobustness = splitRobustness('fresh-robustness', 10, freshRandomState);
