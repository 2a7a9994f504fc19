import { randomInt } from 'node:crypto';
import { randomStream } from '../numeric/random';
import type { Difference } from './collect';
import type { Json } from './experiment';
import { recordsFolder } from './paths';
import { type Outcome, type PoolOptions, runJobs } from './pool';
import { type ExperimentRecord, newRecord, sameResult } from './record';
import { readStore, storedExperiments } from './store';

/** How many records are recomputed, and which. */
export interface VerifyOptions extends PoolOptions {
  /** Number of records to recompute; all if there are fewer. */
  readonly sample: number;
  /** Chooses the records; default a random one, which the result tells. */
  readonly seed?: number;
  /** Ids of the experiments to choose from; default all that have a store. */
  readonly experiments?: readonly string[];
  /** Records of jobs that took longer are not drawn: trainings of images take an hour. Default: all are. */
  readonly maxSeconds?: number;
  /** Folder of the records; default `recordsFolder()`. */
  readonly store?: string;
  readonly onRecord?: (check: RecordCheck) => void;
}

/** How one record fared. */
export interface RecordCheck {
  readonly record: ExperimentRecord;
  readonly verdict: 'equal' | 'different' | 'skipped';
  /** Time that the job took now. */
  readonly seconds?: number;
  readonly computed?: Json;
  /** Why it was skipped. */
  readonly reason?: string;
}

/** How many of the drawn records came out equal, bit for bit, and which did not. */
export interface Verification {
  readonly seed: number;
  /** Number of committed records to choose from. */
  readonly available: number;
  /** Number of records that were left out because their jobs took longer than `maxSeconds`. */
  readonly long: number;
  readonly compared: number;
  readonly equal: number;
  readonly differing: readonly (Difference & { readonly experiment: string })[];
  /** Number of records that were drawn but whose data are not on this machine; others were drawn instead. */
  readonly skipped: number;
}

/**
 * Recomputes randomly chosen committed records and compares the results bit for bit (by canonical JSON). Records that carry a
 * backend are left out: a graphics card or a library of its own need not give the same bytes on another machine.
 *
 * @throws RangeError if `sample` is no positive integer, `maxSeconds` is not above 0, or an experiment has no store
 * @throws JobError if a job fails for another reason than missing data
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const { sample, seed = randomInt(2 ** 31), maxSeconds = Infinity } = options;
  if (!Number.isInteger(sample) || sample < 1) {
    throw new RangeError(`sample is ${sample}, expected a positive integer`);
  }
  if (!(maxSeconds > 0)) throw new RangeError(`maxSeconds is ${maxSeconds}, expected a number above 0`);
  const all = committedRecords(options);
  const records = all.filter(({ seconds }) => seconds <= maxSeconds);
  const drawn = randomStream(seed).split('verify').permutation(records.length).values();
  const checks: RecordCheck[] = [];
  let wanted = sample;
  const next = () => {
    if (wanted === 0) return undefined;
    const { value, done } = drawn.next();
    if (done) return undefined;
    wanted--;
    const record = records[value];
    return { experiment: record.experiment, configuration: record.configuration, record };
  };
  const accept = ({ record }: { record: ExperimentRecord }, outcome: Outcome): void => {
    const check = checkOf(record, outcome);
    // Another one is drawn instead: the worker that found this out asks for it.
    if (check.verdict === 'skipped') wanted++;
    checks.push(check);
    options.onRecord?.(check);
  };
  await runJobs(next, accept, options);
  return { seed, available: records.length, long: all.length - records.length, ...summary(checks) };
}

/** In an order that does not depend on the order of the lines: it decides, with the seed, what is drawn. */
function committedRecords({ experiments, store = recordsFolder() }: VerifyOptions): ExperimentRecord[] {
  const stored = storedExperiments(store);
  const unknown = experiments?.find((id) => !stored.includes(id));
  if (unknown !== undefined) {
    throw new RangeError(
      `experiment ${unknown} has no records; there are records of: ${stored.join(', ') || 'none'}`,
    );
  }
  const records = (experiments ?? stored).flatMap((id) => [...readStore(id, store).values()]);
  const comparable = records.filter(({ backend }) => backend === undefined);
  return comparable.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function checkOf(record: ExperimentRecord, outcome: Outcome): RecordCheck {
  if (outcome.status === 'missing') return { record, verdict: 'skipped', reason: outcome.reason };
  const computed = newRecord(record, outcome.result, outcome.seconds);
  const verdict = sameResult(record, computed) ? 'equal' : 'different';
  return { record, verdict, seconds: computed.seconds, computed: computed.result };
}

function summary(checks: readonly RecordCheck[]): Omit<Verification, 'seed' | 'available' | 'long'> {
  const ofVerdict = (verdict: RecordCheck['verdict']) => checks.filter((check) => check.verdict === verdict);
  const equal = ofVerdict('equal').length;
  const differing = ofVerdict('different').map(({ record, computed }) => ({
    experiment: record.experiment,
    configuration: record.configuration,
    committed: record.result,
    computed: computed as Json,
  }));
  return { compared: equal + differing.length, equal, differing, skipped: ofVerdict('skipped').length };
}
