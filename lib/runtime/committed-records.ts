import type { Configuration, Experiment, Json } from './experiment';
import { type ExperimentRecord, recordKey } from './record';
import { readStore } from './store';

/**
 * Records of an experiment that are in the store, in the order of `jobs('paper')`, without computing any: for a second look at
 * what another notebook has collected. Nothing is compared; `collect` does that.
 *
 * @throws StoreError if the store is damaged
 */
export function committedRecords<C extends Configuration, R extends Json>(
  experiment: Experiment<C, R>,
  store?: string,
): ExperimentRecord<C, R>[] {
  const records = readStore(experiment.id, store);
  return experiment.jobs('paper').flatMap((configuration) => {
    const record = records.get(recordKey(experiment.id, configuration));
    return record ? [record as ExperimentRecord<C, R>] : [];
  });
}
