import { backendNames } from '../tensorflow/choose-backend';
import { committedRecords } from './committed-records';
import type { Configuration, Experiment, Json } from './experiment';
import { onBackend } from './on-backend';

/** What is used of a record. */
export interface RecordOf<C, R> {
  readonly configuration: C;
  readonly result: R;
}

/** Committed records of an experiment on whatever backends; `backend` of their configurations tells them apart. */
export function onAnyBackend<C extends Configuration, R extends Json>(
  experiment: Experiment<C, R>,
  read: (experiment: Experiment<C, R>) => readonly RecordOf<C, R>[] = committedRecords,
): RecordOf<C, R>[] {
  return backendNames.flatMap((name) => read(onBackend(experiment, name)));
}
