/** Values that survive JSON unchanged: what configurations and results are made of. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** `quick`: reduced sizes, minutes on two cores. `paper`: the sizes of the paper. */
export type Profile = 'quick' | 'paper';

/** Everything that a job depends on: equal configurations give equal results, bit for bit. */
export type Configuration = { readonly [key: string]: Json | undefined };

/** Is told by a job how much of it is done, from 0 to 1. */
export type JobProgress = (share: number) => void;

/**
 * One table or figure: the list of its jobs, and what a job computes.
 * The jobs of profile `quick` are a subset of those of profile `paper`.
 */
export interface Experiment<C extends Configuration = Configuration, R extends Json = Json> {
  /** In kebab case: its records lie in a file of that name. */
  readonly id: string;
  /** Configurations of all jobs of a profile, in the order in which they run. */
  jobs(profile: Profile): C[];
  /** Whether its jobs compute on the backend of TensorFlow.js that `backend` of their configuration names, on wasm without it: see `onBackend`. */
  readonly takesBackend?: boolean;
  /** A pure function of the configuration (data sets are found by id). */
  run(configuration: C, onProgress?: JobProgress): R | Promise<R>;
  /** Throws away what a job kept to resume from. It is called, on the machine of the job, when its result is stored, compared or handed to the queue. */
  settled?(configuration: C): Promise<void>;
  /**
   * Hash of the data set that `run` reads, equal for equal data, so that machines can tell whether theirs are the same;
   * undefined: it reads none. Absent: no job reads any.
   */
  dataHash?(configuration: C): string | undefined | Promise<string | undefined>;
}
