/** How a CSV text is laid out: what stands before the header, and what separates fields. */
export interface CsvLayout {
  readonly delimiter: string;
  /** The text with lines before the header emptied, so that lines keep their numbers. */
  readonly text: string;
}

const delimiters = [',', ';', '\t', '|'] as const;

/** Records and characters that are looked at. */
const sampleRecords = 20;
const sampleLength = 4_000_000;

/**
 * Finds the layout of a text: a line `sep=;` (Excel) names the delimiter; lines that begin with `#` before the header are
 * comments, unless the last of them is the header (as numpy.savetxt writes it); the delimiter is that of comma, semicolon,
 * tab and bar that divides most records as the first one, then the most frequent; white space, if there is none of these
 * and it divides all records alike.
 *
 * @param given delimiter that the user names
 */
export function csvLayout(text: string, given: string | undefined): CsvLayout {
  const separator = /^sep=(.)[^\S\n]*\n/.exec(text);
  const plain = separator ? text.slice(separator[0].length - 1) : text;
  const comments = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(plain)?.[0] ?? '';
  const body = plain.slice(comments.length);
  const delimiter = given ?? separator?.[1] ?? foundDelimiter(body);
  const kept = headerOf(comments, body, delimiter);
  const emptied = comments.slice(0, comments.length - kept.length).replace(/[^\n]/g, '');
  const read = `${emptied}${kept.replace(/^\s*# */, '')}${body}`;
  return { delimiter, text: delimiter === ' ' ? withSingleSpaces(read) : read };
}

/** The last comment line, if it has a name for each field of the body, which begins with a row. */
function headerOf(comments: string, body: string, delimiter: string): string {
  const last = /[^\S\n]*#[^\n]*\n$/.exec(comments)?.[0];
  if (!last) return '';
  const [first] = recordsOf(body, 1);
  if (first === undefined || !first.split(delimiter).some((field) => isNumber(field))) return '';
  const separators = (record: string) => countOf(record.trim().replace(/^# */, ''), delimiter);
  return separators(first) > 0 && separators(last) === separators(first) ? last : '';
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function foundDelimiter(text: string): string {
  const records = recordsOf(text, sampleRecords);
  const scores = delimiters.map((delimiter) => {
    const counts = records.map((record) => countOf(record, delimiter));
    const alike = counts[0] > 0 ? counts.filter((count) => count === counts[0]).length : 0;
    return { delimiter, alike, count: counts[0] ?? 0 };
  });
  const best = scores.reduce((a, b) =>
    b.alike > a.alike || (b.alike === a.alike && b.count > a.count) ? b : a,
  );
  return best.count === 0 && dividedBySpaces(records) ? ' ' : best.delimiter;
}

function dividedBySpaces(records: readonly string[]): boolean {
  const counts = records.map((record) => countOf(withSingleSpaces(record), ' '));
  return counts.length > 1 && counts[0] > 0 && counts.every((count) => count === counts[0]);
}

/** Runs of spaces and tabs as one space, but in quotes. */
function withSingleSpaces(text: string): string {
  return text.replace(/"[^"]*"|^[ \t]+|[ \t]+$|[ \t]+/gm, (run, at: number) => {
    if (run.startsWith('"')) return run;
    const atEnd = at + run.length === text.length || text[at + run.length] === '\n';
    return atEnd || at === 0 || text[at - 1] === '\n' ? '' : ' ';
  });
}

/** The first records that are not empty, quotes minded, without the quoted parts. */
function recordsOf(text: string, most: number): string[] {
  const sample = text.slice(0, sampleLength);
  const cut = sample.length < text.length ? sample.lastIndexOf('\n') : sample.length;
  const unquoted = sample.slice(0, cut > 0 ? cut : undefined).replace(/"[^"]*"/g, '""');
  const records: string[] = [];
  for (let start = 0; start < unquoted.length && records.length < most; ) {
    const next = unquoted.indexOf('\n', start);
    const end = next < 0 ? unquoted.length : next;
    const record = unquoted.slice(start, end);
    if (record.trim() !== '') records.push(record);
    start = end + 1;
  }
  return records;
}

function countOf(text: string, delimiter: string): number {
  return text.split(delimiter).length - 1;
}
