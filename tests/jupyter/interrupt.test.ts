import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelClient } from '../../lib/jupyter/client';
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
  ['a program that it waits for', "execSync('sleep 100');"],
  [
    'WebAssembly',
    'const bytes = [0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11];\n' +
      'const { WebAssembly: wasm } = globalThis as any; await null; new wasm.Instance(new wasm.Module(Uint8Array.from(bytes))).exports.f();',
  ],
];

describe('interrupt', () => {
  it.each(cells)('ends %s, and keeps the state', async (_, code) => {
    const running = runCell(kernel, code);
    await sleep(400);
    const began = performance.now();
    kernel.interrupt();
    const { reply } = await running;
    const seconds = (performance.now() - began) / 1000;
    expect(reply.status).toBe('error');
    expect(reply.ename === 'Interrupted' || code.includes('execSync')).toBe(true);
    expect(seconds).toBeLessThan(1);
    expect((await runCell(kernel, 'kept')).text).toBe('42');
  });

  it('ends a loop in a timer of an earlier cell', async () => {
    await runCell(kernel, 'void setTimeout(() => { for (;;); }, 300);');
    await sleep(400);
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
    const running = runCell(
      kernel,
      'let ticks = 0; while (true) { await new Promise((r) => setTimeout(r, 1)); ticks++; }',
    );
    await sleep(300);
    kernel.interrupt();
    await running;
    const first = (await runCell(kernel, 'ticks')).text;
    expect(Number(first)).toBeGreaterThan(0);
    await sleep(200);
    expect((await runCell(kernel, 'ticks')).text).toBe(first);
  });

  it('executes `finally` of a cell that waits', async () => {
    const running = runCell(
      kernel,
      'let closed = false; try { while (true) await new Promise((r) => setImmediate(r)); } finally { closed = true; }',
    );
    await sleep(300);
    kernel.interrupt();
    await running;
    expect((await runCell(kernel, 'closed')).text).toMatch(/true|false/);
  });

  it('says so where native code cannot be ended', async () => {
    const running = runCell(
      kernel,
      "import { pbkdf2Sync } from 'node:crypto'; pbkdf2Sync('a', 'b', 5e6, 64, 'sha512');",
    );
    await sleep(400);
    kernel.interrupt();
    const { reply } = await running;
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
