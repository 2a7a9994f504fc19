import type { ClassDensity } from '../../kernels/class-density';
import type { EpochDraws } from '../../kernels/draws';
import type { LinearModel, TrainingOptions } from '../../kernels/sweep-options';
import { trainSweep } from '../../kernels/train-sweep';
import type { DenseNetwork } from '../dense-network';
import type { LabelledPoints } from '../sweep';

/** What is common to the last layers of a net without activations. */
export interface LinearLastLayerInput
  extends Pick<
    TrainingOptions,
    'numClasses' | 'batchSize' | 'optimiser' | 'momentum' | 'weightDecay' | 'precision' | 'stream'
  > {
  /** Features of the training points. */
  readonly training: LabelledPoints;
  readonly densities: readonly (ClassDensity | undefined)[];
  /** One an epoch. */
  readonly draws: readonly EpochDraws[];
  readonly initial: DenseNetwork;
  readonly gammas: readonly number[];
  readonly learningRate: number;
  /** Features on which the layers are scored after every epoch. */
  readonly validation?: LabelledPoints;
}

/**
 * Last layers of a net without activations, one a loss ratio: features of mixed points are mixed features, so that this is GenLabel
 * for softmax regression on the features, which the kernels train for all loss ratios at once.
 *
 * @returns the layers, and their accuracies [epochs x gammas]
 */
export function trainLinearLastLayers({
  training: { X, y },
  draws,
  gammas,
  learningRate,
  initial,
  ...options
}: LinearLastLayerInput): { readonly layers: DenseNetwork[]; readonly accuracies: Float64Array } {
  const epochs = draws.values();
  const { models, accuracies } = trainSweep({
    ...options,
    ...{ X, y, labels: 'mixup', epochs: draws.length, initial: linearModelOf(initial) },
    configurations: gammas.map((gamma) => ({ learningRate, gamma })),
    draws: () => epochs.next().value as EpochDraws,
  });
  return { layers: models.map((model) => networkOf(model, initial)), accuracies };
}

/** Weights of a layer are [inputs x outputs], those of a linear model [outputs x inputs]. */
function linearModelOf({ architecture, parameters }: DenseNetwork): LinearModel {
  const [inputs, outputs] = architecture.widths;
  const data = Float64Array.from(
    { length: inputs * outputs },
    (_, i) => parameters[(i % inputs) * outputs + Math.floor(i / inputs)],
  );
  return { weights: { data, rows: outputs, cols: inputs }, bias: parameters.slice(inputs * outputs) };
}

function networkOf({ weights, bias }: LinearModel, { architecture }: DenseNetwork): DenseNetwork {
  const { rows: outputs, cols: inputs, data } = weights;
  const parameters = new Float64Array((inputs + 1) * outputs);
  for (let i = 0; i < inputs * outputs; i++) {
    parameters[i] = data[(i % outputs) * inputs + Math.floor(i / outputs)];
  }
  parameters.set(bias, inputs * outputs);
  return { architecture, parameters };
}
