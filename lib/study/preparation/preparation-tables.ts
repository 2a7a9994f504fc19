import { type Cell, type Table, table } from '../../report/table';
import { type PreparationWay, preparationWays } from './preparation';
import { type PreparationSummary, residualSize } from './summarise-preparation';

/** A way in words. */
export function wayText({
  numFolds,
  keep,
  shuffle,
  scaling,
  nominal,
  order,
  statistics,
}: PreparationWay): string {
  return [
    `${numFolds} folds, ${keep} epoch, rows ${shuffle ? 'shuffled' : 'not shuffled'}`,
    scaling === 'raw' ? 'raw' : `${scaling}${statistics === 'all' ? ' by all rows' : ''}`,
    nominal === 'dropped' ? 'numeric features only' : `nominal features as ${nominal}`,
    ...(order === 'by-class' ? ['file sorted by class'] : []),
  ].join('; ');
}

/** Ways by how well they explain the printed accuracies. */
export function preparationTable({ scores, compared }: PreparationSummary, shown = 12): Table {
  return table(
    [
      'way',
      'log likelihood',
      'behind the best (95 %)',
      'first half',
      'second half',
      'rms difference, points',
    ],
    scores.slice(0, shown).map((score): Cell[] => {
      const { way, logLikelihood, difference, differenceInterval, halves } = score;
      const { low, high } = differenceInterval;
      return [
        wayText(way),
        logLikelihood.toFixed(1),
        `${difference.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`,
        ...halves.map((value) => value.toFixed(1)),
        residualSize(score).toFixed(2),
      ];
    }),
    {
      title: 'How well ways of preparing and choosing, one for all sets, explain the printed accuracies',
      notes: [
        `${compared} printed values; the best ${Math.min(shown, scores.length)} of ${scores.length} ways.`,
      ],
    },
  );
}

/** Sets on which the best way differs most from the print, and what would explain them alone. */
export function leadsTable({ scores }: PreparationSummary, shown = 8): Table {
  const [best] = scores;
  const datasets = [...new Set(best.residuals.map(({ dataset }) => dataset))];
  const rows = datasets
    .map((dataset) => {
      const nearest = scores.reduce((a, b) => (residualSize(b, dataset) < residualSize(a, dataset) ? b : a));
      return { dataset, nearest, size: residualSize(best, dataset) };
    })
    .sort((a, b) => b.size - a.size)
    .slice(0, shown);
  return table(
    ['data set', 'rms difference under the best way', 'nearest way for it alone', 'rms difference'],
    rows.map(({ dataset, nearest, size }): Cell[] => [
      ...[dataset, size.toFixed(2), wayText(nearest.way)],
      residualSize(nearest, dataset).toFixed(2),
    ]),
    { title: 'The sets that the best way explains worst' },
  );
}

/** The choices on halves, in a sentence each. */
export function choiceOnHalvesText({ choices, scores }: PreparationSummary): string {
  return choices
    .map(
      ({ chosen, rank, logLikelihood, best }, half) =>
        `Chosen on the ${half === 0 ? 'first' : 'second'} half of the sets: ${wayText(chosen.way)}. On the other half it is number ${rank} of ${scores.length}, ` +
        `${(best - logLikelihood).toFixed(1)} nats behind the best there.`,
    )
    .join(' ');
}

const partNames: { readonly [part in keyof PreparationWay]: string } = {
  numFolds: 'folds',
  keep: 'epoch',
  shuffle: 'rows shuffled in every epoch',
  scaling: 'features',
  statistics: 'statistics of',
  nominal: 'nominal features',
  order: 'rows of the file',
};

/** Every value of every choice: the best log likelihood that a way with it has, behind the best of all. */
export function partsTable({ scores }: PreparationSummary): Table {
  const rows = (Object.keys(partNames) as (keyof PreparationWay)[]).flatMap((part) => {
    const values = [...new Set(preparationWays.map((way) => way[part]))];
    return values.map((value): Cell[] => {
      // Best first.
      const best = scores.find(({ way }) => way[part] === value);
      const { low = 0, high = 0 } = best?.differenceInterval ?? {};
      return [
        ...[partNames[part], String(value)],
        best ? `${best.difference.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]` : '',
        best ? residualSize(best).toFixed(2) : '',
      ];
    });
  });
  return table(['choice', 'value', 'behind the best, nats (95 %)', 'rms difference, points'], rows, {
    title: 'What each choice is worth: the best way with a value of it',
  });
}
