import * as runtime from '../runtime/collect';
import type { Configuration, Experiment, Json } from '../runtime/experiment';
import { onBackend } from '../runtime/on-backend';
import { compiledModule } from '../runtime/paths';
import * as verification from '../runtime/verify';
import { requestedBackend } from '../tensorflow/choose-backend';
import { gpuBackends } from '../tensorflow/find-gpu';

/** What of a run's options may be left out here: the registry, which is that of this reproduction. */
type WithRegistry<Options> = Omit<Options, 'registry'> & { readonly registry?: string };

/** Options of `collect`: those of `runtime`, the registry being this reproduction's unless given. */
export type CollectOptions = WithRegistry<runtime.CollectOptions>;

/** Options of `verify`: those of `runtime`, the registry being this reproduction's unless given. */
export type VerifyOptions = WithRegistry<verification.VerifyOptions>;

/** Where a worker thread finds the experiments of this reproduction. */
const registry = (): string => compiledModule('study/experiments');

/**
 * Runs the jobs of an experiment of this reproduction and gathers its records: `collect` of `runtime`. Where GENLABEL_BACKEND names another backend than
 * wasm, experiments on images run on that one, with records of their own keys; on a graphics card one job at a time, unless told otherwise.
 *
 * @throws BackendError if GENLABEL_BACKEND names no backend
 */
export function collect<C extends Configuration, R extends Json>(
  experiment: Experiment<C, R>,
  options: CollectOptions,
): Promise<runtime.Collected<C, R>> {
  const own = onBackend(experiment, requestedBackend());
  return runtime.collect(own, {
    registry: registry(),
    ...(onCard(own, options) && !process.env.GENLABEL_WORKERS && { workers: 1 }),
    ...options,
  });
}

/** Whether a graphics card computes a job. */
const onCard = <C extends Configuration, R extends Json>(
  { takesBackend = false, jobs }: Experiment<C, R>,
  { profile }: CollectOptions,
): boolean =>
  takesBackend && jobs(profile).some(({ backend }) => gpuBackends.some((name) => name === backend));

/** Recomputes randomly chosen records of this reproduction: `verify` of `runtime`. */
export function verify(options: VerifyOptions): Promise<verification.Verification> {
  return verification.verify({ registry: registry(), ...options });
}
