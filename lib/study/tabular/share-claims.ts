import { table03All, table03Balanced } from '../../paper/table-03';
import type { Finding } from '../../report/finding';
import { judgeConjunction } from '../../report/judge-parts';
import { judgeShare, judgeShareBound, shareInterval } from '../../report/judge-share';
import type { Judgement } from '../../report/judgement';
import { tabularMethodStyle } from '../common/tabular-method-style';
import type { OutcomeKind } from './outcome-shares';
import { experimentShares, gainShare, type ShareOf } from './set-shares';
import { table03Baselines } from './table-03-comparison';
import { type Reading, type TabularClaim, type TabularRecords, tabularFindings } from './tabular-claims';

const kinds = ['higher', 'equal', 'lower'] as const;

/** Findings on the claims about shares of data sets: logistic labels (Section 3.2), Table 3 and Figure 6. */
export function shareFindings(records: TabularRecords, ids?: readonly string[]): Finding[] {
  return tabularFindings(
    records,
    [
      ...logisticLabels(),
      ...table03All.rows.flatMap((row, i) => [
        printedRow(`s6-table-3-${slug(row)}`, { ...against(row), selection: {} }, table03All, i),
        printedRow(
          `s6-table-3-balanced-${slug(row)}`,
          { ...against(row), selection: { balanced: true } },
          table03Balanced,
          i,
        ),
      ]),
      atLeastMixup(1),
      atLeastMixup(2),
      notFewerWins('s6-table-3-not-fewer-wins', false),
      notFewerWins('s6-table-3-balanced', true),
    ],
    ids,
  );
}

const slug = (row: string) =>
  row
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

const against = (row: string): ShareOf => ({ method: 'genLabelSelected', minus: table03Baselines[row] });

const logistic: ShareOf = { method: 'logisticWithoutIntrusion', minus: 'mixupWithoutIntrusion' };

function logisticLabels(): TabularClaim[] {
  const printed = (kind: OutcomeKind, share: number, decimals: number) => (reading: Reading) =>
    reading.question === 'reproduces'
      ? judgeShare({ printed: share, decimals, shares: experimentShares(reading.sets, logistic, kind) })
      : moreGain(reading, logistic);
  const note = 'Share of all data sets with records.';
  const once = ['reproduces'] as const;
  return [
    { id: 's3-logistic-labels-positive', judge: printed('higher', 47.4, 1), note },
    { id: 's3-logistic-labels-zero', questions: once, judge: printed('equal', 16.5, 1), note },
    { id: 's3-logistic-labels-negative', questions: once, judge: printed('lower', 36.1, 1), note },
    {
      id: 's3-logistic-labels-around-half',
      judge: printed('higher', 50, 0),
      note: '"Around half" read as a printed 50 %; over splits: more sets gain than lose.',
    },
  ];
}

/** Over splits: whether more sets gain than lose. */
function moreGain({ sets }: Reading, of: ShareOf): Judgement {
  const interval = gainShare(sets, of, 'excess');
  return judgeShareBound({
    bound: 0,
    interval,
    of: `share that gains less share that loses, ${interval?.sets ?? 0} sets`,
  });
}

function printedRow(
  id: string,
  of: ShareOf,
  { values, decimals }: typeof table03All,
  i: number,
): TabularClaim {
  return {
    id,
    judge: (reading) => {
      if (reading.question === 'generalises') return moreGain(reading, of);
      return judgeConjunction(
        kinds.map((kind, k) => ({
          label: kind,
          ...judgeShare({
            printed: values[i][k] as number,
            decimals,
            shares: experimentShares(reading.sets, of, kind),
          }),
        })),
      );
    },
    note: 'Experiments of five seeds each; equal: exactly equal mean accuracy.',
  };
}

function atLeastMixup(alpha: 1 | 2): TabularClaim {
  const of: ShareOf =
    alpha === 1
      ? { method: 'genLabelSelected', minus: 'mixup', selection: {} }
      : { method: 'genLabelSelectedAlpha2', minus: 'mixupAlpha2', selection: {} };
  const [higher, equal] = table03All.values[table03All.rows.indexOf('Mixup')] as number[];
  return {
    id: `s6-figure-6-alpha-${alpha}`,
    judge: ({ question, sets }) => {
      if (question === 'reproduces') {
        const shares = experimentShares(sets, of, 'notLower');
        return judgeShareBound({
          bound: 69,
          interval: shareInterval(shares),
          of: `${shares.length} experiments of five seeds`,
        });
      }
      const interval = gainShare(sets, of, 'notLower');
      return judgeShareBound({
        bound: 69,
        interval,
        of: `mean gain of at least 0, ${interval?.sets ?? 0} sets`,
      });
    },
    ...(alpha === 1 && {
      note: `Table 3 itself prints ${higher} + ${equal} = ${(higher + equal).toFixed(2)} % for mixup, below 69 %.`,
    }),
  };
}

function notFewerWins(id: string, balanced: boolean): TabularClaim {
  return {
    id,
    judge: (reading) =>
      judgeConjunction(
        Object.entries(table03Baselines).map(([row, minus]) => {
          const of: ShareOf = { method: 'genLabelSelected', minus, selection: { balanced } };
          return { label: tabularMethodStyle(table03Baselines[row]).label, ...excess(reading, of) };
        }),
      ),
    note: 'Share higher less share lower, against each baseline of Table 3.',
  };
}

function excess(reading: Reading, of: ShareOf): Judgement {
  if (reading.question === 'generalises') return moreGain(reading, of);
  const shares = experimentShares(reading.sets, of, 'excess');
  return judgeShareBound({
    bound: 0,
    interval: shareInterval(shares),
    of: `${shares.length} experiments of five seeds`,
    orEqual: true,
  });
}
