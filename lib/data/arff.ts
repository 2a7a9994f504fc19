import { type Matrix, zeros } from '../numeric/matrix';
import { ArffError, excerpt, type Refuse } from './arff-error';
import { type ArffAttribute, type ArffHeader, parseHeader } from './arff-header';
import { parseRow } from './arff-rows';
import type { Dataset, Feature } from './dataset';
import { GrowingRows } from './growing-rows';
import { limits, smallerTable, spelled } from './limits';

export { ArffError } from './arff-error';

/** What `parseArff` may be told. */
export interface ArffOptions {
  /** File name or other origin, for messages (default `ARFF text`). */
  readonly source?: string;
  /** Attribute that holds the class: by default the last nominal one; `null` for none. */
  readonly target?: string | null;
  /** Attributes to leave out, such as row numbers. */
  readonly ignore?: readonly string[];
}

/** A data set read from ARFF. Missing values of X are NaN. */
export interface ArffDataset extends Dataset {
  /** Name of the class attribute, `null` if there is none: then `y` and `classNames` are empty. */
  readonly target: string | null;
  /** Weight of every row, where the file gives one for any; 1 for the others. */
  readonly weights?: Float64Array;
}

/**
 * Reads a data set from ARFF (attribute-relation file format, as Weka and OpenML write it).
 *
 * Numeric, real and integer attributes become numbers; nominal ones the index of their category; strings the index of
 * their text in order of appearance; dates milliseconds since 1970 UTC. A numeric class, which has to be named, gives one
 * class a distinct value, in ascending order. Names and categories are kept letter by letter, markup included.
 *
 * @throws ArffError naming source, line, what was found and the cure, for everything that is not read as it stands:
 *   rows of a wrong length, values out of their type, rows without a class, relational attributes, a text without rows, …
 *
 * @example
 * const text = '@relation tiles\n@attribute width numeric\n@attribute kind {a, b}\n@data\n1, a\n3, b\n';
 * const { X, y, classNames } = parseArff(text);
 * X; // [[1], [3]]
 * classNames[y[1]]; // 'b'
 */
export function parseArff(text: string, options: ArffOptions = {}): ArffDataset {
  const { lines, header, refuseAt } = headed(text, options.source);
  const target = targetOf(header, options.target, refuseAt);
  const inputs = inputsOf(header, target, options.ignore ?? [], refuseAt);
  const table = parseTable(lines, header, target === null ? inputs : [...inputs, target], refuseAt);
  const features = inputs.map((j) => featureOf(header.attributes[j]));
  const classes = target === null ? noClasses : classesOf(table, header.attributes[target], refuseAt);
  return {
    name: header.relation,
    X: columns(table, 0, inputs.length),
    ...classes,
    features,
    featureNames: features.map((feature) => feature.name),
    target: target === null ? null : header.attributes[target].name,
    ...(table.weights && { weights: table.weights }),
  };
}

/**
 * Names of the attributes of an ARFF text, read without its rows.
 *
 * @throws ArffError as `parseArff`
 */
export function arffNames(text: string, source?: string): string[] {
  return headed(text, source).header.attributes.map(({ name }) => name);
}

function headed(
  text: string,
  source = 'ARFF text',
): { readonly lines: readonly string[]; readonly header: ArffHeader; readonly refuseAt: RefuseAt } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const refuseAt = refuser(source, lines);
  lines.forEach((line, i) => {
    if (line.includes('\0'))
      refuseAt(i + 1)('found a zero byte: this is no text; is the file compressed, or in UTF-16?');
    if (line.length > limits.lineLength)
      refuseAt(i + 1)(
        `the line has ${spelled(line.length)} characters, expected ${spelled(limits.lineLength)} at most`,
      );
  });
  return { lines, header: parseHeader(lines, refuseAt), refuseAt };
}

interface Table {
  /** [rows x chosen attributes] */
  readonly values: Matrix;
  readonly lineOf: readonly number[];
  readonly weights: Float64Array | undefined;
}

type RefuseAt = (line: number) => Refuse;

const noClasses = { y: new Int32Array(0), classNames: [] };

function refuser(source: string, lines: readonly string[]): RefuseAt {
  return (line) => (problem) => {
    const last =
      line === lines.length && lines[line - 1] !== ''
        ? ' (this is the last line: is the file truncated?)'
        : '';
    throw new ArffError(source, line, problem + last);
  };
}

