import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Candidate } from './choose-backend';
import { findPackage } from './find-package';
import type { Tensorflow } from './tensorflow-typings';
import { registerWasmKernels } from './wasm/register-kernels';

const packages = { wasm: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'], cpu: ['@tensorflow/tfjs'] };

/**
 * TensorFlow.js without native code: `wasm`, WebAssembly with SIMD on one thread, where training runs on kernels of our
 * own; or `cpu`, plain JavaScript, slow, and the reference for the others. Loaded when it is started: it takes half a second.
 */
export function portableBackend(name: 'wasm' | 'cpu', from: string): Candidate {
  return {
    name,
    obstacle() {
      const missing = packages[name].filter((needed) => !findPackage(needed, from));
      if (missing.length === 0) return undefined;
      const cure = `npm install ${packages.wasm.map((needed) => `${needed}@4.22.0`).join(' ')}`;
      return { reason: missing[0] === packages.cpu[0] ? 'is not installed' : `lacks ${missing[0]}`, cure };
    },
    async start() {
      const load = createRequire(join(from, 'any.js'));
      const tf: Tensorflow = load('@tensorflow/tfjs');
      if (name === 'wasm') {
        load('@tensorflow/tfjs-backend-wasm');
        registerWasmKernels(tf);
      }
      await setBackend(tf, name);
      if (name === 'cpu') greetSilently(tf);
      return { tf };
    },
  };
}

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
