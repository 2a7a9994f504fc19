import type { Dataset } from '../../data/dataset';
import type { ClassConditional } from '../../density/class-conditional';
import type { NetworkModel } from '../../kernels/network-model';
import { predict } from '../../train/forward';
import { type PlaneClassifier, type PlaneGrid, planeGrid } from '../../train/margins/decision-boundary';
import { fitKernelSvm } from '../../train/margins/kernel-svm';
import type { Protocol } from '../common/protocol';
import { trainSynthetic } from '../synthetic/synthetic-training';
import { trainNineGaussians } from './nine-gaussians';

/** Data sets of Figures 4 and 7. */
export type PlaneDataset = 'four-circle' | 'nine-gaussians';
export const planeDatasets: readonly PlaneDataset[] = ['four-circle', 'nine-gaussians'];

/** One draw of a data set, and classifiers trained on it. */
export type PlaneTrial = {
  readonly dataset: PlaneDataset;
  readonly trial: number;
  readonly protocol: Protocol;
};

/** `svm` is the paper's; `svm-other` has settings with which it comes closer to the largest margin. */
export type PlaneMethod = 'vanilla' | 'mixup' | 'genlabel' | 'svm' | 'svm-other';
export const planeMethods: readonly PlaneMethod[] = ['vanilla', 'mixup', 'genlabel', 'svm', 'svm-other'];

/** A value for each method. */
export type ByMethod<V> = { readonly [method in PlaneMethod]: V };

export function byMethod<V>(value: (method: PlaneMethod) => V): ByMethod<V> {
  return Object.fromEntries(planeMethods.map((method) => [method, value(method)])) as ByMethod<V>;
}

/** Kernel exp(-scale |x - x'|^2) of Section 5.1, and the cost of the authors' code (scikit-learn's default): the paper gives none. */
const paperSvm = { scale: 2, cost: 1 } as const;

/** Settings of `svm` and `svm-other`: a hard margin for Four-circle; for clusters 10 apart a kernel ten times as wide, too. */
export const planeSvms: {
  readonly [dataset in PlaneDataset]: {
    readonly [method in 'svm' | 'svm-other']: { readonly scale: number; readonly cost: number };
  };
} = {
  'four-circle': { svm: paperSvm, 'svm-other': { scale: 2, cost: 1e4 } },
  'nine-gaussians': { svm: paperSvm, 'svm-other': { scale: 0.02, cost: 1e4 } },
};

/** What one trial compares. */
export interface PlaneRun {
  readonly training: Dataset;
  readonly test: Dataset;
  /** GenLabel's generative model. */
  readonly densities: ClassConditional;
  readonly classifiers: ByMethod<PlaneClassifier>;
  /** On which boundaries are sought: beyond the points by more than their margins. */
  readonly grid: PlaneGrid;
}

/** Draws the sets of a trial and trains all classifiers on the same points; the nets' settings are those of the protocol. */
export function planeClassifiers({ dataset, trial, protocol }: PlaneTrial): PlaneRun {
  const run =
    dataset === 'four-circle'
      ? trainSynthetic({ dataset, trial, protocol })
      : trainNineGaussians({ trial, protocol });
  const { training, test, densities } = run;
  const nets: readonly { readonly method: string; readonly model: NetworkModel }[] = run.nets;
  const classifier = (method: PlaneMethod): PlaneClassifier => {
    if (method === 'svm' || method === 'svm-other') {
      return fitKernelSvm(training.X, training.y, training.classNames.length, planeSvms[dataset][method])
        .predict;
    }
    const { model } = nets.find((net) => net.method === method) as { model: NetworkModel };
    return (points) => predict(model, points);
  };
  const grid = gridOf(dataset, protocol);
  return { training, test, densities, grid, classifiers: byMethod(classifier) };
}

function gridOf(dataset: PlaneDataset, protocol: Protocol): PlaneGrid {
  if (dataset === 'nine-gaussians') return planeGrid([-18, 18], [-18, 18], 0.25);
  // The circles of `paper` are around x = 0 and 2.4, those of `released` around -1.2 and 1.2.
  const [left, right] = protocol === 'paper' ? [-1.6, 4] : [-2.8, 2.8];
  return planeGrid([left, right], [-1.6, 1.6], 0.04);
}
