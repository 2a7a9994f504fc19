import { excerpt } from './arff-error';
import type { CsvRecords } from './csv-records';
import type { Feature } from './dataset';
import { TableError } from './table-error';

/** One column of texts, read as numbers or categories. */
export interface CsvColumn {
  readonly feature: Feature;
  /** [numRows], NaN where missing; categories by index */
  readonly values: Float64Array;
  readonly missing: number;
  /** What a user should know about how it was read. */
  readonly note?: string;
}

const missingTexts = new Set(['', '?', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL']);
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const decimalComma = /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i;

/** A column of numbers may hold this share of other texts before it counts as nominal: they are taken for mistakes. */
const mistakenShare = 0.1;

/** More categories than that, and more than half the rows, are names of the rows. */
const fewCategories = 20;

/** Whether a field holds no value. */
export function isMissing(text: string): boolean {
  return missingTexts.has(text);
}

/**
 * Column j as numbers if every value is one, else as categories in ascending order of their texts. A decimal comma is
 * read where the delimiter is not the comma.
 *
 * @param nominal read it as categories in any case
 * @throws TableError for a column without values, a few texts among numbers (with the line of the first), a number
 *   beyond the range of doubles, or categories that merely name the rows
 */
export function readColumn(records: CsvRecords, j: number, nominal: boolean): CsvColumn {
  const { source, columns, rows, delimiter } = records;
  const texts = rows.map((row) => row[j]);
  const known = texts.filter((text) => !isMissing(text));
  const name = columns[j];
  if (known.length === 0) {
    throw new TableError(source, `column ${excerpt(name)} has no value; drop it (--drop ${name})`);
  }
  if (!nominal) {
    const comma = delimiter !== ',' && known.some((text) => !number.test(text) && decimalComma.test(text));
    const pattern = comma ? decimalComma : number;
    const numbers = known.filter((text) => pattern.test(text)).length;
    if (numbers >= (1 - mistakenShare) * known.length) return readNumbers(records, j, comma);
  }
  const categories = [...new Set(known)].sort(byCodeUnits);
  if (!nominal && categories.length > fewCategories && categories.length > rows.length / 2) {
    throw new TableError(
      source,
      `column ${excerpt(name)} has ${categories.length} different texts in ${rows.length} rows, as names of the rows ` +
        `have; drop it (--drop ${name}), or say that it is nominal (--nominal ${name})`,
    );
  }
  return readCategories(texts, { name, kind: 'nominal', categories }, known.length).column;
}

/**
 * Column j read as a known feature, as a model's new data are: unknown categories count as missing.
 *
 * @throws TableError if the feature is numeric and a value is not
 */
export function readColumnAs(
  records: CsvRecords,
  j: number,
  feature: Feature,
): { readonly column: CsvColumn; readonly unknown: readonly string[] } {
  const texts = records.rows.map((row) => row[j]);
  const known = texts.filter((text) => !isMissing(text));
  if (feature.kind === 'nominal') return readCategories(texts, feature, known.length);
  const comma =
    records.delimiter !== ',' && known.some((text) => !number.test(text) && decimalComma.test(text));
  return { column: readNumbers(records, j, comma), unknown: [] };
}

function readNumbers({ source, columns, rows, lines }: CsvRecords, j: number, comma: boolean): CsvColumn {
  const name = columns[j];
  let missing = 0;
  const values = Float64Array.from(rows, (row, i) => {
    const text = row[j];
    if (isMissing(text)) {
      missing++;
      return Number.NaN;
    }
    const value = (comma ? decimalComma : number).test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    if (Number.isFinite(value)) return value;
    throw new TableError(
      source,
      `column ${excerpt(name)} holds ${excerpt(text)}, expected a number as in its other rows; correct it, leave it ` +
        `empty if it is missing, or say that the column is nominal (--nominal ${name})`,
      lines[i],
    );
  });
  const note = comma ? 'decimal comma' : countsRows(values) ? 'counts the rows: an identifier?' : undefined;
  return { feature: { name, kind: 'numeric' }, values, missing, ...(note && { note }) };
}

function readCategories(
  texts: readonly string[],
  feature: Feature & { readonly kind: 'nominal' },
  known: number,
): { readonly column: CsvColumn; readonly unknown: readonly string[] } {
  const indexOf = new Map(feature.categories.map((category, c) => [category, c]));
  const values = Float64Array.from(texts, (text) => indexOf.get(text) ?? Number.NaN);
  const unknown = [...new Set(texts)].filter((text) => !isMissing(text) && !indexOf.has(text));
  return { column: { feature, values, missing: texts.length - known }, unknown };
}

/** 0, 1, 2, ... or 1, 2, 3, ... */
function countsRows(values: Float64Array): boolean {
  return (
    values.length > 2 && (values[0] === 0 || values[0] === 1) && values.every((v, i) => v === values[0] + i)
  );
}

/** The order of `<`, which does not depend on the machine's language. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
