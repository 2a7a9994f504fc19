/** Weka's default format of date attributes. */
export const isoDateFormat = "yyyy-MM-dd'T'HH:mm:ss";

type Field = 'y' | 'M' | 'd' | 'H' | 'm' | 's' | 'S';

/**
 * Reader of dates in a format of Java's SimpleDateFormat, as ARFF has them, restricted to the numeric fields
 * y M d H m s S. It returns milliseconds since 1970-01-01 UTC (ARFF names no time zone), or NaN for a text that is no
 * such date. Two-digit years: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068.
 *
 * @throws RangeError naming the first letter that is not supported
 */
export function dateReader(format: string): (text: string) => number {
  const fields: { field: Field; width: number }[] = [];
  const source = format.replace(
    /'((?:[^']|'')*)'|([A-Za-z])\2*|[\s\S]/g,
    (part, literal: string | undefined, letter: string | undefined, start: number) => {
      if (literal !== undefined) return literalSource(literal === '' ? "'" : literal.replaceAll("''", "'"));
      if (letter === undefined) return literalSource(part);
      if (!'yMdHmsS'.includes(letter) || (letter === 'M' && part.length > 2)) {
        throw new RangeError(
          `date format ${JSON.stringify(format)} has ${part}: only y M d H m s S and numeric months are read`,
        );
      }
      fields.push({ field: letter as Field, width: part.length });
      return digits(letter as Field, part.length, /[A-Za-z]/.test(format[start + part.length] ?? ''));
    },
  );
  const expression = new RegExp(`^${source}$`);
  return (text) => {
    const match = expression.exec(text.trim());
    return match ? milliseconds(fields, match.slice(1).map(Number)) : Number.NaN;
  };
}

/** A field directly before another one has its width; else leading zeros may be left out. */
function digits(field: Field, width: number, adjacent: boolean): string {
  if (field === 'y') return width === 2 ? '(\\d{2})' : '(\\d{4})';
  return adjacent ? `(\\d{${width}})` : `(\\d{1,${field === 'S' ? 3 : 2}})`;
}

function milliseconds(
  fields: readonly { field: Field; width: number }[],
  numbers: readonly number[],
): number {
  const date = { y: 1970, M: 1, d: 1, H: 0, m: 0, s: 0, S: 0 };
  fields.forEach(({ field, width }, i) => {
    const twoDigitYear = field === 'y' && width === 2;
    date[field] = twoDigitYear ? numbers[i] + (numbers[i] < 69 ? 2000 : 1900) : numbers[i];
  });
  const { y, M, d, H, m, s, S } = date;
  const time = new Date(0);
  time.setUTCFullYear(y, M - 1, d);
  // A day that does not exist (31 February) would roll over to one that does.
  const exists = time.getUTCFullYear() === y && time.getUTCMonth() === M - 1 && time.getUTCDate() === d;
  return exists && H < 24 && m < 60 && s < 60 && S < 1000 ? time.setUTCHours(H, m, s, S) : Number.NaN;
}

function literalSource(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
