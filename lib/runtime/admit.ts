import { backendNames } from '../tensorflow/choose-backend';
import type { Configuration, Experiment } from './experiment';
import { onBackend } from './on-backend';
import { recordKey } from './record';

/** Why a job from elsewhere is not run; `lasting`: nowhere, else perhaps by another worker. */
export interface Refusal {
  readonly reason: string;
  readonly lasting: boolean;
}

/** Keys of the jobs that this build lists, by experiment and backend. */
const listed = new Map<string, ReadonlySet<string>>();

/**
 * Why this thread must not run a job that came from another machine: it is none of this build's, or its data set is another.
 *
 * @param data hash of the data set where the job was listed, or null if it reads none
 * @throws DataUnavailableError if the data set is not on this machine
 */
export async function refusalOf(
  experimentOf: (id: string) => Experiment,
  { experiment: id, configuration }: { readonly experiment: string; readonly configuration: Configuration },
  data: string | null,
): Promise<Refusal | undefined> {
  const experiment = known(experimentOf, id);
  if (!experiment) return { reason: `this build has no experiment ${id}`, lasting: true };
  if (!keysOf(experiment, configuration).has(recordKey(id, configuration))) {
    return { reason: `this build does not list such a job of ${id}`, lasting: true };
  }
  const own = (await experiment.dataHash?.(configuration)) ?? null;
  if (own === data) return undefined;
  return { reason: `its data set has the hash ${shown(data)}, this worker's ${shown(own)}`, lasting: false };
}

function known(experimentOf: (id: string) => Experiment, id: string): Experiment | undefined {
  try {
    return experimentOf(id);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Of the backend that a job names: which of them a machine lists depends on what it has. */
function keysOf(experiment: Experiment, { backend }: Configuration): ReadonlySet<string> {
  const { id } = experiment;
  const own = onBackend(
    experiment,
    backendNames.find((name) => name === backend),
  );
  const name = `${id} ${own === experiment ? '' : backend}`;
  const keys =
    listed.get(name) ?? new Set(own.jobs('paper').map((configuration) => recordKey(id, configuration)));
  listed.set(name, keys);
  return keys;
}

const shown = (hash: string | null): string => hash?.slice(0, 12) ?? 'none';
