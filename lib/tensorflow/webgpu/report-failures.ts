import type { Tensorflow } from '../tensorflow-typings';

/** What is used of TensorFlow.js' backend. */
interface Backend {
  readonly device: Device;
  readonly tensorMap: { get(id: object): { readonly values?: unknown; readonly dtype: string } | undefined };
  read(id: object): Promise<unknown>;
  readSync(id: object): unknown;
}

interface Device {
  readonly lost: Promise<{ readonly message: string }>;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
}

/**
 * Makes a failure of the graphics card an error where values are read: TensorFlow.js does not ask for it, and would read zeros.
 * In Node `dataSync`, which needs a browser's canvas, names the way there is.
 */
export function reportFailures(tf: Tensorflow): void {
  const backend = tf.backend() as unknown as Backend;
  let failure: string | undefined;
  const keep = (message: string) => {
    failure ??= message.trim().split('\n')[0];
  };
  backend.device.addEventListener('uncapturederror', ({ error }) => keep(error.message));
  backend.device.lost.then(({ message }) => keep(message));
  const read = backend.read.bind(backend);
  backend.read = async (id) => {
    const values = await read(id);
    if (failure !== undefined) throw new Error(`the graphics card failed: ${failure}`);
    return values;
  };
  if ('OffscreenCanvas' in globalThis) return;
  const readSync = backend.readSync.bind(backend);
  backend.readSync = (id) => {
    const { values, dtype } = backend.tensorMap.get(id) ?? { dtype: 'unknown' };
    if (values != null || dtype === 'string') return readSync(id);
    throw new Error('WebGPU in Node reads values with await tensor.data(), not with tensor.dataSync()');
  };
}
