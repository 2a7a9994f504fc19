import { printedValue } from '../../paper/table';
import { table01 } from '../../paper/table-01';
import { table02 } from '../../paper/table-02';
import type { Finding } from '../../report/finding';
import { judgeCount } from '../../report/judge-parts';
import { judgeSigns, type SignClaim, type SignJudgement } from '../../report/judge-sign';
import { judgeSize } from '../../report/judge-size';
import { judgeTable } from '../../report/judge-table';
import { type Judgement, notAttempted } from '../../report/judgement';
import { runInterval } from '../../report/run-interval';
import { type ClaimedSign, judgeFamily } from '../tabular/claimed-signs';
import { type TableRecords, tableSamples } from '../tabular/table-samples';
import { type Reading, type TabularClaim, tabularFindings } from '../tabular/tabular-claims';
import { accuracyTable01, accuracyTable02 } from './accuracy-tables';

const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const datasets01 = table01.columns.map(accuracyTable01.datasetOf);
const isDrawn = (column: string) => typeof accuracyTable01.datasetOf(column) === 'string';
const drawnOnly = ['reproduces'] as const;

/**
 * Findings on Table 1: that mixup is less accurate than vanilla training on each set (one family of signs), the gap on Four-circle, and all printed values. Synthetic
 * sets have no split: their seeds answer whether the table reproduces.
 */
export function table01Findings(records: TableRecords, ids?: readonly string[]): Finding[] {
  const synthetic = records.synthetic ?? [];
  const drawnRecords = (column: string) => {
    const dataset = accuracyTable01.datasetOf(column);
    const count = synthetic.filter(({ configuration }) => configuration.dataset === dataset).length;
    return [{ experiment: 'synthetic-genlabel', filter: { dataset }, count }];
  };
  const signs = table01.columns.map(
    (column): TabularClaim => ({
      id: `s3-table-1-${slug(column)}`,
      ...(isDrawn(column)
        ? { datasets: [], questions: drawnOnly, more: drawnRecords(column) }
        : { datasets: [Number(accuracyTable01.datasetOf(column))] }),
      judge: (reading) => {
        const family = signClaims(records, reading);
        return told(judgeSigns(family)[table01.columns.indexOf(column)]);
      },
    }),
  );
  return tabularFindings(
    records,
    [
      ...signs,
      {
        id: 's3-four-circle-gap',
        ...{ datasets: [], questions: drawnOnly, more: drawnRecords('Four-circle') },
        judge: (reading) => {
          const { values } = signClaims(records, reading)[table01.columns.indexOf('Four-circle')];
          return values.length === 0
            ? notAttempted('size')
            : judgeSize({ bound: 30, interval: runInterval({ values }) });
        },
      },
      {
        id: 's3-table-1-values',
        datasets: datasets01.filter((dataset) => typeof dataset === 'number'),
        more: table01.columns.filter(isDrawn).flatMap(drawnRecords),
        judge: ({ question, protocol }) =>
          judgeTable(table01, tableSamples(accuracyTable01, records, protocol).cell, question),
        note: 'Synthetic sets answer the first question alone.',
      },
    ],
    ids,
  );
}

/** The judgement with the difference that it is about. */
function told(sign: SignJudgement): Judgement {
  return sign.verdict === 'not-attempted' ? sign : { ...sign, ours: `${sign.label}: ${sign.ours}` };
}

/** Vanilla training less mixup in every column. */
function signClaims(records: TableRecords, { question, protocol }: Reading): SignClaim[] {
  const samples = tableSamples(accuracyTable01, records, protocol);
  return table01.columns.map((column) => {
    const sample = samples.difference('Vanilla', 'Mixup', column)[question];
    const runs = sample?.kind === 'accuracy' ? sample : { values: [] };
    return { ...runs, label: `vanilla above mixup on ${column}`, sign: 1 };
  });
}

const signs02 = table02.columns.map((column): ClaimedSign => {
  const [excluding, mixup] = ['Mixup-without-MI', 'Mixup'].map((row) => printedValue(table02, row, column)!);
  return excluding > mixup
    ? { dataset: Number(column), method: 'mixupWithoutIntrusion', over: 'mixup' }
    : { dataset: Number(column), method: 'mixup', over: 'mixupWithoutIntrusion' };
});

/** Findings on Table 2: each sign (one family), that six of seven are positive, and all printed values. */
export function table02Findings(records: TableRecords, ids?: readonly string[]): Finding[] {
  const positive = table02.columns.map(
    (column): ClaimedSign => ({ dataset: Number(column), method: 'mixupWithoutIntrusion', over: 'mixup' }),
  );
  return tabularFindings(
    records,
    [
      ...table02.columns.map(
        (column, i): TabularClaim => ({
          id: `s3-table-2-openml-${column}`,
          datasets: [Number(column)],
          judge: (reading) => told(judgeFamily(reading, signs02, [signs02[i]])[0]),
        }),
      ),
      {
        id: 's3-table-2-six-of-seven',
        datasets: table02.columns.map(Number),
        judge: (reading) =>
          judgeCount(
            6,
            judgeFamily(reading, positive, positive).map((sign, i) => ({
              ...sign,
              label: table02.columns[i],
            })),
          ),
      },
      {
        id: 's3-table-2-values',
        datasets: table02.columns.map(Number),
        judge: ({ question, protocol }) =>
          judgeTable(table02, tableSamples(accuracyTable02, records, protocol).cell, question),
      },
    ],
    ids,
  );
}
