import { mean } from '../../numeric/statistics';
import { type Table, table } from '../../report/table';
import { type CoveredSet, freshCoverage } from './fresh-points';
import { modelSettings } from './genmix-models';
import { genMixSets } from './genmix-sets';
import { marginSets, planeSettings } from './plane-sets';
import type { MarginRecord } from './summarise-margins';
import { type Table15Record, table15Columns } from './summarise-table-15';

type Fit = { readonly within: number; readonly coverage: number; readonly spill: number };

interface Fits {
  readonly dataset: CoveredSet;
  readonly name: string;
  readonly trials: readonly { readonly trial: number; readonly fits: readonly Fit[] | null }[];
}

/**
 * Coverage and spill of every GAN of the studies, by set and class, and beside them those of fresh points of the true law, which no generator need exceed.
 *
 * @param margins records of the sets in the plane, of Figures 12 to 14
 */
export function coverageTable(
  records: readonly Table15Record[],
  margins: readonly MarginRecord[] = [],
): Table {
  const trialsOf = (of: readonly (Table15Record | MarginRecord)[], dataset: CoveredSet): Fits['trials'] =>
    of
      .filter(({ configuration }) => configuration.dataset === dataset)
      .map(({ configuration: { trial }, result }) => ({ trial, fits: result.coverage }));
  const named = (dataset: string) =>
    Object.keys(table15Columns).find((column) => table15Columns[column] === dataset) ?? dataset;
  const groups: Fits[] = [
    ...genMixSets.map((dataset) => ({ dataset, name: named(dataset), trials: trialsOf(records, dataset) })),
    ...marginSets
      .filter((dataset) => planeSettings[dataset].model === 'gan')
      .map((dataset) => ({
        ...{ dataset, name: `${planeSettings[dataset].name}, Figs. 12 and 13` },
        trials: trialsOf(margins, dataset),
      })),
  ];
  const columns = [
    ...['data set', 'class', 'trials', 'refused', 'distance that counts as met'],
    ...['coverage, % (lowest to highest)', 'coverage of fresh true points, %'],
    ...['spill, % (lowest to highest)', 'spill of fresh true points, %'],
  ];
  return table(columns, groups.flatMap(linesOf), {
    title: 'The GANs: how much of a class its manifold meets, and how much of it lies off the class',
    notes: [
      'Coverage: share of training points within that distance of the manifold; spill: share of 1000 generated points farther than it from all training points.',
      'Fresh true points: the same of 1000 new points of the class (digits: images that were not drawn) in place of the generator, in the first trial. A spill as theirs is no fault of the GAN: so few training points lie so thinly.',
      'Of digits the distance, twice that to a fifth neighbour in 32 dimensions, is so wide that nothing falls outside: there the shares say little.',
      `A GAN below a coverage of ${100 * modelSettings.minCoverage} % is refused: there is no GenMix+GAN in that trial, which the column counts.`,
    ],
  });
}

function linesOf({ dataset, name, trials }: Fits): (string | number)[][] {
  if (trials.length === 0) return [];
  const fitted = trials.flatMap(({ trial, fits }) => (fits ? [{ trial, fits }] : []));
  if (fitted.length === 0) return [[name, '–', trials.length, trials.length, ...Array<string>(5).fill('–')]];
  const [first] = fitted;
  const fresh = freshCoverage(
    dataset,
    first.trial,
    first.fits.map(({ within }) => within),
  );
  return first.fits.map((_, c) => {
    const of = (key: keyof Fit) => fitted.map(({ fits }) => fits[c][key]);
    const truth = (key: keyof Fit) => (fresh ? (100 * fresh[c][key]).toFixed(1) : '–');
    return [
      ...[name, c, trials.length, trials.length - fitted.length, mean(of('within')).toFixed(3)],
      ...[range(of('coverage')), truth('coverage'), range(of('spill')), truth('spill')],
    ];
  });
}

function range(shares: readonly number[]): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  return `${percent(mean(shares))} (${percent(Math.min(...shares))} to ${percent(Math.max(...shares))})`;
}
