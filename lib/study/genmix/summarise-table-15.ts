import { table15 as printed } from '../../paper/table-15';
import type { CellSamples } from '../../report/cell-sample';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import type { Finding } from '../../report/finding';
import { judgeConjunction } from '../../report/judge-parts';
import { judgeSigns } from '../../report/judge-sign';
import type { GenMixSet } from './genmix-sets';
import type { Table15Method, Table15Result, Table15Trial } from './table-15';

/** A record of experiment `table-15`. */
export interface Table15Record {
  readonly configuration: Table15Trial;
  readonly result: Table15Result;
}

/** Rows of Table 15 and, below them, of ours. */
export const table15Rows: { readonly [row: string]: Table15Method } = {
  'Vanilla Training': 'vanilla',
  Mixup: 'mixup',
  'Manifold-mixup': 'manifold-mixup',
  'GenMix+GAN': 'gan',
  'GenMix+GM': 'gaussian',
  'GenMix+KDE': 'kernel',
  'GenMix+VAE': 'vae',
  'GenMix+flow': 'flow',
};

/** Columns of Table 15. */
export const table15Columns: { readonly [column: string]: GenMixSet } = {
  'Circle (2D)': 'circle-2d',
  'Circle (3D)': 'circle-3d',
  'MNIST 7/9 (ntrain = 500)': 'mnist-79',
};

const rows = Object.keys(table15Rows);
/** What GenMix+GAN is compared with, pair by pair. */
const baselines = ['Vanilla Training', 'Mixup', 'Manifold-mixup'];

/** The printed table and our rows below it: errors in percent, and GenMix less the three others on the same trials. */
export function compareTable15(records: readonly Table15Record[]): Comparison {
  const own = rows.slice(printed.rows.length);
  const extended = {
    ...printed,
    rows: [...printed.rows, ...own],
    values: [...printed.values, ...own.map(() => printed.columns.map(() => null))],
  };
  const pairs = [
    ...baselines.map((minus) => ['GenMix+GAN', minus] as const),
    ...own.map((row) => [row, 'Mixup'] as const),
  ];
  return compareWithPaper(extended, {
    withoutSplits: true,
    samples: (row, column) => drawn(records, column, errorsOf(records, column, row)),
    differences: pairs.map(([row, minus]) => ({
      row,
      minus,
      samples: (column) => drawn(records, column, differencesOf(records, column, row, minus)),
    })),
    notes: [
      'Ours: mean over trials, each with new points, all schemes trained alike from the same parameters. How many trials the print has is not stated.',
    ],
  });
}

const at = (records: readonly Table15Record[], column: string) =>
  records.filter(({ configuration }) => configuration.dataset === table15Columns[column]);

/** In percent; trials in which the model was refused are left out. */
function errorsOf(records: readonly Table15Record[], column: string, row: string): number[] {
  return at(records, column).flatMap(({ result }) => {
    const error = result.error[table15Rows[row]];
    return error === null ? [] : [100 * error];
  });
}

function differencesOf(
  records: readonly Table15Record[],
  column: string,
  row: string,
  minus: string,
): number[] {
  return at(records, column).flatMap(({ result }) => {
    const [a, b] = [result.error[table15Rows[row]], result.error[table15Rows[minus]]];
    return a === null || b === null ? [] : [100 * (a - b)];
  });
}

/** Trials draw the points: the one question is whether the values reproduce. */
function drawn(records: readonly Table15Record[], column: string, values: readonly number[]): CellSamples {
  const [first] = at(records, column);
  return values.length > 0
    ? { reproduces: { kind: 'accuracy', values, testSize: first.result.testSize } }
    : {};
}

/** The claim of Table 15: GenMix+GAN has the lowest error on all three sets. Every set and baseline is a sign, all of one family. */
export function table15Finding(records: readonly Table15Record[]): Finding {
  const parts = judgeSigns(
    Object.keys(table15Columns).flatMap((column) =>
      baselines.map((minus) => ({
        label: `${column} less ${minus}`,
        sign: -1 as const,
        values: differencesOf(records, column, 'GenMix+GAN', minus),
      })),
    ),
  );
  return {
    id: 'f-table-15-generalization',
    question: 'reproduces',
    ...judgeConjunction(parts),
    records: [{ experiment: 'table-15', filter: {}, count: records.length }],
    note: 'GenMix+GAN less each baseline on the same trials. Architecture, steps and sizes are ours: the paper states none',
  };
}
