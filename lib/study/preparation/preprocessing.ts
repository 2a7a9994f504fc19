import { loadOpenml } from '../../data/openml';
import { type NominalEncoding, scalings } from '../../data/preprocess';
import type { Experiment, Profile } from '../../runtime/experiment';
import type { AccuracyResult } from '../common/accuracy-result';
import { datasetHash } from '../common/dataset-hash';
import { accuracyOnSplit, drawnSplit, type OpenmlTrial, trialStream } from '../common/openml-accuracy';
import { type Protocol, protocols } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';

/** OpenML sets for which Tables 1, 2 and 4 print accuracies of logistic regression. */
export const preprocessingDatasets: readonly number[] = [
  18, 36, 48, 307, 468, 721, 777, 792, 818, 830, 855, 913, 1413, 1499, 40984,
];

/** Those of them with nominal inputs: for the others the encoding makes no difference, and `integer` stands for both. */
export const datasetsWithNominalInputs: readonly number[] = [48, 307, 818];

export const encodings: readonly NominalEncoding[] = ['integer', 'one-hot'];

const methods: readonly TabularMethod[] = ['vanilla', 'mixup', 'mixupWithoutIntrusion'];

interface Size {
  readonly datasets: readonly number[];
  readonly trials: number;
  readonly protocols: readonly Protocol[];
}

/** `quick`: the sets that take a fraction of a second. */
const sizes: { readonly [profile in Profile]: Size } = {
  quick: { datasets: [48, 468, 777, 818, 1413, 1499], trials: 2, protocols: ['released'] },
  paper: { datasets: preprocessingDatasets, trials: 30, protocols },
};

/**
 * Accuracies of logistic regression under every preprocessing, for `summarisePreprocessing`. Trials have stratified
 * splits of their own.
 */
export const preprocessing: Experiment<OpenmlTrial, AccuracyResult> = {
  id: 'preprocessing',
  jobs: (profile) => {
    const size = sizes[profile];
    // Trial by trial, so that an unfinished run has all data sets and kinds of preprocessing alike.
    return Array.from({ length: size.trials }, (_, trial) =>
      size.datasets.flatMap((dataset) =>
        size.protocols.flatMap((protocol) =>
          scalings.flatMap((scaling) =>
            encodingsOf(dataset).map((nominal) => ({ dataset, trial, protocol, scaling, nominal })),
          ),
        ),
      ),
    ).flat();
  },
  dataHash: datasetHash,
  run: async (job) => {
    const data = await loadOpenml(job.dataset);
    const stream = trialStream(job);
    return accuracyOnSplit(data, job, methods, drawnSplit(data, stream), stream);
  },
};

function encodingsOf(dataset: number): readonly NominalEncoding[] {
  return datasetsWithNominalInputs.includes(dataset) ? encodings : ['integer'];
}
