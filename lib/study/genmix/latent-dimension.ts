import { classConditional } from '../../density/class-conditional';
import { randomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import { type Table, table } from '../../report/table';
import { fitGan } from '../../train/generative/gan';
import { drawGenMixSet } from './genmix-sets';
import { genMixSettings } from './genmix-settings';
import type { Table15Record } from './summarise-table-15';

/** Another latent dimension than that of the records, and of how many of their trials. */
export interface OtherDimension {
  readonly latentDimension: number;
  readonly trials: number;
}

/**
 * GANs of Circle (3D) with another latent dimension, on draws of Table 15 and from its streams, beside those of the records, whose dimension was chosen before
 * the first trial and stays: coverage and spill, no test error.
 */
export function latentDimensionTable(records: readonly Table15Record[], other: OtherDimension): Table {
  const { models } = genMixSettings['circle-3d'];
  const recorded = records
    .filter(({ configuration, result }) => configuration.dataset === 'circle-3d' && result.coverage)
    .slice(0, other.trials);
  const fits = recorded.map(({ configuration: { trial }, result }) => {
    const { training } = drawGenMixSet('circle-3d', `trial ${trial}`);
    const stream = randomStream('table-15').split('circle-3d').split(trial).split('gan');
    const { densities } = classConditional(training.X, training.y, 2, (points, c) =>
      fitGan(points, { ...models, ...other, minCoverage: 0, stream: stream.split(c) }),
    );
    return { recorded: result.coverage ?? [], own: densities.map(({ fit }) => fit) };
  });
  const line = (dimension: number, own: readonly { coverage: number; spill: number }[]) => [
    dimension,
    own.length,
    ...(['coverage', 'spill'] as const).map((key) =>
      own.length === 0 ? '–' : (100 * mean(own.map((fit) => fit[key]))).toFixed(1),
    ),
  ];
  const lines = [
    line(
      models.latentDimension,
      fits.flatMap((fit) => fit.recorded),
    ),
    line(
      other.latentDimension,
      fits.flatMap(({ own }) => own),
    ),
  ];
  return table(['latent dimension', 'fits', 'coverage, %', 'spill, %'], recorded.length === 0 ? [] : lines, {
    title: `Circle (3D): GANs of both classes on the same ${recorded.length} draws, means`,
    notes: [
      `Dimension ${models.latentDimension}, that of a sphere, was fixed before the first trial of Table 15 and is what its records have; the other is fitted here to be looked at, and enters nothing.`,
    ],
  });
}
