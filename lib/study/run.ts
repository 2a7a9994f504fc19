import * as runtime from '../runtime/collect';
import type { Configuration, Experiment, Json } from '../runtime/experiment';
import { compiledModule } from '../runtime/paths';
import * as verification from '../runtime/verify';

/** What of a run's options may be left out here: the registry, which is that of this reproduction. */
type WithRegistry<Options> = Omit<Options, 'registry'> & { readonly registry?: string };

/** Options of `collect`: those of `runtime`, the registry being this reproduction's unless given. */
export type CollectOptions = WithRegistry<runtime.CollectOptions>;

/** Options of `verify`: those of `runtime`, the registry being this reproduction's unless given. */
export type VerifyOptions = WithRegistry<verification.VerifyOptions>;

/** Where a worker thread finds the experiments of this reproduction. */
const registry = (): string => compiledModule('study/experiments');

/** Runs the jobs of an experiment of this reproduction and gathers its records: `collect` of `runtime`. */
export function collect<C extends Configuration, R extends Json>(
  experiment: Experiment<C, R>,
  options: CollectOptions,
): Promise<runtime.Collected<C, R>> {
  return runtime.collect(experiment, { registry: registry(), ...options });
}

/** Recomputes randomly chosen records of this reproduction: `verify` of `runtime`. */
export function verify(options: VerifyOptions): Promise<verification.Verification> {
  return verification.verify({ registry: registry(), ...options });
}
