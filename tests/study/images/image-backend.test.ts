import { afterEach, expect, it, vi } from 'vitest';
import { imageBackend } from '../../../lib/study/images/image-backend';
import { BackendError, forgetBackend, startedBackend } from '../../../lib/tensorflow/choose-backend';
import { tensorflow } from '../../../lib/tensorflow/tensorflow';
import type { Tensorflow } from '../../../lib/tensorflow/tensorflow-typings';

afterEach(() => vi.unstubAllEnvs());

/** A product that backends round each in their own order. */
async function product(tf: Tensorflow): Promise<number[]> {
  const x = tf.sin(tf.range(0, 4096)).reshape([64, 64]);
  return Array.from(await tf.matMul(x, x).data());
}

it('is that of the job, wasm without one, whatever the thread computed on before', {
  timeout: 60_000,
}, async () => {
  const first = await imageBackend();
  expect([first.getBackend(), startedBackend()]).toEqual(['wasm', 'wasm']);
  const bytes = await product(first);
  const other = await imageBackend('cpu');
  expect([other.getBackend(), startedBackend()]).toEqual(['cpu', 'cpu']);
  await product(other);
  forgetBackend();
  const again = await imageBackend();
  expect([again.getBackend(), startedBackend()]).toEqual(['wasm', 'wasm']);
  expect(await product(again)).toEqual(bytes);
});

it('does not follow GENLABEL_BACKEND: the configuration of a job does', { timeout: 60_000 }, async () => {
  vi.stubEnv('GENLABEL_BACKEND', 'cpu');
  expect((await imageBackend()).getBackend()).toBe('wasm');
  const { tf, name } = await tensorflow();
  expect([tf.getBackend(), name]).toEqual(['cpu', 'cpu']);
  expect((await imageBackend()).getBackend()).toBe('wasm');
});

it('says which backend a job needs that is not here', async () => {
  const failure = await imageBackend('cuda').catch((error) => error);
  expect(failure).toBeInstanceOf(BackendError);
  expect(failure.message).toMatch(
    /^the job is for the backend cuda, expected one of tfjs-node-gpu, .*; present here are /,
  );
});