/** @param chosen attributes that are kept */
function parseTable(
  lines: readonly string[],
  header: ArffHeader,
  chosen: readonly number[],
  refuseAt: RefuseAt,
): Table {
  const cells = new GrowingRows(
    chosen.length,
    Math.min(lines.length - header.length, Math.floor(limits.numbers / Math.max(1, chosen.length))),
  );
  const lineOf: number[] = [];
  const weights: (number | undefined)[] = [];
  for (let i = header.length; i < lines.length; i++) {
    const row = parseRow(lines[i], header.attributes, refuseAt(i + 1));
    if (!row) continue;
    if ((lineOf.length + 1) * chosen.length > limits.numbers) {
      refuseAt(i + 1)(
        `${spelled(lineOf.length + 1)} rows x ${spelled(chosen.length)} attributes, expected ` +
          `${spelled(limits.numbers)} values at most, zeros of sparse rows counted; ${smallerTable}`,
      );
    }
    cells.push(row.cells, chosen);
    lineOf.push(i + 1);
    weights.push(row.weight);
  }
  if (lineOf.length === 0) {
    refuseAt(lines.length)(
      'no rows after @data, expected one or more: the file is empty or truncated; get it again',
    );
  }
  return {
    values: { data: cells.values(), rows: lineOf.length, cols: chosen.length },
    lineOf,
    weights: weights.some((weight) => weight !== undefined)
      ? Float64Array.from(weights, (weight) => weight ?? 1)
      : undefined,
  };
}

function targetOf(header: ArffHeader, target: string | null | undefined, refuseAt: RefuseAt): number | null {
  if (target === null) return null;
  if (target !== undefined) return attributeNamed(target, header, refuseAt);
  const last = header.attributes.map((attribute) => attribute.type).lastIndexOf('nominal');
  if (last < 0) {
    refuseAt(header.length)(
      'no attribute is nominal, expected one to be the class: name another in the option target, or give null for no class',
    );
  }
  return last;
}

function attributeNamed(name: string, header: ArffHeader, refuseAt: RefuseAt): number {
  const found = header.attributes.findIndex((attribute) => attribute.name === name);
  if (found < 0) {
    const names = header.attributes.map((attribute) => excerpt(attribute.name));
    const shown = names.length > 12 ? [...names.slice(0, 12), '…'] : names;
    refuseAt(header.length)(`there is no attribute ${excerpt(name)}, expected one of ${shown.join(', ')}`);
  }
  return found;
}

function inputsOf(
  header: ArffHeader,
  target: number | null,
  ignore: readonly string[],
  refuseAt: RefuseAt,
): number[] {
  const places = new Map(header.attributes.map(({ name }, j) => [name, j]));
  const left = new Set(ignore.map((name) => places.get(name) ?? attributeNamed(name, header, refuseAt)));
  return [...header.attributes.keys()].filter((j) => j !== target && !left.has(j));
}

function featureOf(attribute: ArffAttribute): Feature {
  return attribute.type === 'nominal' || attribute.type === 'string'
    ? { name: attribute.name, kind: 'nominal', categories: attribute.categories }
    : { name: attribute.name, kind: 'numeric' };
}

function classesOf(
  table: Table,
  attribute: ArffAttribute,
  refuseAt: RefuseAt,
): { y: Int32Array; classNames: string[] } {
  // The target comes last.
  const values = columns(table, table.values.cols - 1, 1).data;
  const missing = values.findIndex(Number.isNaN);
  if (missing >= 0) {
    refuseAt(table.lineOf[missing])(
      `the class ${excerpt(attribute.name)} is missing, expected a value: remove the row, or choose another target`,
    );
  }
  if (attribute.type === 'nominal' || attribute.type === 'string') {
    return { y: Int32Array.from(values), classNames: attribute.categories };
  }
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const indexOf = new Map(distinct.map((value, c) => [value, c]));
  return {
    y: Int32Array.from(values, (value) => indexOf.get(value) as number),
    classNames: distinct.map(String),
  };
}

/** Some columns that follow each other. */
function columns({ values }: Table, first: number, count: number): Matrix {
  if (count === values.cols) return values;
  const result = zeros(values.rows, count);
  for (let i = 0; i < values.rows; i++) {
    const start = i * values.cols + first;
    result.data.set(values.data.subarray(start, start + count), i * count);
  }
  return result;
}
