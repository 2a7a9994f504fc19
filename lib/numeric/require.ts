import type { Matrix } from './matrix';

/** @throws RangeError unless value is an integer from `least` to `most` */
export function requireInteger(
  name: string,
  value: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new RangeError(`${name} is ${shown(value)}, expected an integer ${range}`);
}

/** @throws RangeError unless all values, of which there may be none, are integers of at least `least` */
export function requireIntegers(name: string, values: readonly number[] | undefined, least: number): void {
  values?.forEach((value, i) => {
    requireInteger(`${name}[${i}]`, value, least);
  });
}

/** @throws RangeError unless value is a number from `low` to `high` */
export function requireBetween(name: string, value: number, low: number, high: number): void {
  if (typeof value === 'number' && value >= low && value <= high) return;
  throw new RangeError(`${name} is ${shown(value)}, expected a number from ${low} to ${high}`);
}

/** @throws RangeError unless value is finite, and above 0 */
export function requirePositive(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new RangeError(`${name} is ${shown(value)}, expected a finite number above 0`);
}

/** @throws RangeError unless value is one of the choices, naming them */
export function requireChoice(name: string, value: unknown, choices: readonly unknown[]): void {
  if (choices.includes(value)) return;
  const listed = choices.map((choice) => JSON.stringify(choice)).join(', ');
  throw new RangeError(`${name} is ${shown(value)}, expected one of ${listed}`);
}

/** @throws RangeError unless y holds one class a row, an integer from 0 to numClasses - 1 */
export function requireLabels(name: string, y: ArrayLike<number>, n: number, numClasses: number): void {
  if (y?.length !== n) {
    throw new RangeError(`${name} has ${shown(y?.length)} labels, expected ${n}, one a row`);
  }
  for (let i = 0; i < n; i++) {
    if (!Number.isInteger(y[i]) || y[i] < 0 || y[i] >= numClasses) {
      throw new RangeError(
        `${name}[${i}] is ${shown(y[i])}, expected an integer from 0 to ${numClasses - 1}`,
      );
    }
  }
}

/** What a matrix has to be. */
export interface MatrixShape {
  /** Number of columns, with what they are. */
  readonly cols?: number;
  readonly rows?: number;
  /** Whether NaN may stand for a missing value. */
  readonly missing?: boolean;
}

/**
 * Checks a matrix, its shape first.
 *
 * @throws RangeError unless m is a matrix of that shape that holds all its values, all of them finite (or NaN, where
 *   values may be missing)
 */
export function requireMatrix(name: string, m: Matrix, shape: MatrixShape = {}): void {
  requireShape(name, m, shape);
  const { data, cols } = m;
  // One sum, without a branch: it is 0 unless a value is infinite or NaN.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] * 0;
  if (sum === 0) return;
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i]) || (shape.missing && Number.isNaN(data[i]))) continue;
    throw new RangeError(
      `${name} holds ${data[i]} in row ${Math.floor(i / cols)}, column ${i % cols}, expected finite numbers`,
    );
  }
}

/** The shape alone, where values are checked elsewhere or cost too much to look at. @throws RangeError as `requireMatrix` */
export function requireShape(name: string, m: Matrix, { rows, cols }: MatrixShape = {}): void {
  const isMatrix = typeof m === 'object' && m !== null && ArrayBuffer.isView(m.data);
  if (!isMatrix || !(m.rows >= 0 && m.cols >= 0) || m.data.length !== m.rows * m.cols) {
    const what = isMatrix ? `${m.rows} x ${m.cols} with ${m.data.length} values` : shown(m);
    throw new RangeError(`${name} is ${what}, expected a matrix { data, rows, cols } of rows x cols values`);
  }
  if (cols !== undefined && m.cols !== cols) {
    throw new RangeError(`${name} has ${m.cols} columns, expected ${cols}`);
  }
  if (rows !== undefined && m.rows !== rows) {
    throw new RangeError(`${name} has ${m.rows} rows, expected ${rows}`);
  }
}

/** Rounding of a label that is a sum of many weights, in single precision too. */
const labelRounding = 1e-5;

/** @throws RangeError unless each row is a distribution: no entry below 0, sum 1 but for rounding */
export function requireDistributions(name: string, labels: Matrix): void {
  const { data, rows, cols } = labels;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    let least = 0;
    for (let c = 0; c < cols; c++) {
      const value = data[i * cols + c];
      sum += value;
      if (value < least) least = value;
    }
    if (Math.abs(sum - 1) <= labelRounding && least >= -labelRounding) continue;
    throw new RangeError(
      `row ${i} of ${name} is [${data.subarray(i * cols, (i + 1) * cols).slice(0, 8)}], expected a distribution: ` +
        'no entry below 0, sum 1',
    );
  }
}

/** @throws RangeError unless all values are finite, and as many as expected */
export function requireNumbers(name: string, values: ArrayLike<number>, length = values?.length): void {
  if (typeof values !== 'object' || values === null || !(values.length >= 0)) {
    throw new RangeError(`${name} is ${shown(values)}, expected an array of numbers`);
  }
  if (values.length !== length) {
    throw new RangeError(`${name} has ${values.length} values, expected ${length}`);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new RangeError(`${name}[${i}] is ${shown(values[i])}, expected a finite number`);
    }
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
