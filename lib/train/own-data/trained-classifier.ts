import type { Dataset } from '../../data/dataset';
import type { Approximation } from './approximation';
import type { Classifier } from './classifier';
import type { Diagnosis } from './classifier-diagnosis';
import type { Comparison } from './compare-methods';
import type { Convergence } from './comparison-cautions';

/** Data of a comparison, as a table was read. */
export type TrainingData = Dataset & {
  readonly target?: string | null;
  readonly warnings?: readonly string[];
};

/** The comparison of the methods on the data set, and the classifier that was kept. */
export interface TrainedClassifier extends Comparison {
  readonly diagnosis: Diagnosis;
  /** Of vanilla training on all rows. */
  readonly convergence: Convergence;
  /** What was approximated because there are many rows; undefined: nothing. */
  readonly approximation: Approximation | undefined;
  /** What was left out of the data, and what speaks against the results or against GenLabel; empty if nothing does. */
  readonly warnings: readonly string[];
  /** Trained on all rows, by the chosen method. */
  readonly classifier: Classifier;
}
