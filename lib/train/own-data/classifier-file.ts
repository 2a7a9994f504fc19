import { writeAtomically } from '../../data/atomic-write';
import { libraryVersion } from '../../data/package-folder';
import { widthOf } from '../../data/prepared-column';
import { readText } from '../../data/read-text';
import { TableError } from '../../data/table-error';
import { matrix, row } from '../../numeric/matrix';
import type { Classifier } from './classifier';

const format = 'genlabel-classifier';
const version = 1;

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
  const text = await readText(path);
  let content: Partial<Stored>;
  try {
    content = JSON.parse(text) as Partial<Stored>;
  } catch (error) {
    throw new TableError(path, 'is no JSON, expected a model that genlabel train wrote', undefined, {
      cause: error,
    });
  }
  const problem = problemOf(content);
  if (problem) throw new TableError(path, `${problem}; write the model anew with genlabel train`);
  const { target, classNames, columns, weights, bias, provenance } = content as Stored;
  const model = { weights: matrix(weights), bias: Float64Array.from(bias) };
  return { target, classNames, columns, model, provenance };
}

interface Stored extends Omit<Classifier, 'model'> {
  readonly format: string;
  readonly version: number;
  readonly weights: readonly number[][];
  readonly bias: readonly number[];
}

function problemOf(content: Partial<Stored> | null): string | undefined {
  if (typeof content !== 'object' || content === null || content.format !== format) {
    return 'is no model that genlabel train wrote';
  }
  if (content.version !== version) return `has version ${content.version}, expected ${version}`;
  const { target, classNames, columns, weights, bias, provenance } = content;
  if (typeof target !== 'string') return 'names no target';
  if (!Array.isArray(classNames) || classNames.length < 2) return 'has no list of two or more classes';
  if (!Array.isArray(columns) || !columns.every(isColumn)) return 'has no list of columns, or a damaged one';
  const inputs = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const isRow = (values: unknown, length: number) =>
    Array.isArray(values) && values.length === length && values.every(Number.isFinite);
  if (!isRow(bias, classNames.length)) return `has no bias of ${classNames.length} numbers`;
  const fits = Array.isArray(weights) && weights.length === classNames.length;
  if (!fits || !weights.every((values) => isRow(values, inputs))) {
    return `has no weights of ${classNames.length} x ${inputs} numbers`;
  }
  return typeof provenance === 'object' && provenance !== null ? undefined : 'has no provenance';
}

function isColumn(column: { readonly [key: string]: unknown } | null): boolean {
  if (typeof column !== 'object' || column === null || typeof column.name !== 'string') return false;
  const finite = (...keys: string[]) => keys.every((key) => Number.isFinite(column[key]));
  if (column.kind === 'numeric') return finite('substitute', 'shift', 'divisor');
  if (column.kind !== 'nominal' || !Array.isArray(column.categories)) return false;
  if (column.encoding === 'one-hot') return finite('substitute');
  return column.encoding === 'integer' && finite('substitute', 'shift', 'divisor');
}
