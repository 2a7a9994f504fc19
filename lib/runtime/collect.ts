import { AppendQueue } from './append-queue';
import type { Configuration, Experiment, Json, Profile } from './experiment';
import { type KeyedJob, keyedJobs, quickJobs } from './keyed-jobs';
import { longestFirst } from './longest-first';
import { recordsFolder } from './paths';
import { type Outcome, type PoolOptions, runJobs } from './pool';
import { queueVariable } from './queue/queue-address';
import { runOnQueue } from './queue/run-on-queue';
import { type ExperimentRecord, newRecord, sameResult } from './record';
import { RecordStore, readStore } from './store';

/** How far a run is; given before the first job, after each, and at the end. */
export interface Progress {
  readonly profile: Profile;
  /** Jobs that ended, of `total` to compute now. */
  readonly done: number;
  readonly total: number;
  /** Jobs of the profile whose records were there already (profile `paper`). */
  readonly stored: number;
  readonly verified: number;
  readonly differing: number;
  readonly missing: number;
  readonly state: 'running' | 'finished' | 'stopped';
  /** What the user should know now: no worker at the queue, for example. */
  readonly note?: string;
}

/** Where records are, which jobs run, and who is told. */
export interface CollectOptions extends PoolOptions {
  readonly profile: Profile;
  readonly onProgress?: (progress: Progress) => void;
  /** Folder of the records; default `recordsFolder()`. */
  readonly store?: string;
  /** URL of a queue whose workers run the jobs, instead of threads here; default GENLABEL_QUEUE; empty: none. */
  readonly queue?: string;
}

/** A job whose result is not the committed one, bit for bit. */
export interface Difference<C extends Configuration = Configuration, R extends Json = Json> {
  readonly configuration: C;
  readonly committed: R;
  readonly computed: R;
}

/** A job whose data are not on this machine. */
export interface Missing<C extends Configuration = Configuration> {
  readonly configuration: C;
  /** The same on every machine: fit for a table. */
  readonly reason: string;
  /** Where the data were looked for on this machine, and the cure. */
  readonly detail: string;
}

/** Records of an experiment, and what of them this call computed. */
export interface Collected<C extends Configuration = Configuration, R extends Json = Json> {
  /** Everything of `jobs('paper')` that was ever computed, in the order of `jobs('paper')`. */
  readonly records: readonly ExperimentRecord<C, R>[];
  /** Number of jobs computed by this call. */
  readonly computed: number;
  /** Number of these whose result equals the committed one, bit for bit (profile `quick`). */
  readonly verified: number;
  readonly differing: readonly Difference<C, R>[];
  /** Jobs whose data are not on this machine, in the order of the jobs. */
  readonly missing: readonly Missing<C>[];
  /** Wall time of this call. */
  readonly seconds: number;
}

/**
 * Runs the jobs of an experiment in worker threads, or by the workers of a queue, and gathers its records.
 *
 * Profile `paper` computes the jobs that have no record yet and appends their records to the store, each as soon as
 * it is there. Profile `quick` computes its jobs afresh whatever the store holds, never writes to the store, and
 * compares each result with the committed record, unless either carries a backend; where they differ, `records` keeps the committed one. The records
 * do not depend on the number of workers, on the order of the jobs, or on interruptions. Records of configurations
 * that `jobs('paper')` no longer lists are left out.
 *
 * @throws JobError if a job fails for another reason than missing data; what was finished is kept
 * @throws FailedJobsError if several jobs of a queue failed, QueueError if the queue cannot be used
 * @throws Error named AbortError on SIGINT or abort of the signal; what was finished is kept
 * @throws StoreError if the store is damaged
 * @throws RangeError if `jobs` lists a job twice, or one in `quick` that is not in `paper`
 */
export async function collect<C extends Configuration, R extends Json>(
  experiment: Experiment<C, R>,
  options: CollectOptions,
): Promise<Collected<C, R>> {
  const started = performance.now();
  const run = new Collection(experiment, options);
  await run.compute();
  return run.collected((performance.now() - started) / 1000);
}

class Collection<C extends Configuration, R extends Json> {
  private readonly order: readonly string[];
  private readonly todo: readonly KeyedJob<C>[];
  private readonly stored: readonly KeyedJob<C>[];
  private readonly store: RecordStore | undefined;
  private readonly committed: ReadonlyMap<string, ExperimentRecord>;
  private readonly fresh = new Map<string, ExperimentRecord<C, R>>();
  private readonly differing = new Map<string, Difference<C, R>>();
  private readonly missing = new Map<string, Missing<C>>();
  private readonly elsewhere = new Set<string>();
  private readonly appends: AppendQueue | undefined;
  private verified = 0;
  private note = '';

