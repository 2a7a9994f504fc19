import type { Configuration, Experiment, Json } from '../../runtime/experiment';

/** An experiment's jobs on some of its data sets: what one table needs of it. */
export function onDatasets<C extends Configuration & { readonly dataset: number | string }, R extends Json>(
  experiment: Experiment<C, R>,
  datasets: readonly C['dataset'][],
): Experiment<C, R> {
  return {
    ...experiment,
    jobs: (profile) => experiment.jobs(profile).filter(({ dataset }) => datasets.includes(dataset)),
  };
}
