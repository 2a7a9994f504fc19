import { type PaperTable, printedValue } from '../../paper/table';
import { table01 } from '../../paper/table-01';
import type { CellSamples } from '../../report/cell-sample';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { protocols } from '../common/protocol';
import {
  type AccuracyRecord,
  accuracyRuns,
  differenceRuns,
  summariseDifference,
} from '../common/summarise-accuracy';
import type { SyntheticGainPanel } from './synthetic-gains';
import type { SyntheticGenLabelResult } from './synthetic-genlabel';
import type { SyntheticName } from './synthetic-settings';
import type { SyntheticTrial } from './synthetic-training';

/** A record of experiment `synthetic-genlabel`. */
export interface SyntheticRecord {
  readonly configuration: SyntheticTrial;
  readonly result: SyntheticGenLabelResult;
}

/** Names of the sets as Table 10 prints them, in its order. */
export const syntheticLabels: { readonly [name in SyntheticName]: string } = {
  cube2d: '2D cube',
  cube3d: '3D cube',
  moon: 'Moon',
  circle: 'Circle',
  'four-circle': 'Four-circle',
};

/** Rows of the table, each with the key of its accuracies. */
const rows = {
  Vanilla: 'vanilla',
  Mixup: 'mixup',
  GenLabel: 'genlabel',
  'GenLabel, other densities': 'genlabelAlternative',
  'Densities alone': 'densities',
  'Other densities alone': 'otherDensities',
  'Densities, training points': 'densitiesTraining',
  'Other densities, training points': 'otherDensitiesTraining',
} as const;
type Row = keyof typeof rows;

/** Paired differences that are shown. */
const differences = [
  ['GenLabel', 'Mixup'],
  ['GenLabel', 'Vanilla'],
  ['GenLabel, other densities', 'GenLabel'],
] as const satisfies readonly (readonly [Row, Row])[];

/** Accuracies of the generative classifiers beside those of the nets. */
export function withDensities(records: readonly SyntheticRecord[]): AccuracyRecord[] {
  return records.map(({ configuration, result }) => {
    const { training, test } = result.generative;
    const accuracy = {
      ...result.accuracy,
      densities: test.genlabel,
      otherDensities: test.genlabelAlternative,
      densitiesTraining: training.genlabel,
      otherDensitiesTraining: training.genlabelAlternative,
    };
    return { configuration, result: { ...result, accuracy } };
  });
}

/**
 * Accuracies on the synthetic sets of Appendix E.1, one comparison a protocol. Printed values are those of Table 1; the
 * paper prints no accuracy of GenLabel on these sets, and none at all on 2D cube and Circle.
 */
export function compareSynthetic(records: readonly SyntheticRecord[]): Comparison[] {
  const all = withDensities(records);
  const names = Object.keys(syntheticLabels) as SyntheticName[];
  const datasetOf = (column: string) => names.find((name) => syntheticLabels[name] === column) ?? column;
  return protocols.map((protocol) => {
    const at = (column: string) => ({ dataset: datasetOf(column), protocol });
    return compareWithPaper(printedAccuracies, {
      title: `${printedAccuracies.title} (protocol ${protocol})`,
      withoutSplits: true,
      samples: (row, column) => drawn(accuracyRuns(all, at(column), rows[row as Row])),
      differences: differences.map(([row, minus]) => ({
        row,
        minus,
        samples: (column) => drawn(differenceRuns(all, at(column), rows[row], rows[minus])),
      })),
      notes: [otherDensities[protocol]],
    });
  });
}

/** Seeds draw the data: the one question is whether the values reproduce. */
function drawn(runs: { readonly values: readonly number[]; readonly testSize: number }): CellSamples {
  return runs.values.length > 0 ? { reproduces: { kind: 'accuracy', ...runs } } : {};
}

const printedAccuracies: PaperTable = {
  number: 1,
  place: 'Appendix E.1; printed values of Table 1',
  title: 'Clean accuracy of dense nets on synthetic sets, settings of Table 10',
  unit: '%',
  decimals: 1,
  rowHeader: 'method',
  columnHeader: 'data set',
  rows: Object.keys(rows),
  columns: Object.values(syntheticLabels),
  values: Object.keys(rows).map((row) =>
    Object.values(syntheticLabels).map((column) =>
      table01.rows.includes(row) && table01.columns.includes(column)
        ? printedValue(table01, row, column)
        : null,
    ),
  ),
  notes: [
    'Vanilla, mixup and GenLabel of a trial have the same points, initial parameters and order of batches; mixup and ' +
      'GenLabel the same mixed points. Vanilla and mixup on Moon, Four-circle and 3D cube are the nets of Table 1.',
    'Densities alone: share of test points, or of training points, that are likeliest under the density of their own class.',
  ],
};

const kernelsElsewhere = "Elsewhere: kernel densities with the code's h; other densities: with Scott's rule.";
const otherDensities = {
  paper:
    'Cubes: Gaussians estimated from the training points; other densities: the true means and unit covariance. ' +
    kernelsElsewhere,
  released:
    'Cubes: Gaussians with the true means and unit covariance, as in the code; other densities: Gaussians estimated ' +
    `from the training points. ${kernelsElsewhere}`,
};

/** GenLabel less mixup and vanilla training on each set, as the figure of gains takes them. */
export function syntheticGainPanels(records: readonly SyntheticRecord[]): SyntheticGainPanel[] {
  const contrasts = (['mixup', 'vanilla'] as const).flatMap((minus) =>
    (['own', 'other'] as const).map((densities) => ({
      ...{ minus, densities },
      cells: summariseDifference(records, densities === 'own' ? 'genlabel' : 'genlabelAlternative', minus),
    })),
  );
  return Object.entries(syntheticLabels).map(([dataset, name]) => ({
    name,
    gains: contrasts.flatMap(({ minus, densities, cells }) =>
      cells.flatMap((cell) => {
        if (cell.dataset !== dataset) return [];
        const { protocol, mean, interval = { low: mean, high: mean } } = cell;
        return [{ protocol, minus, densities, gain: { mean, ...interval } }];
      }),
    ),
  }));
}
