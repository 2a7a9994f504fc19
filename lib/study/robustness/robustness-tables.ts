import { mean } from '../../numeric/statistics';
import { type Cell, type Table, table } from '../../report/table';
import { networkMethods } from '../../train/network-methods';
import { networkMethodStyle } from '../common/network-method-style';
import { protocols } from '../common/protocol';
import { attackBudgets } from './attack-budgets';
import { type AttackCheck, compareBudgets, compareExact, excessDistances } from './attack-check';
import { accuracyRecords, type RobustnessRecord, type RobustTrial, robustTrials } from './robust-sets';

/** The attack against stronger and weaker ones: does the budget decide? */
export function attackCheckTable(records: readonly RobustnessRecord[]): Table {
  const excess = excessDistances(records);
  const { full, reduced, strong } = attackBudgets;
  const rows = [
    ...checkRows('exact distances (released)', compareExact(records)),
    ...checkRows(budgetText(strong), compareBudgets(records, strong)),
    ...checkRows(budgetText(reduced), compareBudgets(records, reduced)),
  ];
  return table(
    [
      'against',
      'method',
      'nets',
      'points',
      'robust, our attack',
      'robust, the other',
      'verdicts that change',
    ],
    rows,
    {
      title: `The attack of the tables (${full.steps} steps) against others`,
      notes: excess
        ? [
            'Nets without activations: adversarials are farther than the exact distance by ' +
              `${(100 * excess.median).toFixed(2)} % in the median, ${(100 * excess.q99).toFixed(1)} % in the 99th percentile.`,
          ]
        : [],
    },
  );
}

const budgetText = ({ steps, restarts, directions }: (typeof attackBudgets)[keyof typeof attackBudgets]) =>
  `${restarts > 1 ? `${restarts} x ` : ''}${steps} steps${directions === 'own' ? ', own directions' : ''} (paper)`;

function checkRows(against: string, checks: readonly AttackCheck[]): Cell[][] {
  const share = (count: number, points: number) => `${((100 * count) / points).toFixed(2)} %`;
  return checks
    .filter(({ points }) => points > 0)
    .map(({ method, nets, points, robust, robustToOther, changed }) => [
      ...[against, networkMethodStyle(method).label, nets, points],
      ...[robust, robustToOther, changed].map((count) => share(count, points)),
    ]);
}

/** What choosing by robust held-out accuracy (distances of first order for ReLU nets) changes, in the trials that have both choices. */
export function selectionTable(records: readonly RobustnessRecord[]): Table {
  const rows = protocols.flatMap((protocol) => {
    const [first, second] = (['clean', 'robust'] as const).map((selection) =>
      robustTrials(records, { protocol, selection }),
    );
    return networkMethods.flatMap((method): Cell[][] => {
      const both = first.flatMap((trial) => {
        const same = second.find(
          ({ dataset, trial: number }) => dataset === trial.dataset && number === trial.trial,
        );
        return trial.results[method] && same?.results[method] ? [[trial, same] as const] : [];
      });
      if (both.length === 0) return [];
      const accuracyOf = (trials: readonly RobustTrial[], measure: 'robust' | 'correct') =>
        100 * mean(accuracyRecords(trials, measure).map(({ result }) => result.accuracy[method]));
      const cells = [0, 1].flatMap((i) => {
        const trials = both.map((pair) => pair[i]);
        return [accuracyOf(trials, 'robust').toFixed(1), accuracyOf(trials, 'correct').toFixed(1)];
      });
      return [[protocol, networkMethodStyle(method).label, both.length, ...cells]];
    });
  });
  return table(
    [
      'protocol',
      'method',
      'splits',
      'robust, chosen by clean',
      'clean, chosen by clean',
      'robust, chosen by robust',
      'clean, chosen by robust',
    ],
    rows,
    {
      title: 'Mean accuracies (%) by the held-out accuracy that chooses',
      notes: ['Means over the 13 sets in the trials that have both.'],
    },
  );
}
