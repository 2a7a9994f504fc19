import { excerpt } from './arff-error';
import { categoryLookup, distinctCategories } from './category-lookup';
import type { ColumnProblem } from './column-problems';
import type { CsvRecords } from './csv-records';
import type { Feature } from './dataset';
import {
  commaNumber,
  isMissing,
  marksMissingNumber,
  type NumberForm,
  numberForms,
  plainNumber,
  withUnit,
} from './number-texts';
import { namesRows } from './row-names';

/** One column of texts, read as numbers or categories. */
export interface CsvColumn {
  readonly feature: Feature;
  /** [numRows], NaN where missing; categories by index */
  readonly values: Float64Array;
  readonly missing: number;
  /** What a user should know about how it was read. */
  readonly note?: string;
}

/** A column, or what is wrong with it. */
export type ColumnReading =
  | { readonly column: CsvColumn; readonly problem?: undefined }
  | { readonly column?: undefined; readonly problem: ColumnProblem };

/** The texts of a column that hold a value, by what they are. */
interface Survey {
  readonly known: number;
  readonly numbers: number;
  /** Marks of a missing value, if the column is one of numbers. */
  readonly marks: ReadonlyMap<string, number>;
  /** Rows of the texts that are neither. */
  readonly others: readonly number[];
  readonly comma: boolean;
  /** Some numbers have a decimal comma and some a decimal point. */
  readonly mixed: boolean;
}

/**
 * Column j as numbers if every value is one, else as categories in ascending order of their texts. A decimal comma is
 * read where the delimiter is not the comma. Where the values are numbers but for marks of a missing value in use
 * (`None`, `n/a`, `-`, …), those are missing; elsewhere they are categories.
 *
 * @param nominal read it as categories in any case
 * @returns a problem for a column without values, one of numbers with texts among them or written in a form that is not
 *   read (percentages, dates, …), a number beyond the range of doubles, or categories that merely name the rows
 */
export function readColumn(records: CsvRecords, j: number, nominal: boolean): ColumnReading {
  const name = records.columns[j];
  const texts = records.rows.map((row) => row[j]);
  const survey = surveyOf(texts, records.delimiter !== ',');
  const { known, numbers, marks, others } = survey;
  if (known === 0) return { problem: { column: name, found: 'has no value' } };
  if (!nominal) {
    if (numbers > 0 && others.length === 0 && !survey.mixed) return readNumbers(records, j, survey);
    const problem = numbersWithTexts(records, j, survey);
    if (problem) return { problem };
  }
  const categories = distinctCategories(texts.filter((text) => !isMissing(text))).sort(byCodeUnits);
  if (!nominal && namesRows(categories.length, known)) {
    return { problem: rowNames(name, categories.length, texts, others) };
  }
  const { column } = readCategories(texts, { name, kind: 'nominal', categories });
  const note = [...marks].map(([text, count]) => `${excerpt(text)} (${count}) is a category`).join(', ');
  return { column: { ...column, ...(note && { note }) } };
}

/**
 * Column j read as a known feature, as a model's new data are: unknown categories count as missing.
 *
 * @returns a problem if the feature is numeric and a value is not
 */
export function readColumnAs(
  records: CsvRecords,
  j: number,
  feature: Feature,
): ColumnReading & { readonly unknown: readonly string[] } {
  const texts = records.rows.map((row) => row[j]);
  if (feature.kind === 'nominal') return readCategories(texts, feature);
  const survey = surveyOf(texts, records.delimiter !== ',');
  const reading =
    survey.others.length === 0 && !survey.mixed
      ? readNumbers(records, j, survey)
      : { problem: { ...numberProblem(records, j, survey), option: undefined } };
  return { ...reading, unknown: [] };
}

function surveyOf(texts: readonly string[], mayHaveCommas: boolean): Survey {
  const marks = new Map<string, number>();
  const others: number[] = [];
  let [known, numbers, commas, points] = [0, 0, 0, 0];
  texts.forEach((text, i) => {
    if (isMissing(text)) return;
    known++;
    if (plainNumber.test(text)) {
      numbers++;
      if (text.includes('.')) points++;
    } else if (mayHaveCommas && commaNumber.test(text)) {
      numbers++;
      commas++;
    } else if (marksMissingNumber(text)) marks.set(text, (marks.get(text) ?? 0) + 1);
    else others.push(i);
  });
  return { known, numbers, marks, others, comma: commas > 0, mixed: commas > 0 && points > 0 };
}

