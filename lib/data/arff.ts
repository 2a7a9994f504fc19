import { type Matrix, zeros } from '../numeric/matrix';
import { ArffError, excerpt, type Refuse } from './arff-error';
import { type ArffAttribute, type ArffHeader, parseHeader } from './arff-header';
import { parseRow } from './arff-rows';
import type { Dataset, Feature } from './dataset';

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
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const refuseAt = refuser(options.source ?? 'ARFF text', lines);
  const nul = lines.findIndex((line) => line.includes('\0'));
  if (nul >= 0)
    refuseAt(nul + 1)('found a zero byte: this is no text; is the file compressed, or in UTF-16?');
  const header = parseHeader(lines, refuseAt);
  const table = parseTable(lines, header, refuseAt);
  const target = targetOf(header, options.target, refuseAt);
  const inputs = inputsOf(header, target, options.ignore ?? [], refuseAt);
  const features = inputs.map((j) => featureOf(header.attributes[j]));
  const classes = target === null ? noClasses : classesOf(table, header.attributes[target], target, refuseAt);
  return {
    name: header.relation,
    X: columns(table, inputs),
    ...classes,
    features,
    featureNames: features.map((feature) => feature.name),
    target: target === null ? null : header.attributes[target].name,
    ...(table.weights && { weights: table.weights }),
  };
}

interface Table {
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

function parseTable(lines: readonly string[], header: ArffHeader, refuseAt: RefuseAt): Table {
  const cells: number[] = [];
  const lineOf: number[] = [];
  const weights: (number | undefined)[] = [];
  for (let i = header.length; i < lines.length; i++) {
    const row = parseRow(lines[i], header.attributes, refuseAt(i + 1));
    if (!row) continue;
    for (const cell of row.cells) cells.push(cell);
    lineOf.push(i + 1);
    weights.push(row.weight);
  }
  if (lineOf.length === 0) {
    refuseAt(lines.length)(
      'no rows after @data, expected one or more: the file is empty or truncated; get it again',
    );
  }
  return {
    values: { data: Float64Array.from(cells), rows: lineOf.length, cols: header.attributes.length },
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
  const left = new Set(ignore.map((name) => attributeNamed(name, header, refuseAt)));
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
  j: number,
  refuseAt: RefuseAt,
): { y: Int32Array; classNames: string[] } {
  const values = columns(table, [j]).data;
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

function columns({ values }: Table, chosen: readonly number[]): Matrix {
  const result = zeros(values.rows, chosen.length);
  for (let i = 0; i < values.rows; i++) {
    chosen.forEach((j, place) => {
      result.data[i * chosen.length + place] = values.data[i * values.cols + j];
    });
  }
  return result;
}
