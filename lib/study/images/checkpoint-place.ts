import { join, resolve } from 'node:path';
import { removeWritten } from '../../data/atomic-write';
import { ownCache } from '../../data/openml-places';
import { libraryVersion } from '../../data/package-folder';
import { canonicalJson } from '../../runtime/canonical-json';
import type { Configuration } from '../../runtime/experiment';
import { recordKey } from '../../runtime/record';

/** Where a job keeps its checkpoint, and whose it is. */
export interface CheckpointPlace {
  readonly path: string;
  readonly owner: string;
}

/** Of a job, in the folder that GENLABEL_CHECKPOINTS names, else `checkpoints` in our cache: a killed job resumes from it. */
export function checkpointPlace(experiment: string, configuration: Configuration): CheckpointPlace {
  const named = process.env.GENLABEL_CHECKPOINTS;
  const folder = named ? resolve(named) : join(ownCache(), 'checkpoints');
  return {
    path: join(folder, `${recordKey(experiment, configuration)}.checkpoint`),
    owner: canonicalJson({ experiment, configuration, library: libraryVersion() }),
  };
}

/** Removes a job's checkpoint: its result is in safe hands. */
export const removeCheckpoint = (experiment: string, configuration: Configuration): Promise<void> =>
  removeWritten(checkpointPlace(experiment, configuration).path);
