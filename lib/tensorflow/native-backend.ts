import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import type { Candidate } from './choose-backend';
import { findPackage } from './find-package';
import type { Tensorflow } from './tensorflow-typings';

/** What the backends of the native packages tell besides. */
interface NativeBackend {
  readonly isUsingGpuDevice?: boolean;
}

/**
 * TensorFlow's own library: `@tensorflow/tfjs-node-gpu` or `@tensorflow/tfjs-node`.
 *
 * Without its binding, loading the package throws only after it has registered its kernels: so its file is looked for first.
 */
export function nativeBackend(name: 'tfjs-node-gpu' | 'tfjs-node', from: string): Candidate {
  const packageName = `@tensorflow/${name}`;
  return {
    name,
    obstacle() {
      const folder = findPackage(packageName, from);
      if (!folder) {
        const cure = `npm install --no-save ${packageName}@4.22.0 downloads it and TensorFlow's library`;
        return { reason: 'is not installed', cure };
      }
      if (hasBinding(folder)) return undefined;
      const cure = `npm rebuild ${packageName} downloads TensorFlow's library`;
      return { reason: 'has no native binding', cure };
    },
    async start() {
      mendUtil();
      // TensorFlow tells its instruction set otherwise; warnings stay.
      process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
      const tf: Tensorflow = createRequire(join(from, 'any.js'))(packageName);
      await tf.ready();
      if (tf.getBackend() !== 'tensorflow') throw new Error(`it computes on ${tf.getBackend()}`);
      const { isUsingGpuDevice } = tf.backend() as NativeBackend;
      const noGpu = name === 'tfjs-node-gpu' && isUsingGpuDevice === false;
      const note = noGpu ? 'it finds no GPU and computes on the CPU' : undefined;
      return { tf, note, onGpu: isUsingGpuDevice === true };
    },
  };
}

/** Whether a binding was downloaded or built, for any version of Node-API. */
function hasBinding(folder: string): boolean {
  const lib = join(folder, 'lib');
  return existsSync(lib) && readdirSync(lib).some((api) => existsSync(join(lib, api, 'tfjs_binding.node')));
}

/** tfjs-node 4.22 calls functions of `util` that Node deprecates (a warning on the console) or has removed. */
function mendUtil(): void {
  const replacements = { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray };
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(util, name, { value, configurable: true, writable: true });
  }
}
