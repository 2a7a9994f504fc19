import { inspect, types } from 'node:util';
import type { Bundle } from './messages';
import { tableBundle } from './represent-table';

/** Method by which a value says how it is shown; the convention of Deno's kernel, which libraries implement. */
export const displaySymbol = Symbol.for('Jupyter.display');

type Data = Record<string, unknown>;

/** One kind of value that is shown in another way than as text; undefined if the value is not of this kind. */
type Kind = (value: object) => Data | undefined;

/** A value as Jupyter shows it: every representation that it has, and text. */
export async function represent(value: unknown): Promise<Bundle> {
  const object =
    (typeof value === 'object' && value !== null) || typeof value === 'function' ? value : undefined;
  if (object === undefined) return { data: { 'text/plain': inspect(value) }, metadata: {} };
  const own = await ownDisplay(object);
  if (own) return { data: { ...own }, metadata: {} };
  for (const kind of kinds) {
    const data = kind(object);
    if (data) return { data: { ...data, 'text/plain': data['text/plain'] ?? inspect(value) }, metadata: {} };
  }
  return { data: { 'text/plain': inspect(value) }, metadata: {} };
}

async function ownDisplay(value: object): Promise<Data | undefined> {
  const method = (value as Record<symbol, unknown>)[displaySymbol];
  if (typeof method !== 'function') return undefined;
  const shown: unknown = await method.call(value);
  return typeof shown === 'object' && shown !== null ? (shown as Data) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Without the marks of Node's asynchronous hooks, by which the kernel knows whose cell it is. */
const promise: Kind = (value) => {
  if (!types.isPromise(value)) return undefined;
  for (const mark of Object.getOwnPropertySymbols(value)) {
    Reflect.defineProperty(value, mark, { enumerable: false });
  }
  return { 'text/plain': inspect(value) };
};

const dataFrame: Kind = (value) => {
  const { columns, index, values, shape } = value as Partial<Record<string, unknown[]>>;
  if (
    !/^(DataFrame|Series)$/.test(value.constructor?.name ?? '') ||
    !Array.isArray(columns) ||
    !Array.isArray(values)
  ) {
    return undefined;
  }
  const rows = shape?.[0] === undefined ? values.length : Number(shape[0]);
  return tableBundle({
    title: `${rows} rows × ${columns.length} columns`,
    columns: columns.map(String),
    index: (index ?? []).map(String),
    rows,
    cell: (row, column) => (Array.isArray(values[row]) ? (values[row] as unknown[])[column] : values[row]),
  });
};

const matrix: Kind = (value) => {
  const { data, rows, cols } = value as { data?: unknown; rows?: unknown; cols?: unknown };
  if (typeof rows !== 'number' || typeof cols !== 'number' || !ArrayBuffer.isView(data)) return undefined;
  const entries = data as unknown as ArrayLike<number>;
  if (entries.length !== rows * cols) return undefined;
  return tableBundle({
    title: `Matrix ${rows} × ${cols}`,
    columns: Array.from({ length: cols }, (_, i) => String(i)),
    index: [],
    rows,
    cell: (row, column) => entries[row * cols + column],
  });
};

const plotly: Kind = (value) => {
  const { data, layout, frames, config } = value as Record<string, unknown>;
  const isFigure =
    Array.isArray(data) && data.every(isObject) && isObject(layout) && !ArrayBuffer.isView(data);
  if (!isFigure) return undefined;
  const spec = { data, layout, ...(frames ? { frames } : {}), ...(config ? { config } : {}) };
  return {
    'application/vnd.plotly.v1+json': JSON.parse(JSON.stringify(spec, plainArrays)),
    'text/plain': `Plotly figure, ${data.length === 1 ? '1 trace' : `${data.length} traces`}`,
  };
};

/** Typed arrays would become objects. */
const plainArrays = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<number>)
    : value;

const domNode: Kind = (value) => {
  const { outerHTML, nodeType, localName } = value as Record<string, unknown>;
  if (typeof outerHTML !== 'string' || nodeType !== 1) return undefined;
  if (localName !== 'svg') return { 'text/html': outerHTML, 'text/plain': outerHTML.slice(0, 200) };
  const name = 'xmlns="http://www.w3.org/2000/svg"';
  const svg = outerHTML.includes(name) ? outerHTML : outerHTML.replace('<svg', `<svg ${name}`);
  return { 'image/svg+xml': svg, 'text/plain': 'SVG' };
};

const image: Kind = (value) => {
  if (!(value instanceof Uint8Array) || value.length < 8) return undefined;
  const start = Buffer.from(value.subarray(0, 4)).toString('hex');
  const type = start === '89504e47' ? 'image/png' : start.startsWith('ffd8ff') ? 'image/jpeg' : undefined;
  if (!type) return undefined;
  return { [type]: Buffer.from(value).toString('base64'), 'text/plain': `${type}, ${value.length} bytes` };
};

/** Every kind is asked about any object: getters may throw, and proxies may say yes to everything. */
const guarded =
  (kind: Kind): Kind =>
  (value) => {
    try {
      return kind(value);
    } catch {
      return undefined;
    }
  };

const kinds: readonly Kind[] = [promise, dataFrame, matrix, plotly, domNode, image].map(guarded);
