import { type CsvError, parse } from 'csv-parse/sync';
import { excerpt } from './arff-error';
import { TableError } from './table-error';

/** A table of texts: a header, and rows of the same length. */
export interface CsvRecords {
  readonly source: string;
  readonly delimiter: string;
  /** All different; a column without a name is called `column N`, N from 1. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line on which each row begins, from 1. */
  readonly lines: readonly number[];
}

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Reads CSV text with a header: quoted fields (doubled quotes, delimiters and line ends within), CRLF or LF, with or
 * without a byte order mark, empty lines left out. Spaces around unquoted fields are removed.
 *
 * @param delimiter default: of comma, semicolon, tab and bar the one most frequent in the header
 * @throws TableError naming the line: rows longer or shorter than the header, wrong quotes, a name twice, no rows, …
 */
export function readCsvRecords(text: string, source: string, delimiter?: string): CsvRecords {
  const refuse = (problem: string, line?: number): never => {
    throw new TableError(source, problem, line);
  };
  if (text.includes('\0')) {
    refuse('found a zero byte: this is no CSV text; is the file compressed, or in UTF-16? Save it as UTF-8');
  }
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (plain.trim() === '') refuse('the file is empty, expected a header and rows');
  if (delimiter !== undefined && [...delimiter].length !== 1) {
    refuse(`the delimiter is ${excerpt(delimiter)}, expected one character`);
  }
  const used = delimiter ?? commonestDelimiter(plain);
  const [header, ...records] = recordsOf(plain, used, source);
  const columns = header.fields.map((name, j) => (name === '' ? `column ${j + 1}` : name));
  const repeated = columns.find((name, j) => columns.indexOf(name) !== j);
  if (repeated !== undefined) {
    refuse(`the header names column ${excerpt(repeated)} twice; rename one of them`, header.line);
  }
  if (records.length === 0) refuse('there are no rows after the header, expected one or more', header.line);
  for (const { fields, line } of records) {
    if (fields.length === columns.length) continue;
    refuse(
      `found ${counted(fields.length, 'field')}, expected ${columns.length} as in the header; mend the row, ` +
        `or name the delimiter (--delimiter) if it is not ${JSON.stringify(used)}`,
      line,
    );
  }
  return {
    source,
    delimiter: used,
    columns,
    rows: records.map(({ fields }) => fields),
    lines: records.map(({ line }) => line),
  };
}

function commonestDelimiter(text: string): string {
  const header = text
    .trimStart()
    .split('\n', 1)[0]
    .replace(/"[^"]*"/g, '');
  const counts = delimiters.map((delimiter) => header.split(delimiter).length - 1);
  return delimiters[counts.indexOf(Math.max(...counts))];
}

interface CsvRecord {
  readonly fields: string[];
  readonly line: number;
}

function recordsOf(text: string, delimiter: string, source: string): CsvRecord[] {
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    const parsed = parse(text, { ...options, record_delimiter: '\n' }) as unknown as {
      readonly record: string[];
      readonly info: { readonly lines: number };
    }[];
    return parsed.map(({ record, info }) => {
      const within = record.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
      return { fields: record, line: info.lines - within };
    });
  } catch (error) {
    const { code, lines } = error as CsvError & { readonly lines?: number };
    const problem = quoteProblems[code] ?? (error as Error).message;
    throw new TableError(source, problem, lines, { cause: error });
  }
}

const quoteProblems: { readonly [code: string]: string | undefined } = {
  CSV_QUOTE_NOT_CLOSED:
    'a quote is not closed before the end of the file; close it, or double it ("") if it is text',
  INVALID_OPENING_QUOTE:
    'found a quote within an unquoted field; put the whole field into quotes and double those within ("")',
  CSV_INVALID_CLOSING_QUOTE:
    'found text after the closing quote, expected the delimiter; double quotes within a field (""), or name the ' +
    'delimiter (--delimiter)',
};

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
