import { loadOpenml } from '../../data/openml';
import type { RandomStream } from '../../numeric/random';
import type { VanillaTraining } from '../../train/latent/latent-sweep';
import { type NetworkMethod, networkMethods } from '../../train/network-methods';
import type { LinearProblem } from '../common/linear-outcomes';
import {
  drawnSplit,
  explainingPreprocessing,
  linearProblem,
  type Preprocessing,
  preprocessingOf,
  splitOf,
  splitStream,
  trialStream,
} from '../common/openml-accuracy';
import { type Protocol, protocols } from '../common/protocol';
import type { AttackBudget } from './attack-budgets';
import { chooseVanilla, fitNetwork, type NetworkChoice } from './fit-network';
import { robustProtocols, type SelectionCriterion } from './robust-protocols';
import { attackOf, type RobustnessResult, robustnessResult } from './robustness-result';

/** One method in one trial on one data set, attacked with one budget. */
export type RobustnessTrial = Preprocessing & {
  readonly dataset: number;
  readonly trial: number;
  readonly protocol: Protocol;
  readonly method: NetworkMethod;
  readonly selection: SelectionCriterion;
  readonly attack: AttackBudget;
  /** Of scikit-learn's split; left out: the trial draws a stratified one. */
  readonly randomState?: number;
};

/** By what the trials of an experiment choose, and on which splits. */
export interface TrialPlan {
  readonly datasets: readonly number[];
  readonly numTrials: number;
  readonly attack: AttackBudget;
  /** Left out: every trial draws a stratified split of its own, and `paper` chooses by clean accuracy. */
  readonly randomStateOf?: (dataset: number, trial: number) => number;
}

/** Trial by trial, so that an unfinished run has all data sets and methods alike. */
export function robustnessTrials({
  datasets,
  numTrials,
  attack,
  randomStateOf,
}: TrialPlan): RobustnessTrial[] {
  return Array.from({ length: numTrials }, (_, trial) =>
    networkMethods.flatMap((method) =>
      protocols.flatMap((protocol) =>
        datasets.map((dataset) => {
          const randomState = randomStateOf?.(dataset, trial);
          return {
            ...{ dataset, trial, protocol, method },
            selection: ownSelection({ protocol, randomState }),
            attack,
            ...(randomState === undefined ? explainingPreprocessing : preprocessingOf(dataset)),
            ...(randomState !== undefined && { randomState }),
          };
        }),
      ),
    ),
  ).flat();
}

/**
 * By what the nets of a trial are chosen in the tables. Trials with splits of their own are older than `descentWithin`: in protocol `paper` by clean
 * accuracy.
 */
export function ownSelection({
  protocol,
  randomState,
}: Pick<RobustnessTrial, 'protocol' | 'randomState'>): SelectionCriterion {
  return protocol === 'paper' && randomState === undefined ? 'clean' : robustProtocols[protocol].selection;
}

/** Trains, chooses and attacks. */
export async function runRobustness(job: RobustnessTrial): Promise<RobustnessResult> {
  const { problem, stream } = await robustProblem(job);
  const choice = { ...robustProtocols[job.protocol], ...job };
  const fit = fitNetwork(problem, choice, () => vanillaChoice(job, problem, choice));
  return robustnessResult(fit, attackOf(problem, fit.model, job.attack, stream.split('attack')));
}

/** The split of a trial, with its stream. */
export async function robustProblem(
  trial: Pick<RobustnessTrial, 'dataset' | 'trial' | 'protocol' | 'randomState' | 'scaling' | 'nominal'>,
): Promise<{ problem: LinearProblem; stream: RandomStream }> {
  const { randomState } = trial;
  const data = await loadOpenml(trial.dataset);
  const stream = randomState === undefined ? trialStream(trial) : splitStream({ ...trial, randomState });
  const split = randomState === undefined ? drawnSplit(data, stream) : splitOf(data, randomState);
  return { problem: linearProblem(data, trial, split, stream), stream };
}

/** Choices for vanilla training that this thread has made: both variants of GenLabel start from them. */
const vanillaChoices = new Map<string, VanillaTraining>();

function vanillaChoice(
  { dataset, trial, protocol, selection, scaling, nominal, randomState }: RobustnessTrial,
  problem: LinearProblem,
  choice: NetworkChoice,
): VanillaTraining {
  const key = JSON.stringify([dataset, trial, protocol, selection, scaling, nominal, randomState]);
  const chosen = vanillaChoices.get(key) ?? chooseVanilla(problem, choice);
  vanillaChoices.set(key, chosen);
  return chosen;
}
