import type { Configuration, Experiment, Json } from './experiment';

/**
 * An experiment on another backend of TensorFlow.js than wasm: its jobs carry the backend's name in their configurations, so that records of two backends
 * have keys of their own and are never taken for each other. On wasm, and where jobs do not take a backend, the experiment stays as it is.
 *
 * @param backend name of it; undefined: wasm
 */
export function onBackend<C extends Configuration, R extends Json>(
  experiment: Experiment<C, R>,
  backend: string | undefined,
): Experiment<C, R> {
  if (!experiment.takesBackend || backend === undefined || backend === 'wasm') return experiment;
  return { ...experiment, jobs: (profile) => experiment.jobs(profile).map((job) => ({ ...job, backend })) };
}
