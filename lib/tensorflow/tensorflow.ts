import { type Candidate, chooseBackend, resumeBackend, type TensorflowBackend } from './choose-backend';
import { nativeBackend } from './native-backend';
import { portableBackend } from './portable-backend';
import type { TensorflowLike } from './tensorflow-like';
import { webgpuBackend } from './webgpu-backend';

let chosen: Promise<TensorflowBackend> | undefined;

/**
 * TensorFlow.js on the fastest backend that is here: `tfjs-node-gpu`, `tfjs-node`, `webgpu`, `wasm`, `cpu`, or the one that
 * GENLABEL_BACKEND names. Chosen at the first call in a thread; later calls get the same.
 *
 * Backends compute in single precision and do not give the same bytes as each other.
 *
 * @throws BackendError if GENLABEL_BACKEND names none of them, or one that is not here or does not start
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs'; // for its typings
 *
 * const { tf, name, reason } = await tensorflow<typeof tfjs>();
 * console.log(`${name}: ${reason}`); // wasm, say, and why none that is faster
 * (await tf.square(3).data())[0]; // 9
 */
export function tensorflow<Tf = TensorflowLike>(): Promise<TensorflowBackend<Tf>>;
export function tensorflow(): Promise<TensorflowBackend> {
  if (!chosen) {
    chosen = chooseBackend(backends(), process.env.GENLABEL_BACKEND);
    // After a failure the user may change GENLABEL_BACKEND and try again.
    chosen.catch(() => {
      chosen = undefined;
    });
  }
  return chosen.then(resumeBackend);
}

/** All backends in order of speed. @param from folder whose modules would load them */
export function backends(from: string = __dirname): Candidate[] {
  return [
    nativeBackend('tfjs-node-gpu', from),
    nativeBackend('tfjs-node', from),
    webgpuBackend(from),
    portableBackend('wasm', from),
    portableBackend('cpu', from),
  ];
}
