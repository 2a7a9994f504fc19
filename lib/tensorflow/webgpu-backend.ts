import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Candidate } from './choose-backend';
import { findPackage } from './find-package';
import { setBackend } from './portable-backend';
import type { Tensorflow } from './tensorflow-typings';
import { registerWebgpuKernels } from './webgpu/register-kernels';
import { reportFailures } from './webgpu/report-failures';

/** What is used of the package `webgpu`, which is Dawn. */
interface Dawn {
  readonly create: (flags: readonly string[]) => Gpu;
  readonly globals: object;
}

interface Gpu {
  requestAdapter(options: { powerPreference: string }): Promise<Adapter | null>;
}

interface Adapter {
  readonly info: {
    readonly vendor: string;
    readonly description: string;
    readonly isFallbackAdapter: boolean;
  };
}

const packages = ['webgpu', '@tensorflow/tfjs-backend-webgpu'];

/**
 * A graphics card by WebGPU: the packages `webgpu` and `@tensorflow/tfjs-backend-webgpu`, if they are installed.
 *
 * In Node its values are read with `await tensor.data()` alone: WebGPU has no other way, and `dataSync` says so.
 */
export function webgpuBackend(from: string): Candidate {
  return {
    name: 'webgpu',
    obstacle() {
      const missing = packages.filter((name) => !findPackage(name, from));
      if (missing.length === 0) return undefined;
      return {
        reason: missing.length === packages.length ? 'is not installed' : `lacks ${missing[0]}`,
        cure: `npm install --no-save ${packages[0]} ${packages[1]}@4.22.0`,
      };
    },
    async start(requested) {
      const load = createRequire(join(from, 'any.js'));
      const { create, globals }: Dawn = await import(pathToFileURL(load.resolve('webgpu')).href);
      const gpu = newGpu(create);
      const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
      if (!adapter) throw new Error('no graphics adapter is found');
      const name = adapter.info.description || adapter.info.vendor;
      if (!requested && adapter.info.isFallbackAdapter) throw new Error(`${name} computes in software`);
      offer(gpu, globals);
      const tf: Tensorflow = load('@tensorflow/tfjs');
      load('@tensorflow/tfjs-backend-webgpu');
      await setBackend(tf, 'webgpu');
      if (!tf.getKernel('BatchNormalisation', 'webgpu')) reportFailures(tf);
      registerWebgpuKernels(tf);
      return { tf, note: `adapter ${name}`, onGpu: !adapter.info.isFallbackAdapter };
    },
  };
}

const made = new WeakMap<Dawn['create'], Gpu>();

/** One in a thread, kept: Dawn ends the process when it gives back one of several. */
function newGpu(create: Dawn['create']): Gpu {
  const gpu = made.get(create) ?? create([]);
  made.set(create, gpu);
  return gpu;
}

/** Makes WebGPU known where browsers have it, before TensorFlow.js looks there. Node 20 has no `navigator`. */
function offer(gpu: Gpu, globals: object): void {
  Object.assign(globalThis, globals);
  const scope = globalThis as { navigator?: object };
  if (!scope.navigator) Object.defineProperty(scope, 'navigator', { value: {}, configurable: true });
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true });
}
