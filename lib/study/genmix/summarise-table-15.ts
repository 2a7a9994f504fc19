import { mean, meanInterval } from '../../numeric/statistics';
import { table15 as printed } from '../../paper/table-15';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import type { Finding } from '../../report/ledger';
import { type Table, table } from '../../report/table';
import { trialsResult } from '../common/cell-result';
import { type ClaimPart, partsNote, verdictOfParts } from '../common/claim-parts';
import { type GenMixSet, genMixSets } from './genmix-sets';
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
    measured: (row, column) => trialsResult(errorsOf(records, column, row)),
    differences: pairs.map(([row, minus]) => ({
      row,
      minus,
      measured: (column) => trialsResult(differencesOf(records, column, row, minus)),
    })),
    notes: [
      'Ours: mean over trials, each with new points, all schemes trained alike from the same parameters. Verdicts take the print for one trial, as its number of trials is not stated.',
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

/** The claim of Table 15: GenMix+GAN has the lowest error on all three sets. Each set and baseline is a part; one verdict over all. */
export function table15Finding(records: readonly Table15Record[]): Finding {
  const columns = Object.keys(table15Columns);
  const parts = columns.flatMap((column) =>
    baselines.flatMap((minus): (ClaimPart & { readonly text: string })[] => {
      const values = differencesOf(records, column, 'GenMix+GAN', minus);
      if (values.length < 2) return [];
      const { mean: centre, low, high } = meanInterval(values);
      const side = high < 0 ? 'as claimed' : low > 0 ? 'against' : 'open';
      const text = `${column} less ${minus} ${signed(centre)} [${signed(low)}, ${signed(high)}]`;
      return [
        { reading: 'paired trials', label: `${column} against ${minus}`, side, trials: values.length, text },
      ];
    }),
  );
  const complete = columns.every((column) => errorsOf(records, column, 'GenMix+GAN').length >= 2);
  return {
    id: 'f-table-15-generalization',
    ours: parts.length > 0 ? `${parts.map(({ text }) => text).join('; ')} points` : 'no records',
    verdict: complete ? verdictOfParts(parts) : 'not-attempted',
    note: `GenMix+GAN less each baseline on the same trials, 95 %; ${partsNote(parts)}. Architecture, steps and sizes are ours: the paper states none`,
  };
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

/** Coverage and spill of the GANs of every set and class, and what became of the searches. */
export function coverageTable(records: readonly Table15Record[]): Table {
  const lines = genMixSets.flatMap((dataset) => {
    const own = records.filter(({ configuration }) => configuration.dataset === dataset);
    const fits = own.flatMap(({ result }) => (result.coverage ? [result.coverage] : []));
    if (own.length === 0) return [];
    return [0, 1].map((c) => {
      const of = (key: 'within' | 'coverage' | 'spill') => fits.map((fit) => fit[c][key]);
      const percent = (values: readonly number[]) =>
        values.length === 0
          ? '–'
          : `${(100 * mean(values)).toFixed(1)} (${(100 * Math.min(...values)).toFixed(1)} to ${(100 * Math.max(...values)).toFixed(1)})`;
      return [
        Object.keys(table15Columns).find((column) => table15Columns[column] === dataset) ?? dataset,
        c,
        own.length,
        own.length - fits.length,
        fits.length === 0 ? '–' : mean(of('within')).toFixed(3),
        percent(of('coverage')),
        percent(of('spill')),
      ];
    });
  });
  const columns = [
    'data set',
    'class',
    'trials',
    'refused',
    'distance that counts as met',
    'coverage, % (lowest to highest)',
    'spill, %',
  ];
  return table(columns, lines, {
    title:
      'The GANs of Table 15: how much of a class its manifold meets, and how much of it lies off the class',
    notes: [
      'Coverage: share of training points within that distance of the manifold; spill: share of generated points farther than it from all training points.',
    ],
  });
}
