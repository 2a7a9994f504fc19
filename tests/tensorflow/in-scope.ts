import type { Tensorflow } from '../../lib/tensorflow/tensorflow-typings';

/** As tf.tidy, for a function that waits: WebGPU in Node gives values to `await tensor.data()` alone. */
export async function inScope(tf: Tensorflow, run: () => Promise<void>): Promise<void> {
  tf.engine().startScope();
  try {
    await run();
  } finally {
    tf.engine().endScope();
  }
}
