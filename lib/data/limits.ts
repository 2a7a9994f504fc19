/** What is read at once. Beyond, a process would end without a word: texts of V8 end at 512 MB, its heap at 2 to 4 GB. */
export const limits = {
  /** Bytes of a file, after unpacking. */
  bytes: 400_000_000,
  /** Characters of one line or row. */
  lineLength: 16_000_000,
  /** Rows x columns of a table of texts. */
  texts: 25_000_000,
  /** Rows x columns of a table of numbers, 8 bytes each. */
  numbers: 100_000_000,
} as const;

/** What to do about a table beyond the limits. */
export const smallerTable = 'take a sample of its rows (for example by head), or fewer columns';

/** A number for a message, with commas between thousands. */
export function spelled(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
