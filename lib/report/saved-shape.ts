import {
  byField,
  choice,
  fields,
  listOf,
  nullable,
  number,
  type Shape,
  ShapeError,
  text,
} from '../data/json-shape';
import { verdicts } from './rules';

const cellOfTable: Shape = (value, path) => {
  if (value !== null && typeof value !== 'string' && typeof value !== 'number') {
    throw new ShapeError(`${path} is ${typeof value}, expected a text, a number or null`);
  }
};

const measured = nullable(
  fields({
    ...{
      mean: number,
      low: nullable(number),
      high: nullable(number),
      reach: nullable(number),
      trials: number,
    },
    verdict: nullable(choice(verdicts)),
  }),
);

const comparisonCell = fields({ paper: nullable(number), reproduces: measured, generalises: measured });

const table: Shape = (value, path) => {
  fields({ columns: listOf(text), rows: listOf(listOf(cellOfTable)) }, { title: text, notes: listOf(text) })(
    value,
    path,
  );
  sameWidth('rows', value as { readonly columns: unknown[]; readonly rows: unknown[] }, path);
};

const comparison: Shape = (value, path) => {
  fields({
    ...{ title: text, place: text, unit: text, decimals: number, rowHeader: text, columnHeader: text },
    ...{ columns: listOf(text), notes: listOf(text) },
    rows: listOf(fields({ label: text, kind: text, cells: listOf(comparisonCell) })),
  })(value, path);
  const { columns, rows, decimals } = value as {
    readonly columns: unknown[];
    readonly rows: { readonly cells: unknown[] }[];
    readonly decimals: number;
  };
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 20) {
    throw new ShapeError(`${path}.decimals is ${decimals}, expected an integer from 0 to 20`);
  }
  rows.forEach(({ cells }, i) => {
    listOf(() => undefined, columns.length)(cells, `${path}.rows[${i}].cells`);
  });
};

function sameWidth(
  name: string,
  value: { readonly columns: unknown[]; readonly rows: unknown[] },
  path: string,
) {
  value.rows.forEach((row, i) => {
    listOf(() => undefined, value.columns.length)(row, `${path}.${name}[${i}]`);
  });
}

const content = byField('kind', { table, comparison });

/** What `saveTable` writes. */
export const tableShape: Shape = fields({ content: listOf(content) });

const object = fields({});

/** What `saveFigure` writes. */
export const figureShape: Shape = fields(
  { caption: text, alt: text, spec: fields({ data: listOf(object), layout: object }) },
  { numbers: listOf(content) },
);
