import { loadOpenml } from '../../data/openml';
import type { Experiment, Profile } from '../../runtime/experiment';
import type { VanillaTraining } from '../../train/latent/latent-sweep';
import { type NetworkMethod, networkMethods } from '../../train/network-methods';
import { datasetHash } from '../common/dataset-hash';
import type { LinearProblem } from '../common/linear-outcomes';
import {
  drawnSplit,
  explainingPreprocessing,
  linearProblem,
  type Preprocessing,
  trialStream,
} from '../common/openml-accuracy';
import { type Protocol, protocols } from '../common/protocol';
import { robustnessDatasets } from '../tabular/tabular-datasets';
import { chooseVanilla, fitNetwork, type NetworkChoice } from './fit-network';
import { robustProtocols, type SelectionCriterion } from './robust-protocols';
import { type AttackBudget, attackOf, type RobustnessResult, robustnessResult } from './robustness-result';

/** One method in one trial on one data set, attacked with one budget. */
export type RobustnessTrial = Preprocessing & {
  readonly dataset: number;
  readonly trial: number;
  readonly protocol: Protocol;
  readonly method: NetworkMethod;
  readonly selection: SelectionCriterion;
  readonly attack: AttackBudget;
};

/** Budgets of the attack. `full`: foolbox's, which the paper used; walks go on within the radius, for the distances. */
export const attackBudgets = {
  reduced: { steps: 1000, directions: 'common', restarts: 1, full: true },
  full: { steps: 25000, directions: 'common', restarts: 1, full: true },
  strong: { steps: 50000, directions: 'own', restarts: 3, full: false },
} as const satisfies Record<string, AttackBudget>;

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
 * Section 6.2: clean and robust accuracy of dense nets on balanced OpenML sets. Trials have the splits of Section 6.1. Within a trial
 * all methods have the same split, folds, initial parameters, batches and random numbers of the attack.
 */
export const robustness: Experiment<RobustnessTrial, RobustnessResult> = {
  id: 'robustness',
  jobs: (profile) => {
    const { reduced, full, strong } = attackBudgets;
    // AdaMixUp takes as long as all other methods.
    const quick = trialJobs(quickDatasets, trials.quick, reduced).filter(
      ({ method }) => method !== 'adaMixup',
    );
    if (profile === 'quick') return quick;
    const main = trialJobs(robustnessDatasets, trials.paper, full);
    return [
      ...quick,
      ...main,
      // Nets without activations need no stronger attack: their exact distances are in the records.
      ...trialJobs(robustnessDatasets, strongTrials, strong).filter(({ protocol }) => protocol === 'paper'),
      ...main
        .filter(({ trial }) => trial < otherSelectionTrials)
        .map((job): RobustnessTrial => ({ ...job, selection: otherSelection(job.selection) })),
    ];
  },
  run: async (trial) => runRobustness(trial),
  dataHash: datasetHash,
};

/** Trial by trial, so that an unfinished run has all data sets and methods alike. */
function trialJobs(datasets: readonly number[], numTrials: number, attack: AttackBudget): RobustnessTrial[] {
  return Array.from({ length: numTrials }, (_, trial) =>
    networkMethods.flatMap((method) =>
      protocols.flatMap((protocol) =>
        datasets.map((dataset) => ({
          ...{ dataset, trial, protocol, method },
          selection: robustProtocols[protocol].selection,
          attack,
          ...explainingPreprocessing,
        })),
      ),
    ),
  ).flat();
}

async function runRobustness(job: RobustnessTrial): Promise<RobustnessResult> {
  const stream = trialStream(job);
  const data = await loadOpenml(job.dataset);
  const problem = linearProblem(data, job, drawnSplit(data, stream), stream);
  const choice = { ...robustProtocols[job.protocol], ...job };
  const fit = fitNetwork(problem, choice, () => vanillaChoice(job, problem, choice));
  return robustnessResult(fit, attackOf(problem, fit.model, job.attack, stream.split('attack')));
}

/** Choices for vanilla training that this thread has made: both variants of GenLabel start from them. */
const vanillaChoices = new Map<string, VanillaTraining>();

function vanillaChoice(
  { dataset, trial, protocol, selection, scaling, nominal }: RobustnessTrial,
  problem: LinearProblem,
  choice: NetworkChoice,
): VanillaTraining {
  const key = JSON.stringify([dataset, trial, protocol, selection, scaling, nominal]);
  const chosen = vanillaChoices.get(key) ?? chooseVanilla(problem, choice);
  vanillaChoices.set(key, chosen);
  return chosen;
}
