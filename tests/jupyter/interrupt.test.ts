import { pbkdf2Sync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelClient } from '../../lib/jupyter/client';
import type { Content } from '../../lib/jupyter/wire';
import { runCell } from './cells';

const cwd = fileURLToPath(new URL('.', import.meta.url));
let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ cwd });
  await runCell(kernel, "const kept = 42; import { execSync } from 'node:child_process';");
});

afterAll(() => kernel.shutdown());

/** Cells that end only if they are stopped. */
const cells: [name: string, code: string][] = [
  ['a loop', 'while (true) {}'],
  ['a loop after an await', 'await new Promise((r) => setTimeout(r, 10)); while (true) {}'],
  ['a loop of awaits that are done', 'while (true) await null;'],
  ['a loop that waits for timers', 'while (true) await new Promise((r) => setTimeout(r, 5));'],
  ['a loop that catches all', 'while (true) { try { await new Promise((r) => setImmediate(r)); } catch {} }'],
  ['a promise that is never settled', 'await new Promise(() => {});'],
  ['a listener for the signal', "process.on('SIGINT', () => {}); await new Promise(() => {});"],
  [
    'a listener that ends programs',
    "process.once('SIGINT', () => process.exit(130)); await new Promise(() => {});",
  ],
  ['a loop in a timer', 'setTimeout(() => { for (;;); }, 20); await new Promise(() => {});'],
  ['a blocking wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'],
  ['a regular expression', "/(a+)+$/.test('a'.repeat(40) + 'b');"],
  ['endless output', "for (;;) console.log('x'.repeat(1000));"],
  [
    'a stream of microtasks',
    'const again = () => { queueMicrotask(again); }; again(); await new Promise(() => {});',
  ],
  ['an async iterator', 'for await (const _ of (async function* () { for (;;) yield 1; })());'],
  ['a loop in `finally`', 'try { await new Promise(() => {}); } finally { for (;;); }'],
  [
    'a promise chain without await',
    'const chain = (): Promise<void> => Promise.resolve().then(chain); await chain();',
  ],
  [
    'a training by the library',
    "import { kernels, randomStream, synthetic } from 'genlabel';\nconst { X, y } = synthetic.moons({ n: 1000, noise: 0.05, seed: 1 });\n" +
      "await null; kernels.trainNetworkSweep({ X, y, numClasses: 2, labels: 'mixup', hiddenWidths: [128, 128], activation: 'relu',\n" +
      '  epochs: 1e6, batchSize: 128, configurations: [{ learningRate: 0.01 }], stream: randomStream(1) });',
  ],
  ['a program that it waits for', "execSync('sleep 100');"],
  [
    'WebAssembly',
    'const bytes = [0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11];\n' +
      'const { WebAssembly: wasm } = globalThis as any; await null; new wasm.Instance(new wasm.Module(Uint8Array.from(bytes))).exports.f();',
  ],
];

/** Runs a cell, and interrupts when it has said that it runs. */
async function interruptRunning(code: string): Promise<{ reply: Content; seconds: number }> {
  let began = 0;
  const running = kernel.execute(`console.log('begun');\n${code}`, async ({ header, content }) => {
    if (began > 0 || header.msg_type !== 'stream' || !String(content.text).startsWith('begun')) return;
    began = Number.POSITIVE_INFINITY;
    await sleep(100);
    began = performance.now();
    kernel.interrupt();
  });
  const reply = await running;
  return { reply, seconds: (performance.now() - began) / 1000 };
}

describe('interrupt', () => {
  it.each(cells)('ends %s, and keeps the state', async (name, code) => {
    const { reply, seconds } = await interruptRunning(code);
    console.log(`interrupt of ${name}: ${Math.round(seconds * 1000)} ms`);
    expect(reply.status).toBe('error');
    expect(reply.ename === 'Interrupted' || code.includes('execSync')).toBe(true);
    expect(seconds).toBeLessThan(1);
    expect((await runCell(kernel, 'kept')).text).toBe('42');
  });

  it('ends a loop in a timer of an earlier cell', async () => {
    await runCell(kernel, 'void setTimeout(() => { for (;;); }, 300);');
    await sleep(500);
    const waiting = runCell(kernel, '6 * 7');
    await sleep(200);
    kernel.interrupt();
    await waiting;
    expect((await runCell(kernel, 'kept')).text).toBe('42');
  });

  it('ends the compilation of a cell, which then does not run', async () => {
    const types = ['P', 'Q', 'R', 'S'].map(
      (name) =>
        `type ${name}<N extends number, A extends 1[] = []> = A['length'] extends N ? A : ${name}<N, [...A, 1]>;\n` +
        `let of${name}: ${name}<990>;`,
    );
    const running = runCell(kernel, `${types.join('\n')}\nvar compiled = true; console.log('ran');`);
    await sleep(200);
    const began = performance.now();
    kernel.interrupt();
    const { reply, of } = await running;
    expect(reply.ename).toBe('Interrupted');
    expect(performance.now() - began).toBeLessThan(1000);
    expect(of('stream')).toEqual([]);
    expect((await runCell(kernel, 'compiled')).reply.ename).toBe('TypeScriptError');
    expect((await runCell(kernel, 'kept')).text).toBe('42');
  });

  it('lets nothing of a stopped cell go on', async () => {
    await interruptRunning(
      'let ticks = 0; while (true) { await new Promise((r) => setTimeout(r, 1)); ticks++; }',
    );
    const first = (await runCell(kernel, 'ticks')).text;
    expect(Number(first)).toBeGreaterThan(0);
    await sleep(200);
    expect((await runCell(kernel, 'ticks')).text).toBe(first);
  });

  it('executes `finally` of a cell that goes on after it was stopped', async () => {
    await interruptRunning(
      "import { stat } from 'node:fs/promises'; let closed = false; try { while (true) await stat('.'); } finally { closed = true; }",
    );
    expect((await runCell(kernel, 'closed')).text).toBe('true');
  });

  it('says so where native code cannot be ended', async () => {
    // Some eight seconds on this machine: more than the kernel's patience.
    const few = 2e5;
    const began = performance.now();
    pbkdf2Sync('a', 'b', few, 64, 'sha512');
    const iterations = Math.ceil((few * 8000) / (performance.now() - began));
    const { reply } = await interruptRunning(
      `import { pbkdf2Sync } from 'node:crypto'; pbkdf2Sync('a', 'b', ${iterations}, 64, 'sha512');`,
    );
    expect(reply.evalue).toMatch(/native code that cannot be ended.*Restart the kernel/);
    // What is run meanwhile waits.
    expect((await runCell(kernel, 'kept')).text).toBe('42');
  }, 180_000);

  it('starts afresh when a cell ends its process, and says that the variables are lost', async () => {
    const other = await KernelClient.start({ cwd: tmpdir() });
    try {
      await runCell(other, 'const gone = 1;');
      const { reply } = await runCell(other, 'process.exit(3);');
      expect(reply).toMatchObject({ ename: 'CellProcessDied' });
      expect(reply.evalue).toMatch(/exit status 3.*all variables are lost/);
      expect((await runCell(other, 'gone')).reply.ename).toBe('TypeScriptError');
      expect((await runCell(other, '1 + 1')).text).toBe('2');
    } finally {
      await other.shutdown();
    }
  });
});
