import { writeAtomically } from '../../data/atomic-write';
import { libraryVersion } from '../../data/package-folder';
import { readText } from '../../data/read-text';
import { TableError } from '../../data/table-error';
import { matrix, row } from '../../numeric/matrix';
import type { Classifier } from './classifier';
import { format, modelProblem, type StoredModel, version } from './model-problem';

/**
 * Writes a classifier as JSON: weights [numClasses x inputs] and bias, preparation of the columns, names of the classes,
 * provenance with the versions of this library and Node. Equal classifiers give equal bytes. A crash leaves the old file
 * or the new one.
 *
 * @param cure what to do where the disk is full or read-only, for the message
 * @throws StorageError if the file cannot be written
 */
export async function saveClassifier(path: string, classifier: Classifier, cure?: string): Promise<void> {
  const { target, classNames, columns, model, provenance } = classifier;
  const content = {
    format,
    version,
    target,
    classNames,
    columns,
    weights: classNames.map((_, c) => [...row(rowsOf(model), c)]),
    bias: [...model.bias],
    provenance: { library: libraryVersion(), node: process.version, ...provenance },
  };
  await writeAtomically(path, Buffer.from(`${JSON.stringify(content, null, 2)}\n`), cure);
}

const rowsOf = ({ weights }: Classifier['model']) => ({ ...weights, data: Float64Array.from(weights.data) });

/**
 * Reads a classifier that `saveClassifier` wrote; it gives the same probabilities, bit for bit.
 *
 * @throws TableError if there is no such file, or it is no such classifier
 */
export async function loadClassifier(path: string): Promise<Classifier> {
  const expected = 'a model that genlabel train wrote';
  const text = await readText(path, undefined, { file: expected, content: expected });
  let content: Partial<StoredModel>;
  try {
    content = JSON.parse(text) as Partial<StoredModel>;
  } catch (error) {
    throw new TableError(path, `is no JSON, expected ${expected}`, undefined, {
      cause: error,
    });
  }
  const problem = modelProblem(content);
  if (problem) throw new TableError(path, `${problem}; write the model anew with genlabel train`);
  const { target, classNames, columns, weights, bias, provenance } = content as StoredModel;
  const model = { weights: matrix(weights), bias: Float64Array.from(bias) };
  return { target, classNames, columns, model, provenance };
}
