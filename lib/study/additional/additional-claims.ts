import { printedValue } from '../../paper/table';
import { table08 } from '../../paper/table-08';
import { table09 } from '../../paper/table-09';
import type { Finding } from '../../report/finding';
import { judgeCell } from '../../report/judge-cell';
import { judgeConjunction } from '../../report/judge-parts';
import { denied } from '../../report/judge-sign';
import { judgeTable } from '../../report/judge-table';
import { notAttempted } from '../../report/judgement';
import { additionalDataset } from '../common/additional-datasets';
import type { TabularMethod } from '../common/tabular-methods';
import { type ClaimedSign, judgeFamily } from '../tabular/claimed-signs';
import { tableSamples } from '../tabular/table-samples';
import { type Reading, type TabularRecords, tabularFindings } from '../tabular/tabular-claims';
import { accuracyTable08, accuracyTable09 } from './accuracy-tables';

const datasets08 = table08.columns.map(additionalDataset);

/** That GenLabel (CV) is more accurate than the mixing without it, on every set of Table 8. */
const improves = (method: TabularMethod, over: TabularMethod) =>
  datasets08.map((dataset): ClaimedSign => ({ dataset, method, over }));
const onMixup = improves('genLabelSelected', 'mixup');
const onCutmix = improves('cutmixGenLabelSelected', 'cutmix');
const family08 = [...onMixup, ...onCutmix];

/** Findings on Table 8: that GenLabel improves mixup, and CutMix, on every set (one family of signs), and all printed values. */
export function table08Findings(records: TabularRecords, ids?: readonly string[]): Finding[] {
  const conjunction = (signs: readonly ClaimedSign[]) => (reading: Reading) =>
    judgeConjunction(
      judgeFamily(reading, family08, signs).map((sign, i) => ({ ...sign, label: table08.columns[i] })),
    );
  const note = 'GenLabel (CV), whose accuracy on Iris Table 4 prints as this table does.';
  return tabularFindings(
    records,
    [
      { id: 'a-table-8-mixup', datasets: datasets08, judge: conjunction(onMixup), note },
      {
        id: 'a-table-8-cutmix',
        datasets: datasets08,
        judge: conjunction(onCutmix),
        note: `${note} Every batch is cut.`,
      },
      {
        id: 'a-table-8-values',
        datasets: datasets08,
        judge: ({ question, protocol }) =>
          judgeTable(table08, tableSamples(accuracyTable08, records, protocol).cell, question),
      },
    ],
    ids,
  );
}

const goodFit = table09.columns.slice(0, 2);
const poorFit = table09.columns.slice(2);
const genLabelRow = 'Mixup+GenLabel (GM)';
const family09 = poorFit.map(
  (column): ClaimedSign => ({
    dataset: additionalDataset(column),
    method: 'genLabelGaussian',
    over: 'mixup',
  }),
);

/**
 * Findings on Table 9. Good fit: the printed test accuracies of GenLabel (GM). Poor fit: that it does not improve mixup, the denial of the sign. And all printed values.
 */
export function table09Findings(records: TabularRecords, ids?: readonly string[]): Finding[] {
  return tabularFindings(
    records,
    [
      {
        id: 'a-table-9-good-fit',
        datasets: goodFit.map(additionalDataset),
        judge: ({ question, protocol }) => {
          const { cell } = tableSamples(accuracyTable09, records, protocol);
          return judgeConjunction(
            goodFit.map((column) => {
              const sample = cell(genLabelRow, column)[question];
              const printed = printedValue(table09, genLabelRow, column) as number;
              return sample?.kind === 'accuracy'
                ? {
                    label: column,
                    ...judgeCell({ question, printed, decimals: table09.decimals, ...sample }),
                  }
                : { label: column, ...notAttempted('cell') };
            }),
          );
        },
        note: 'High test accuracy read as the printed one.',
      },
      {
        id: 'a-table-9-poor-fit',
        datasets: poorFit.map(additionalDataset),
        judge: (reading) =>
          judgeConjunction(
            judgeFamily(reading, family09, family09).map((sign, i) => ({
              ...denied(sign),
              label: poorFit[i],
            })),
          ),
        note: 'No improvement: the denial of a sign; a difference within a point is none.',
      },
      {
        id: 'a-table-9-values',
        datasets: table09.columns.map(additionalDataset),
        judge: ({ question, protocol }) =>
          judgeTable(table09, tableSamples(accuracyTable09, records, protocol).cell, question),
        note: 'Train accuracies of the Gaussian classifier are taken as printed in whole percents.',
      },
    ],
    ids,
  );
}
