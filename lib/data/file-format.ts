/** What a file is that holds no plain text, and what to do with it. */
interface ForeignFormat {
  readonly starts: readonly number[];
  readonly is: string;
  readonly cure: string;
}

const bytesOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const asCsv = 'open it in a spreadsheet program and save it as "CSV UTF-8"';
const unpack = (command: string) => `unpack it first (${command})`;

/** By the first bytes, as `file` tells them. */
const formats: readonly ForeignFormat[] = [
  { starts: bytesOf('BZh'), is: 'a bzip2 file', cure: unpack('bunzip2') },
  { starts: [0xfd, ...bytesOf('7zXZ')], is: 'an xz file', cure: unpack('unxz') },
  { starts: [0x28, 0xb5, 0x2f, 0xfd], is: 'a Zstandard file', cure: unpack('unzstd') },
  { starts: [...bytesOf('7z'), 0xbc, 0xaf], is: 'a 7-Zip archive', cure: unpack('7z x') },
  { starts: bytesOf('Rar!'), is: 'a RAR archive', cure: unpack('unrar') },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], is: 'an Excel 97 workbook (xls)', cure: asCsv },
  { starts: bytesOf('%PDF'), is: 'a PDF document', cure: 'copy its table into a CSV file' },
  { starts: bytesOf('PAR1'), is: 'a Parquet file', cure: 'write it as CSV (in pandas: to_csv)' },
  { starts: bytesOf('ARROW1'), is: 'an Arrow file', cure: 'write it as CSV (in pandas: to_csv)' },
  { starts: [0x93, ...bytesOf('NUMPY')], is: 'a NumPy array', cure: 'write it as CSV (numpy.savetxt)' },
  { starts: [0x89, ...bytesOf('HDF')], is: 'an HDF5 file', cure: 'write its table as CSV' },
  { starts: bytesOf('SQLite format 3'), is: 'an SQLite data base', cure: 'export the table as CSV' },
  { starts: bytesOf('RDX'), is: 'an R data file', cure: 'write it as CSV (in R: write.csv)' },
  { starts: bytesOf('{\\rtf'), is: 'a rich text document', cure: 'save it as plain text' },
  { starts: [0x80, 0x04, 0x95], is: 'a Python pickle', cure: 'write it as CSV (in pandas: to_csv)' },
];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

/** Whether a file is compressed by gzip. */
export const isGzip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x1f, 0x8b]);

/** What is wrong with a file that holds no table of text, and the cure; undefined if nothing is. */
export function foreignFormat(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0x50, 0x4b, 3, 4])) return zipFormat(bytes);
  const found = formats.find(({ starts }) => startsWith(bytes, starts));
  if (found) return `this is ${found.is}, expected CSV or ARFF text; ${found.cure}`;
  return undefined;
}

/** What is wrong with a text that is no table, and the cure; undefined if nothing is. */
export function foreignText(text: string): string | undefined {
  const head = text
    .slice(0, 1000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^(<!doctype html|<html|<head)/i.test(head)) {
    return 'this is a web page (HTML), expected CSV or ARFF text; was an error page or a preview saved? Download the file itself';
  }
  if (/^[{[]\s*["{[]/.test(head)) return 'this is JSON, expected CSV or ARFF text; write it as CSV';
  return undefined;
}

/** Spreadsheets are zip archives, too. The names of the files in an archive stand in it as they are. */
function zipFormat(bytes: Uint8Array): string {
  const archive = Buffer.from(bytes);
  if (archive.includes('xl/workbook') || archive.includes('opendocument.spreadsheet')) {
    return `this is a spreadsheet (${archive.includes('xl/workbook') ? 'xlsx' : 'ods'}), expected CSV or ARFF text; ${asCsv}`;
  }
  return 'this is a zip archive, expected CSV or ARFF text; unpack it first (unzip) and give the file in it';
}
