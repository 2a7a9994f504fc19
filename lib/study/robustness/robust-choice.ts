import type { RandomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import type { Experiment } from '../../runtime/experiment';
import { bestOf, type CrossValidationResult, heldOutScores } from '../../train/cross-validate';
import { isLatent, type NetworkMethod } from '../../train/network-methods';
import { datasetHash } from '../common/dataset-hash';
import type { LinearProblem } from '../common/linear-outcomes';
import { authorsRandomState, type Preprocessing, preprocessingOf } from '../common/openml-accuracy';
import { robustnessDatasets } from '../tabular/tabular-datasets';
import { attackBudgets } from './attack-budgets';
import { chooseVanilla, type NetworkChoice, networkCrossValidation } from './fit-network';
import { robustProtocols, type SelectionCriterion, scoredEvery } from './robust-protocols';
import { attackOf } from './robustness-result';
import { robustProblem } from './robustness-trial';

/** One method on one data set, protocol `paper`, on the authors' split: every scored net of the cross-validation is attacked. */
export type RobustChoiceTrial = Preprocessing & {
  readonly dataset: number;
  readonly trial: number;
  readonly method: NetworkMethod;
  readonly randomState: number;
};

/** What one way to choose gives. */
export type ChoiceOutcome = {
  readonly learningRate: number;
  readonly gamma?: number;
  readonly epochs: number;
  /** Mean held-out accuracy of the choice by its own measure. */
  readonly score: number;
  /** That under the boundary attack; null where a fold has a constant net. */
  readonly boundaryScore: number | null;
  /** Correlation with the scores under the boundary attack, over all nets that have both; null if one is constant. */
  readonly correlation: number | null;
  /** Robust test points under the full attack of the net that is trained with the choice. */
  readonly robust: number;
};

/** All ways to choose on the same nets. */
export type RobustChoiceResult = {
  readonly testSize: number;
  /** Configurations and epochs that every way can choose. */
  readonly candidates: number;
  readonly choices: { readonly [selection in SelectionCriterion]: ChoiceOutcome };
};

const methods: readonly NetworkMethod[] = ['vanilla', 'mixup'];
/** Sets of at most 72 rows, for GenLabel (GM), which has six times the nets. */
const smallDatasets: readonly number[] = [468, 476, 683, 755, 759, 894, 929];
const selections: readonly SelectionCriterion[] = ['clean', 'robust', 'descent', 'boundary'];

/**
 * Does choosing by an attack that can be afforded choose the nets that the boundary attack with its full budget chooses? Learning rate, loss
 * ratio and every fifth epoch by clean held-out accuracy, by distances of first order, by `descentWithin` and by the boundary attack.
 */
export const robustChoice: Experiment<RobustChoiceTrial, RobustChoiceResult> = {
  id: 'robust-choice',
  jobs: (profile) => {
    if (profile === 'quick') return [choiceTrial(476, 'vanilla')];
    return [
      ...methods.flatMap((method) => robustnessDatasets.map((dataset) => choiceTrial(dataset, method))),
      ...smallDatasets.map((dataset) => choiceTrial(dataset, 'genLabelGaussian')),
    ];
  },
  run: runRobustChoice,
  dataHash: datasetHash,
};

function choiceTrial(dataset: number, method: NetworkMethod): RobustChoiceTrial {
  return { dataset, trial: 0, method, randomState: authorsRandomState, ...preprocessingOf(dataset) };
}

async function runRobustChoice(trial: RobustChoiceTrial): Promise<RobustChoiceResult> {
  const { problem, stream } = await robustProblem({ ...trial, protocol: 'paper' });
  const own: NetworkChoice = { ...robustProtocols.paper, method: trial.method };
  // GenLabel starts from the same net, whatever chooses its last layer.
  const vanilla = isLatent(trial.method, own) ? chooseVanilla(problem, own) : undefined;
  const ways = selections.map((selection) => {
    const input = networkCrossValidation(problem, { ...own, selection }, vanilla);
    const scores = heldOutScores(input, problem.stream);
    return { selection, input, scores: everyFifth(scores, input.configurations.length) };
  });
  const reference = ways[ways.length - 1].scores;
  const common = Array.from(reference.keys()).filter((i) =>
    ways.every(({ scores }) => Number.isFinite(scores[i])),
  );
  const onCommon = (scores: Float64Array) => common.map((i) => scores[i]);
  const choices = ways.map(({ selection, input, scores }) => {
    const choice = bestOf(input, scores);
    const { learningRate, gamma } = choice.configuration;
    const boundaryScore = reference[(choice.epochs - 1) * input.configurations.length + choice.index];
    const outcome: ChoiceOutcome = {
      ...{ learningRate, ...(gamma !== undefined && { gamma }), epochs: choice.epochs, score: choice.score },
      boundaryScore: Number.isFinite(boundaryScore) ? boundaryScore : null,
      correlation: correlationOf(onCommon(scores), onCommon(reference)),
      robust: robustTestPoints(problem, input, choice, stream),
    };
    return [selection, outcome] as const;
  });
  return {
    testSize: problem.test.X.rows,
    candidates: common.length,
    choices: Object.fromEntries(choices) as RobustChoiceResult['choices'],
  };
}

/** Scores of the epochs among which all ways choose; NaN in the others. */
function everyFifth(scores: Float64Array, numConfigurations: number): Float64Array {
  return scores.map((score, i) => {
    const epochs = Math.floor(i / numConfigurations) + 1;
    return epochs % scoredEvery === 0 ? score : Number.NaN;
  });
}

/** Of the net that is trained with a choice, under the full attack. */
function robustTestPoints(
  { training, test, stream }: LinearProblem,
  { train }: ReturnType<typeof networkCrossValidation>,
  { configuration, epochs }: Pick<CrossValidationResult, 'configuration' | 'epochs'>,
  attackStream: RandomStream,
): number {
  const run = { configurations: [configuration], epochs, stream: stream.split('refit') };
  const [model] = train(training, run).models;
  const budget = { ...attackBudgets.full, full: false };
  const { found } = attackOf({ training, test }, model, budget, attackStream.split('attack'));
  return found.success.filter((broken) => !broken).length;
}

/** Pearson's correlation; null if one of both is constant. */
function correlationOf(first: readonly number[], second: readonly number[]): number | null {
  const [centre, otherCentre] = [mean(first), mean(second)];
  let [product, square, otherSquare] = [0, 0, 0];
  first.forEach((value, i) => {
    const [a, b] = [value - centre, second[i] - otherCentre];
    product += a * b;
    square += a * a;
    otherSquare += b * b;
  });
  return square > 0 && otherSquare > 0 ? product / Math.sqrt(square * otherSquare) : null;
}
