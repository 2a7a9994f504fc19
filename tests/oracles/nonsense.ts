/** Calls that are answered with finite numbers, by the names of the functions. */
export type CallsByName = Readonly<
  Record<string, readonly [call: (...args: never[]) => unknown, ...args: unknown[]]>
>;

const bad = { rows: 2, cols: 2 };

/** What is no argument of most functions, or one that leads to no number. */
export const nonsense: readonly (readonly [name: string, value: unknown])[] = [
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['neg', -1],
  ['huge', 1e300],
  ['frac', 0.37],
  ['str', 'ab'],
  ['emptyArr', []],
  ['emptyObj', {}],
  ['emptyM', { rows: 0, cols: 2, data: new Float64Array(0) }],
  ['nanM', { ...bad, data: Float64Array.of(1, Number.NaN, 0, 1) }],
  ['infM', { ...bad, data: Float64Array.of(1, Number.POSITIVE_INFINITY, 0, 1) }],
  ['hugeM', { ...bad, data: Float64Array.of(1, 1e300, 0, 1) }],
  ['badM', { ...bad, data: Float64Array.of(1, 0, 1) }],
  ['nanArr', [1, Number.NaN]],
  ['short', [0]],
  ['badY', Int32Array.of(7, -7)],
  ['f32', Float32Array.of(0.5, Number.NaN)],
];

/** Whether a value has the shape of a matrix. */
export const isMatrix = (value: object): boolean => 'rows' in value && 'cols' in value && 'data' in value;

/** Whether a number anywhere in a value is not finite. */
export const notFinite = (value: unknown): boolean => anyNumber(value, (number) => !Number.isFinite(number));

/** Whether a number anywhere in a value is NaN. */
export const notANumber = (value: unknown): boolean => anyNumber(value, Number.isNaN);

function anyNumber(value: unknown, is: (number: number) => boolean): boolean {
  if (typeof value === 'number') return is(value);
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)].some(is);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => anyNumber(part, is));
}
