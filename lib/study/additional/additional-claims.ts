import { printedValue } from '../../paper/table';
import { table08 } from '../../paper/table-08';
import { table09 } from '../../paper/table-09';
import type { Finding } from '../../report/ledger';
import { additionalDataset } from '../common/additional-datasets';
import {
  type ClaimPart,
  partsNote,
  type Side,
  sideAbove,
  sideWithin,
  verdictOfParts,
} from '../common/claim-parts';
import { protocols } from '../common/protocol';
import {
  type AccuracyCell,
  type AccuracyRecord,
  summariseAccuracy,
  summariseDifference,
} from '../common/summarise-accuracy';

type Part = ClaimPart & { readonly text: string };

/** Densities that the rows of Table 8 may have: it does not say which. */
const densities = { CV: 'Selected', GM: 'Gaussian' } as const;

/** By claim: what GenLabel is compared with, its methods' common beginning, and the reading that they stand for. */
const table08Mixings: { readonly [id: string]: readonly (readonly [string, string, string])[] } = {
  'a-table-8-mixup': [['mixup', 'genLabel', '']],
  'a-table-8-cutmix': [
    ['cutmix', 'cutmixGenLabel', ''],
    ['cutmixHalf', 'cutmixHalfGenLabel', ', half of the batches cut'],
  ],
};

/**
 * Findings on Table 8: that GenLabel improves mixup, and CutMix, on every set. A part is as claimed if the 95 % confidence
 * interval of the paired difference lies above 0; both protocols, GenLabel (CV) and (GM), and CutMix in all or half of the batches are readings of the paper.
 */
export function table08Findings(records: readonly AccuracyRecord[]): Finding[] {
  return Object.entries(table08Mixings).map(([id, mixings]) => {
    const parts = mixings.flatMap(([minus, prefix, way]) =>
      Object.entries(densities).flatMap(([name, suffix]) => {
        const cells = summariseDifference(records, `${prefix}${suffix}`, minus);
        return partsOf(cells, table08.columns, (cell) => sideAbove(cell.interval, 0), `${name}${way}`);
      }),
    );
    return finding(id, parts, table08.columns);
  });
}

/** Smallest printed gain on the sets that the Gaussians fit: less than that counts as no improvement. */
const smallestGain = Math.min(
  ...goodFit().map(
    (column) => printedValue(table09, genLabelRow(), column)! - printedValue(table09, 'Mixup', column)!,
  ),
);

/**
 * Findings on Table 9. Good fit: the printed test accuracies of GenLabel (GM) lie in the 95 % prediction intervals of one split. Poor fit: no
 * improvement, that is, the gain over mixup is not above 0, and below the smallest that is printed for a good fit.
 */
export function table09Findings(records: readonly AccuracyRecord[]): Finding[] {
  const accuracies = summariseAccuracy(records, 'genLabelGaussian');
  const gains = summariseDifference(records, 'genLabelGaussian', 'mixup');
  const good = partsOf(accuracies, goodFit(), (cell, column) =>
    sideWithin(cell.prediction, printedValue(table09, genLabelRow(), column)!, 0.005),
  );
  const poor = partsOf(gains, poorFit(), ({ interval }): Side => {
    if (!interval) return 'open';
    if (interval.low > 0) return 'against';
    return interval.high < smallestGain ? 'as claimed' : 'open';
  });
  const gainText = goodFit()
    .flatMap((column) => partsOf(gains, [column], () => 'open'))
    .map(({ reading, label, text }) => `${label}: ${text} (${reading})`)
    .join(', ');
  return [
    finding('a-table-9-good-fit', good, goodFit(), `Gain over mixup: ${gainText}`),
    finding(
      'a-table-9-poor-fit',
      poor,
      poorFit(),
      `No improvement: less than ${smallestGain.toFixed(2)} points, the smaller gain of a good fit`,
    ),
  ];
}

function genLabelRow(): string {
  return table09.rows[2];
}

function goodFit(): readonly string[] {
  return table09.columns.slice(0, 2);
}

function poorFit(): readonly string[] {
  return table09.columns.slice(2);
}

function partsOf(
  cells: readonly AccuracyCell[],
  columns: readonly string[],
  sideOf: (cell: AccuracyCell, column: string) => Side,
  density?: string,
): Part[] {
  return protocols.flatMap((protocol) =>
    columns.flatMap((column): Part[] => {
      const cell = cells.find(
        (other) => other.protocol === protocol && other.dataset === additionalDataset(column),
      );
      if (!cell) return [];
      const { trials } = cell;
      const reading = density ? `${protocol}, ${density}` : protocol;
      return [{ reading, label: column, side: sideOf(cell, column), trials, text: textOf(cell) }];
    }),
  );
}

function textOf({ mean, interval }: AccuracyCell): string {
  // Not -0.00.
  const text = (value: number) => Number(value.toFixed(2)).toFixed(2);
  return `${text(mean)}${interval ? ` [${text(interval.low)}, ${text(interval.high)}]` : ''}`;
}

function finding(id: string, parts: readonly Part[], columns: readonly string[], more = ''): Finding {
  const readings = [...new Set(parts.map(({ reading }) => reading))];
  const ours = readings
    .map((name) => {
      const own = parts.filter(({ reading }) => reading === name);
      return `${own.map(({ label, text }) => `${label} ${text}`).join(', ')} (${name})`;
    })
    .join('; ');
  const absent = columns.filter((column) => !parts.some(({ label }) => label === column));
  const words = [partsNote(parts), more, absent.length > 0 ? `no records of ${absent.join(', ')}` : ''];
  return {
    id,
    ours,
    verdict: absent.length > 0 ? 'not-attempted' : verdictOfParts(parts),
    note: words.filter(Boolean).join('. '),
  };
}
