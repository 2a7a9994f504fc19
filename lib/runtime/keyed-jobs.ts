import type { Configuration, Experiment, Profile } from './experiment';
import type { Job } from './pool';
import { recordKey } from './record';

/** A job with the key of its record. */
export type KeyedJob<C extends Configuration = Configuration> = Job<C> & { readonly key: string };

/**
 * Jobs of a profile by the key of their record, in their order.
 *
 * @throws RangeError if a job is listed twice
 */
export function keyedJobs<C extends Configuration>(
  experiment: Pick<Experiment<C>, 'id' | 'jobs'>,
  profile: Profile,
): Map<string, KeyedJob<C>> {
  const keyed = new Map<string, KeyedJob<C>>();
  const { id } = experiment;
  for (const configuration of experiment.jobs(profile)) {
    const key = recordKey(id, configuration);
    if (keyed.has(key)) {
      throw new RangeError(`${id}: jobs('${profile}') lists ${JSON.stringify(configuration)} twice`);
    }
    keyed.set(key, { key, experiment: id, configuration });
  }
  return keyed;
}

/** Jobs of profile `quick`. @throws RangeError if one is not among those of `paper` */
export function quickJobs<C extends Configuration>(
  experiment: Pick<Experiment<C>, 'id' | 'jobs'>,
  paper: ReadonlyMap<string, KeyedJob<C>>,
): Map<string, KeyedJob<C>> {
  const quick = keyedJobs(experiment, 'quick');
  for (const { key, configuration } of quick.values()) {
    if (!paper.has(key)) {
      throw new RangeError(
        `${experiment.id}: jobs('quick') lists ${JSON.stringify(configuration)}, jobs('paper') does not: ` +
          'quick jobs must be a subset, so that they can be compared with the committed records',
      );
    }
  }
  return quick;
}
