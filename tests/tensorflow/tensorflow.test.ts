import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Runs the compiled library in a Node of its own. @returns what it wrote to stdout and stderr */
function run(script: string, backend: string, argument?: string): [string, string] {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const env = { ...process.env, GENLABEL_BACKEND: backend };
  const { stdout, stderr } = spawnSync(process.execPath, [path, ...(argument ? [argument] : [])], {
    encoding: 'utf8',
    env,
  });
  return [stdout, stderr];
}

const child = 'tensorflow-child.cjs';

it.each(['wasm', 'cpu'])(
  'starts in plain Node, in worker threads and in cells, without a word: %s',
  (backend) => {
    const said = [`${backend} 9, GENLABEL_BACKEND is ${backend}\n`, ''];
    expect(run(child, backend)).toEqual(said);
    expect(run(child, backend, 'worker')).toEqual(said);
    const cell = `
    import type * as tfjs from '@tensorflow/tfjs';
    import { tensorflow } from 'genlabel';
    const { tf, name, reason } = await tensorflow<typeof tfjs>();
    console.log(name, tf.square(3).dataSync()[0] + ',', reason);
  `;
    const [stdout, stderr] = run('../runtime/kernel-child.cjs', backend, cell);
    expect(JSON.parse(stdout)).toEqual({ status: 'ok', messages: [{ name: 'stdout', text: said[0] }] });
    expect(stderr).toBe('');
  },
);

it('chooses by itself, and computes', () => {
  expect(run(child, '')[0]).toMatch(/^(tfjs-node-gpu|tfjs-node|webgpu|wasm) 9, .+\n$/);
});
