import { type CsvError, parse } from 'csv-parse/sync';
import { excerpt } from './arff-error';
import { csvLayout } from './csv-layout';
import { limits, smallerTable, spelled } from './limits';
import { optionText } from './option-text';
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

/** How a text is divided into fields. */
export interface CsvFormat {
  /** Default: found by `csvLayout`. */
  readonly delimiter?: string;
  /** Whether the first line names the columns (default); else they are called `column N`. */
  readonly header?: boolean;
}

/**
 * Reads CSV text with a header: quoted fields (doubled quotes, delimiters and line ends within), CRLF or LF, with or
 * without a byte order mark, empty lines left out. Spaces around unquoted fields are removed. Delimiter and comments
 * before the header: `csvLayout`.
 *
 * @throws TableError naming the line: rows longer or shorter than the header, wrong quotes, a name twice, no rows, …
 */
export function readCsvRecords(
  text: string,
  source: string,
  { delimiter, header = true }: CsvFormat = {},
): CsvRecords {
  const refuse = (problem: string, line?: number): never => {
    throw new TableError(source, problem, line);
  };
  if (text.includes('\0')) {
    refuse(
      'found a zero byte: this is no CSV text; is it in UTF-16 without a mark? Then read it by --encoding utf-16le',
    );
  }
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (plain.trim() === '') refuse('the file is empty, expected a header and rows');
  if (delimiter !== undefined && [...delimiter].length !== 1) {
    refuse(`the delimiter is ${excerpt(delimiter)}, expected one character`);
  }
  const layout = csvLayout(plain, delimiter);
  const records = recordsOf(layout.text, layout.delimiter, source);
  if (records.length === 0) refuse('the file is empty but for comments, expected a header and rows');
  const names = header ? records[0].fields : records[0].fields.map(() => '');
  if (header) requireNames(records[0], refuse);
  const columns = names.map((name, j) => (name === '' ? `column ${j + 1}` : name));
  const repeated = repeatedName(columns);
  if (repeated !== undefined) {
    refuse(`the header names column ${excerpt(repeated)} twice; rename one of them`, records[0].line);
  }
  const body = header ? records.slice(1) : records;
  if (body.length === 0) {
    refuse('there are no rows after the header, expected one or more', records[0].line);
  }
  requireEqualLengths(body, columns.length, layout.delimiter, refuse);
  const rows = body.map(({ fields }) => fields);
  return { source, delimiter: layout.delimiter, columns, rows, lines: body.map(({ line }) => line) };
}

type Refuse = (problem: string, line?: number) => never;

function repeatedName(columns: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return columns.find((name) => seen.size === seen.add(name).size);
}

/** Fractions and negative numbers are values, not names; so are numbers that are repeated. Years may be names. */
function requireNames({ fields, line }: CsvRecord, refuse: Refuse): void {
  const numbers = fields.filter((field) => field !== '' && Number.isFinite(Number(field)));
  if (numbers.length === 0) return;
  const values = numbers.some((text) => !/^\d+$/.test(text)) || new Set(numbers).size < numbers.length;
  if (!values || 2 * numbers.length <= fields.length) return;
  refuse(
    `the first line holds numbers (${numbers.slice(0, 3).map(excerpt).join(', ')}), expected the names of the columns; ` +
      'has the file no header? Add one, or number the columns by --no-header, and name the class as ' +
      optionText('target', [`column ${fields.length}`]),
    line,
  );
}

function requireEqualLengths(
  records: readonly CsvRecord[],
  expected: number,
  delimiter: string,
  refuse: Refuse,
): void {
  const wrong = records.filter(({ fields }) => fields.length !== expected);
  if (wrong.length === 0) return;
  const [{ fields, line }] = wrong;
  const more = wrong.length > 1 ? ` (so have ${wrong.length - 1} rows more)` : '';
  const comment = fields[0].startsWith('#')
    ? 'lines that begin with # are comments before the header only: remove the line'
    : `mend the row, or name the delimiter (--delimiter) if it is not ${JSON.stringify(delimiter)}`;
  refuse(
    `found ${counted(fields.length, 'field')}, expected ${expected} as in the header${more}; ${comment}`,
    line,
  );
}

interface CsvRecord {
  readonly fields: string[];
  readonly line: number;
}

function recordsOf(text: string, delimiter: string, source: string): CsvRecord[] {
  try {
    let cells = 0;
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    const records: CsvRecord[] = [];
    parse(text, {
      ...options,
      record_delimiter: '\n',
      max_record_size: limits.lineLength,
      on_record(entry) {
        const { record, info } = entry as unknown as Parsed;
        cells += record.length;
        if (cells > limits.texts) {
          throw new TableError(
            source,
            `there are more than ${spelled(limits.texts)} values, rows x columns, expected fewer; ${smallerTable}`,
            info.lines,
          );
        }
        const within = record.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
        records.push({ fields: record, line: info.lines - within });
        return null;
      },
    });
    return records;
  } catch (error) {
    if (error instanceof TableError) throw error;
    const { code, lines } = error as CsvError & { readonly lines?: number };
    const problem = csvProblems[code] ?? (error as Error).message;
    throw new TableError(source, problem, lines, { cause: error });
  }
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const csvProblems: { readonly [code: string]: string | undefined } = {
  CSV_QUOTE_NOT_CLOSED:
    'a quote is not closed before the end of the file; close it, or double it ("") if it is text',
  INVALID_OPENING_QUOTE:
    'found a quote within an unquoted field; put the whole field into quotes and double those within ("")',
  CSV_INVALID_CLOSING_QUOTE:
    'found text after the closing quote, expected the delimiter; double quotes within a field (""), or name the ' +
    'delimiter (--delimiter)',
  CSV_MAX_RECORD_SIZE:
    `a row has more than the ${spelled(limits.lineLength)} characters that are read; is a quote not closed, or are its ` +
    'lines ended by something else than a line feed?',
};

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
