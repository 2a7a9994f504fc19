import { oneHot } from '../../mixup/one-hot';
import { randomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import { accuracy } from '../../train/forward';
import { trainSoftNetwork } from '../../train/soft-labels/train-soft-network';
import { drawGenMixSet, type GenMixSet } from './genmix-sets';

/** What of training is chosen; Adam, batches of 64 and ReLU are given. */
export interface TrainingChoice {
  readonly hiddenWidths: readonly number[];
  readonly learningRate: number;
  readonly steps: number;
}

/** Among what is chosen. */
export const trainingGrid: readonly TrainingChoice[] = [
  [64, 64],
  [128, 128],
].flatMap((hiddenWidths) =>
  [0.003, 0.01].map((learningRate) => ({ hiddenWidths, learningRate, steps: 1000 })),
);

/** The three schemes of Table 15 that the paper did not invent: what is best for them is taken for all. */
const baselines = [undefined, [0], [0, 1, 2]] as const;
const draws = 3;

/** Mean held-out error of the three baselines, in [0, 1], for every cell of the grid, on draws of their own. */
export function heldOutErrors(
  dataset: GenMixSet,
): { readonly choice: TrainingChoice; readonly error: number }[] {
  const sets = Array.from({ length: draws }, (_, draw) =>
    drawGenMixSet(dataset, `choice ${draw}`, 'held-out'),
  );
  return trainingGrid.map((choice) => {
    const errors = sets.flatMap(({ training, test }, draw) =>
      baselines.map((mixingDepths) => {
        const network = trainSoftNetwork({
          ...choice,
          ...{ X: training.X, labels: oneHot(training.y, 2), batchSize: 64, mixingDepths },
          stream: randomStream('genmix choice').split(dataset).split(draw),
        });
        return 1 - accuracy(network, test.X, test.y);
      }),
    );
    return { choice, error: mean(errors) };
  });
}
