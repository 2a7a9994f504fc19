/** Numbers as programs write them. */
export const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Numbers with a decimal comma; those without a decimal part are plain, too. */
export const commaNumber = /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i;

/** Marks of a missing value in any column. */
const missingTexts = new Set(['', '?', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL']);

/** Marks of a missing value among numbers, in any case: elsewhere they may be texts like others. */
const missingNumbers = new Set([
  ...['na', 'n/a', 'n.a.', '#na', '#n/a', '<na>', 'nan', '-nan', '#nan', 'null', 'nil', 'none'],
  ...['missing', 'unknown', '-', '--', '.', '..', '?', '*'],
]);

/** Whether a field holds no value, whatever the column. */
export function isMissing(text: string): boolean {
  return missingTexts.has(text);
}

/** Whether a field among numbers marks a missing value. */
export function marksMissingNumber(text: string): boolean {
  return missingNumbers.has(text.toLowerCase());
}

/** A way in which numbers or times are written that is not read as such. */
export interface NumberForm {
  /** What the texts are. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly cure: string;
}

const digits = String.raw`\d[\d.,' \u00A0\u202F\u2019]*`;
const sign = '[+\\-\u2212]?';
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

/** From the special to the general: the first that matches names a text. */
export const numberForms: readonly NumberForm[] = [
  {
    name: 'percentages',
    pattern: new RegExp(`^${sign}${digits}\\s*[%\u2030]$`),
    cure: 'remove the percent signs',
  },
  {
    name: 'amounts of money',
    pattern: new RegExp(
      `^${sign}\\s*(?:(?:[$€£¥₹]|USD|EUR|GBP|CHF|JPY)\\s*${sign}${digits}|${digits}\\s*(?:[$€£¥₹]|USD|EUR|GBP|CHF|JPY))$`,
    ),
    cure: 'remove the signs of currency',
  },
  {
    name: 'numbers with the minus sign U+2212',
    pattern: /^\u2212\s*(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i,
    cure: 'replace it by a hyphen (-)',
  },
  {
    name: 'numbers with separators between thousands',
    pattern: /^[+-]?\d{1,3}(?:([ \u00A0\u202F'\u2019,])\d{3}(?:\1\d{3})*(?:[.,]\d+)?|(?:\.\d{3})+(?:,\d+)?)$/,
    cure: 'remove the separators, and write a decimal point',
  },
  { name: 'numbers with a decimal comma', pattern: commaNumber, cure: 'write a decimal point' },
  {
    name: 'dates',
    pattern: new RegExp(
      '^(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})|' +
        `\\d{1,2}[ -]${month}[ -]\\d{2,4}|${month} \\d{1,2},? \\d{4})(?:[T ,]+\\d{1,2}:\\d{2}.*)?$`,
      'i',
    ),
    cure: 'turn them into numbers, such as days since a first day',
  },
  {
    name: 'times of day',
    pattern: /^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]m)?$/i,
    cure: 'turn them into hours',
  },
  {
    name: 'hexadecimal numbers',
    pattern: /^[+-]?0x[0-9a-f]+$/i,
    cure: 'write them in decimals',
  },
  {
    name: 'numbers with exponents of Fortran',
    pattern: /^[+-]?(\d+\.\d*|\.\d+)d[+-]?\d+$/i,
    cure: 'write E in place of D',
  },
  {
    name: 'numbers in other digits than 0 to 9',
    pattern: /^[+-]?(?=.*[^ -~])\p{Nd}+(?:[.,\u066B]\p{Nd}+)?$/u,
    cure: 'write them in these',
  },
  {
    name: 'numbers with invisible characters',
    pattern: /^(?=.{2,60}$)(?=.*\p{Cf})[\s\p{Cf}\d.,+-]*\d[\s\p{Cf}\d.,e+-]*$/iu,
    cure: 'remove these',
  },
  { name: 'infinite values', pattern: /^[+-]?(?:inf|infinity)$/i, cure: 'correct them, or leave them empty' },
];

/** Numbers whose form is worth a name only in a column that is no list of categories. */
export const withUnit: NumberForm = {
  name: 'numbers with a unit',
  pattern: new RegExp(`^${sign}${digits}\\s*[a-zA-Zµ°"²³/]{1,6}$`),
  cure: 'remove the unit',
};