/** The problem of a column that is one of numbers but for its texts; undefined if it is none of numbers. */
function numbersWithTexts(records: CsvRecords, j: number, survey: Survey): ColumnProblem | undefined {
  const { known, numbers, others } = survey;
  const formed = others.filter((i) => formOf(records.rows[i][j]) !== undefined).length;
  return 2 * (numbers + formed) > known ? numberProblem(records, j, survey) : undefined;
}

function numberProblem(records: CsvRecords, j: number, survey: Survey): ColumnProblem {
  const { rows, lines, columns } = records;
  const column = columns[j];
  const option = 'nominal' as const;
  if (survey.others.length === 0) {
    const i = rows.findIndex((row) => row[j].includes(','));
    const found = `mixes decimal commas (${excerpt(rows[i][j])}) and decimal points`;
    return { column, found, line: lines[i], mend: 'write one of them throughout', option };
  }
  const form = commonForm(survey.others.map((i) => rows[i][j]));
  const alike = form ? survey.others.filter((i) => formOf(rows[i][j]) === form) : survey.others;
  const [first] = alike;
  const more = alike.length > 1 ? ` and ${alike.length - 1} more` : '';
  const shown = excerpt(rows[first][j]);
  const line = lines[first];
  if (form) return { column, found: `holds ${form.name} (${shown}${more})`, line, mend: form.cure, option };
  const share = survey.numbers > 0 ? ` as ${survey.numbers} of its ${survey.known} values are` : '';
  const them = alike.length > 1 ? 'them' : 'it';
  return {
    column,
    found: `holds ${shown}${more && `${more} such`}, expected a number${share}`,
    line,
    mend: `correct ${them}, or leave ${them} empty if missing`,
    option,
  };
}

/** The form of more than half of the texts. */
function commonForm(texts: readonly string[]): NumberForm | undefined {
  const counts = new Map<NumberForm | undefined, number>();
  for (const form of texts.map(formOf)) counts.set(form, (counts.get(form) ?? 0) + 1);
  return [...counts].find(([, count]) => 2 * count > texts.length)?.[0];
}

function formOf(text: string): NumberForm | undefined {
  return numberForms.find(({ pattern }) => pattern.test(text));
}

function rowNames(
  column: string,
  different: number,
  texts: readonly string[],
  others: readonly number[],
): ColumnProblem {
  const units = others.filter((i) => withUnit.pattern.test(texts[i])).length;
  const unit = 2 * units > others.length;
  return {
    column,
    found: unit
      ? `holds ${withUnit.name} (${excerpt(texts[others[0]])} and ${others.length - 1} more)`
      : `has ${different} different texts in ${texts.length} rows, as names of the rows have`,
    ...(unit && { mend: withUnit.cure }),
    option: 'nominal',
  };
}

function readNumbers({ columns, rows, lines }: CsvRecords, j: number, survey: Survey): ColumnReading {
  const name = columns[j];
  const { comma, marks } = survey;
  let missing = 0;
  const values = Float64Array.from(rows, (row) => {
    const text = row[j];
    if (isMissing(text) || marks.has(text)) {
      missing++;
      return Number.NaN;
    }
    return Number(comma ? text.replace(',', '.') : text);
  });
  const beyond = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (beyond >= 0) {
    const found = `holds ${excerpt(rows[beyond][j])}, expected a number below 1.8e308`;
    return { problem: { column: name, found, line: lines[beyond], mend: 'correct it, or leave it empty' } };
  }
  const notes = [
    ...(comma ? ['decimal comma'] : []),
    ...[...marks].map(([text, count]) => `${excerpt(text)} (${count}) is missing`),
  ];
  const note = notes.join(', ');
  return { column: { feature: { name, kind: 'numeric' }, values, missing, ...(note && { note }) } };
}

function readCategories(
  texts: readonly string[],
  feature: Feature & { readonly kind: 'nominal' },
): { readonly column: CsvColumn; readonly unknown: readonly string[] } {
  const find = categoryLookup(feature.categories);
  const unknown = new Set<string>();
  let missing = 0;
  const values = Float64Array.from(texts, (text) => {
    const place = isMissing(text) ? undefined : find(text);
    if (place !== undefined) return place;
    if (isMissing(text)) missing++;
    else unknown.add(text);
    return Number.NaN;
  });
  return { column: { feature, values, missing }, unknown: [...unknown] };
}

/** The order of `<`, which does not depend on the machine's language. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
