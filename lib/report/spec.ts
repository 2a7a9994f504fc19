import type { Comparison } from './comparison';
import type { Table } from './table';

/** A Plotly figure as plain data: what `Plotly.newPlot(div, data, layout)` takes. */
export interface FigureSpec {
  readonly data: readonly object[];
  readonly layout: object;
}

/** A figure of the paper or of our own, ready to be shown and saved. */
export interface Figure {
  /** Number in the paper; a name in kebab case for a figure that the paper does not have. */
  readonly number: number | string;
  readonly spec: FigureSpec;
  /** Plain text. */
  readonly caption: string;
  /** What a reader who cannot see the figure needs to know. Plain text. */
  readonly alt: string;
  /** The paper's numbers beside ours, shown below the saved figure. */
  readonly numbers?: readonly (Table | Comparison)[];
}

const digits = 7;

/**
 * The same spec as plain JSON values: typed arrays become arrays, numbers keep 7 significant digits (a thousandth of
 * a pixel at any size of ours), what is not finite becomes null (Plotly leaves a gap there). Figures are saved and
 * hashed in this form, so that the last bits of a computation change neither.
 */
export function plainSpec(spec: FigureSpec): FigureSpec {
  return plain(spec) as FigureSpec;
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toPrecision(digits)) : null;
  if (Array.isArray(value)) return value.map(plain);
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, plain);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]));
}

/**
 * Part of a file name: `02` for figure 2, a name in kebab case as it is.
 *
 * @throws RangeError if it is neither a positive integer nor a name in kebab case
 */
export function fileNumber(number: number | string): string {
  if (typeof number === 'number' && Number.isInteger(number) && number > 0)
    return String(number).padStart(2, '0');
  if (typeof number === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(number)) return number;
  throw new RangeError(
    `number is '${number}', expected a positive integer or a name in kebab case such as 'critical-difference'`,
  );
}
