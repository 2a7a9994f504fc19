import { parseCsv } from '../../data/csv';
import { readCsvRecords } from '../../data/csv-records';

/** A point of the reader with its class, from 0. */
export type OwnPoint = readonly [x: number, y: number, label: number];

/** Most points that are kept: more would not fit into an address. */
export const mostPoints = 600;

/** Most classes: as many as there are colours. */
export const mostClasses = 9;

/** Farthest coordinate from 0: beyond it a point is none, as the plane would show nothing but it. */
const farthest = 1000;

/** Points as a text for the address: `1.25,-0.5,0;…`, to three decimals. */
export function encodePoints(points: readonly OwnPoint[]): string {
  return points.map(([x, y, label]) => `${rounded(x)},${rounded(y)},${label}`).join(';');
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Points of such a text; what is none is left out. */
export function decodePoints(text: string): OwnPoint[] {
  return text
    .split(';')
    .map((entry) => entry.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))))
    .filter(
      (parts) =>
        parts.length === 3 &&
        parts.every((part) => Math.abs(part) <= farthest) &&
        Number.isInteger(parts[2]) &&
        parts[2] >= 0 &&
        parts[2] < mostClasses,
    )
    .slice(0, mostPoints)
    .map(([x, y, label]) => [x, y, label]);
}

/** What was read from a table. */
export interface CsvPoints {
  readonly points: readonly OwnPoint[];
  /** What the reader should know: columns, rows left out. */
  readonly note: string;
}

/**
 * Points of a CSV table with a header: the class is in its last column, the coordinates in the first two columns that hold numbers, standardised
 * unless both are of the plane's size.
 *
 * @throws TableError if it is no classification table
 * @throws RangeError if it has fewer than two columns of numbers, or more classes than there are colours
 */
export function csvPoints(text: string, source: string): CsvPoints {
  const { columns } = readCsvRecords(text, source);
  const table = parseCsv(text, { target: columns[columns.length - 1], source });
  const numeric = table.columns.flatMap(({ kind }, j) => (kind === 'numeric' ? [j] : []));
  if (numeric.length < 2) {
    throw new RangeError(
      `${source} has ${numeric.length} columns of numbers besides its last, expected two: x and y`,
    );
  }
  if (table.classNames.length > mostClasses) {
    throw new RangeError(`${source} has ${table.classNames.length} classes, expected at most ${mostClasses}`);
  }
  const [a, b] = numeric;
  const { data, rows, cols } = table.X;
  const all = Array.from(
    { length: rows },
    (_, i): OwnPoint => [data[i * cols + a], data[i * cols + b], table.y[i]],
  );
  const complete = all.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const kept = complete.slice(0, mostPoints);
  const left = all.length - kept.length;
  const suits = [0, 1].every((k) => suitsPlane(kept.map((point) => point[k])));
  const points = suits ? kept : standardised(kept);
  const names = `${table.featureNames[a]} and ${table.featureNames[b]}${suits ? '' : ' (standardised)'}`;
  return {
    points,
    note: `${points.length} points of ${source}: ${names}, classes by ${table.target}${left > 0 ? `; ${left} rows left out` : ''}`,
  };
}

/** Whether nets of the playground learn from coordinates as they are, and three decimals keep them apart. */
function suitsPlane(values: readonly number[]): boolean {
  return values.every((value) => Math.abs(value) <= 20) && Math.max(...values) - Math.min(...values) >= 0.2;
}

/** Points with mean 0 and deviation 1 in both coordinates; one that does not vary is 0. `numeric/statistics` would bring distributions into the page. */
function standardised(points: readonly OwnPoint[]): OwnPoint[] {
  const scales = [0, 1].map((k) => {
    const values = points.map((point) => point[k]);
    const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      centre,
      deviation: Math.hypot(...values.map((value) => value - centre)) / Math.sqrt(values.length),
    };
  });
  const scaled = (value: number, k: 0 | 1) => (value - scales[k].centre) / (scales[k].deviation || 1);
  return points.map(([x, y, label]) => [scaled(x, 0), scaled(y, 1), label]);
}
