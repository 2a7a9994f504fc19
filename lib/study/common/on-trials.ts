import type { Configuration, Experiment, Json } from '../../runtime/experiment';

/**
 * An experiment on its first trials alone; jobs that belong to no trial stay.
 *
 * @param trials number of trials; undefined for all
 * @throws RangeError if `trials` is no positive integer
 * @example
 * import { onTrials, tabular } from 'genlabel/study';
 *
 * console.log(onTrials(tabular, 2).jobs('paper').length);
 */
export function onTrials<C extends Configuration & { readonly trial?: number }, R extends Json>(
  experiment: Experiment<C, R>,
  trials?: number | null,
): Experiment<C, R> {
  if (trials === undefined || trials === null) return experiment;
  if (!Number.isInteger(trials) || trials < 1) {
    throw new RangeError(`got trials = ${trials}, expected a positive integer, or undefined for all`);
  }
  return {
    ...experiment,
    jobs: (profile) => experiment.jobs(profile).filter(({ trial = 0 }) => trial < trials),
  };
}
