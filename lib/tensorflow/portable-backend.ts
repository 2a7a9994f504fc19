import type { Candidate, Tensorflow } from './choose-backend';
import { registerWasmKernels } from './wasm/register-kernels';

/** Loaded when it is started: it takes half a second. */
const loadTensorflow = (): Tensorflow => require('@tensorflow/tfjs');

/** WebAssembly with SIMD, on one thread: needs nothing but Node. Training runs on kernels of our own. */
export const wasmBackend: Candidate = {
  name: 'wasm',
  obstacle: () => undefined,
  async start() {
    const tf = loadTensorflow();
    require('@tensorflow/tfjs-backend-wasm');
    registerWasmKernels(tf);
    await setBackend(tf, 'wasm');
    return { tf };
  },
};

/** Plain JavaScript: slow, and the reference for the others. */
export const cpuBackend: Candidate = {
  name: 'cpu',
  obstacle: () => undefined,
  async start() {
    const tf = loadTensorflow();
    await setBackend(tf, 'cpu');
    greetSilently(tf);
    return { tf };
  },
};

/** @throws Error if TensorFlow.js cannot start this backend */
export async function setBackend(tf: Tensorflow, name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js cannot start ${name}`);
}

/** At its first tensor the backend advertises tfjs-node on the console, unless in production mode. */
function greetSilently(tf: Tensorflow): void {
  tf.env().set('PROD', true);
  tf.scalar(0).dispose();
  tf.env().set('PROD', false);
}
