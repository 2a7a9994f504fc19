import { mean } from '../../numeric/statistics';
import { type Cell, type Table, table } from '../../report/table';
import { networkMethodStyle } from '../common/network-method-style';
import type { ChoiceOutcome, RobustChoiceResult, RobustChoiceTrial } from './robust-choice';
import type { SelectionCriterion } from './robust-protocols';

/** What the table reads of a record of `robustChoice`. */
export interface RobustChoiceRecord {
  readonly configuration: RobustChoiceTrial;
  readonly result: RobustChoiceResult;
}

const names: { readonly [selection in SelectionCriterion]: string } = {
  clean: 'clean accuracy',
  robust: 'distances of first order',
  descent: 'descent within the ball',
  boundary: 'boundary attack, full budget',
};

/** How the ways to choose nets agree with the boundary attack in choosing them, method by method. */
export function robustChoiceTable(records: readonly RobustChoiceRecord[]): Table {
  const methods = [...new Set(records.map(({ configuration }) => configuration.method))];
  const rows = methods.flatMap((method) => {
    const own = records.filter(({ configuration }) => configuration.method === method);
    return (Object.keys(names) as SelectionCriterion[]).map((selection): Cell[] => [
      ...[networkMethodStyle(method).label, own.length, names[selection]],
      ...agreement(
        own.map(({ result }) => result),
        selection,
      ),
    ]);
  });
  return table(
    [
      ...['method', 'sets', 'chosen by', 'the same choice', 'held-out robust accuracy lost'],
      ...['correlation of scores', 'robust test accuracy'],
    ],
    rows,
    {
      title: 'Choosing nets by robust accuracy: what an attack that can be afforded chooses',
      notes: [
        'Protocol paper, the authors’ split, one seed. Lost: held-out robust accuracy under the boundary attack of the net that it chooses, less that of the net ' +
          'chosen; points, mean over the sets. Correlation: over all nets that are scored, median. Test: under the boundary attack, mean over the sets.',
      ],
    },
  );
}

function agreement(results: readonly RobustChoiceResult[], selection: SelectionCriterion): Cell[] {
  const pairs = results.map(({ choices }) => [choices[selection], choices.boundary] as const);
  const lost = pairs.flatMap(([own, best]) =>
    own.boundaryScore === null || best.boundaryScore === null
      ? []
      : [100 * (best.boundaryScore - own.boundaryScore)],
  );
  const same = pairs.filter(([own, best]) => isSame(own, best)).length;
  const correlations = pairs.flatMap(([{ correlation }]) => correlation ?? []).sort((a, b) => a - b);
  const test = results.map(({ choices, testSize }) => (100 * choices[selection].robust) / testSize);
  return [
    `${same} of ${pairs.length}`,
    lost.length > 0 ? mean(lost).toFixed(2) : '',
    correlations.length > 0 ? correlations[Math.floor(correlations.length / 2)].toFixed(3) : '',
    mean(test).toFixed(1),
  ];
}

function isSame(first: ChoiceOutcome, second: ChoiceOutcome): boolean {
  return (
    first.learningRate === second.learningRate &&
    first.gamma === second.gamma &&
    first.epochs === second.epochs
  );
}