  constructor(
    experiment: Experiment<C, R>,
    private readonly options: CollectOptions,
  ) {
    const paper = keyedJobs(experiment, 'paper');
    const jobs = options.profile === 'paper' ? paper : quickJobs(experiment, paper);
    this.order = [...paper.keys()];
    const folder = options.store ?? recordsFolder();
    this.store = options.profile === 'paper' ? new RecordStore(experiment.id, folder) : undefined;
    this.appends = this.store && new AppendQueue(this.store);
    this.committed = this.store?.records ?? readStore(experiment.id, folder);
    const isStored = ({ key }: KeyedJob<C>) => this.store?.records.has(key) ?? false;
    this.todo = [...jobs.values()].filter((job) => !isStored(job));
    this.stored = [...jobs.values()].filter(isStored);
  }

  async compute(): Promise<void> {
    const { queue = queueVariable() } = this.options;
    let state: Progress['state'] = 'stopped';
    this.report('running');
    try {
      if (queue) await this.computeOn(queue);
      else await this.computeHere();
      state = 'finished';
    } finally {
      this.note = '';
      await this.appends?.drained(state === 'finished');
      this.store?.sync();
      this.report(state);
    }
  }

  private computeHere(): Promise<void> {
    const queue = this.todo.values();
    return runJobs<KeyedJob<C>>(
      () => queue.next().value,
      (job, outcome) => this.accept(job, outcome),
      this.options,
    );
  }

  private computeOn(queue: string): Promise<void> {
    const jobs = longestFirst(this.todo, this.committed);
    return runOnQueue<C, KeyedJob<C>>(jobs, (job, outcome) => this.accept(job, outcome), {
      ...this.options,
      queue,
      sync: async () => {
        await this.appends?.drained(true);
        this.store?.sync();
      },
      recorded: this.stored,
      resultOf: ({ key }) => (this.fresh.get(key) ?? this.committed.get(key))?.result ?? null,
      isRecorded: (job) => this.isRecorded(job),
      onNote: (note) => {
        this.note = note;
        this.report('running');
      },
    });
  }

  collected(seconds: number): Collected<C, R> {
    const recordOf = (key: string) =>
      (this.committed.get(key) ?? this.fresh.get(key)) as ExperimentRecord<C, R>;
    return {
      records: this.order.map(recordOf).filter((record) => record !== undefined),
      computed: this.fresh.size,
      verified: this.verified,
      differing: inOrder(this.order, this.differing),
      missing: inOrder(this.order, this.missing),
      seconds,
    };
  }

  private accept(job: KeyedJob<C>, outcome: Outcome): void {
    if (outcome.status === 'done') this.add(job, outcome);
    else {
      const { configuration, key } = job;
      const { reason, detail } = outcome;
      this.missing.set(key, { configuration, reason, detail });
    }
    this.report('running');
  }

  /** Whether another process has meanwhile recorded a job. */
  private isRecorded({ key }: KeyedJob<C>): boolean {
    this.store?.refresh();
    if (!this.store?.records.has(key)) return false;
    this.elsewhere.add(key);
    this.report('running');
    return true;
  }

  private add({ key, experiment, configuration }: KeyedJob<C>, outcome: Outcome & { status: 'done' }): void {
    const { result, seconds, ...made } = outcome;
    const record = newRecord({ experiment, configuration }, result as R, seconds, made);
    this.fresh.set(key, record);
    if (this.appends) this.appends.append(record);
    else this.compare(record);
  }

  private compare(record: ExperimentRecord<C, R>): void {
    const committed = this.committed.get(record.key);
    // Of two backends, or two graphics cards, neither need give the bytes of the other.
    if (!committed || committed.backend !== undefined || record.backend !== undefined) return;
    if (sameResult(committed, record)) this.verified++;
    else {
      const { configuration, result } = record;
      this.differing.set(record.key, { configuration, committed: committed.result as R, computed: result });
    }
  }

  private report(state: Progress['state']): void {
    this.options.onProgress?.({
      profile: this.options.profile,
      done: this.fresh.size + this.missing.size + this.elsewhere.size,
      total: this.todo.length,
      stored: this.stored.length,
      verified: this.verified,
      differing: this.differing.size,
      missing: this.missing.size,
      state,
      ...(this.note && { note: this.note }),
    });
  }
}

/** Values in the order of the jobs, not in the order in which they came. */
function inOrder<T>(order: readonly string[], values: ReadonlyMap<string, T>): T[] {
  return order.filter((key) => values.has(key)).map((key) => values.get(key) as T);
}
