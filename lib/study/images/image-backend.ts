import { chooseBackend, resumeBackend, type TensorflowBackend } from '../../tensorflow/choose-backend';
import { backends } from '../../tensorflow/tensorflow';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';

const started = new Map<string, Promise<TensorflowBackend>>();

/**
 * TensorFlow.js on the backend of a job. Without one it is wasm, whatever else is here: the same bytes on every machine, which no other fast
 * backend gives. `onBackend` puts another, which GENLABEL_BACKEND names, into the configurations of the jobs, and so into the keys of their records.
 *
 * @param name `backend` of the job's configuration
 * @throws BackendError if it is unknown, absent or does not start
 */
export async function imageBackend(name = 'wasm'): Promise<Tensorflow> {
  let start = started.get(name);
  if (!start) {
    start = chooseBackend(backends(), name, `the job is for the backend ${name}`);
    started.set(name, start);
    start.catch(() => started.delete(name));
  }
  const { tf } = await resumeBackend(await start);
  return tf as unknown as Tensorflow;
}
