import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelClient } from '../../lib/jupyter/client';
import type { Content, Message } from '../../lib/jupyter/wire';
import { runCell } from './cells';

let folder = '';
let kernel: KernelClient;
const start = () =>
  KernelClient.start({ cwd: folder, env: { GENLABEL_HISTORY: join(folder, 'history.jsonl') } });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'protocol-test-'));
  kernel = await start();
});

afterAll(async () => {
  await kernel.shutdown();
  rmSync(folder, { recursive: true });
});

const ask = (type: string, content: Content = {}) => kernel.request('shell', type, content);
const control = (type: string, content: Content = {}) => kernel.request('control', type, content);

describe('protocol', () => {
  it('answers history by tail, range and search, also across restarts', async () => {
    await runCell(kernel, 'const first = 1;');
    await runCell(kernel, 'const second = 2;');
    const tail = await ask('history_request', { hist_access_type: 'tail', n: 1, raw: true });
    expect((tail.history as unknown[][]).map(([, , source]) => source)).toEqual(['const second = 2;']);
    const found = await ask('history_request', { hist_access_type: 'search', pattern: '*first*', n: 5 });
    expect((found.history as unknown[][]).map(([, , source]) => source)).toEqual(['const first = 1;']);
    const range = await ask('history_request', {
      hist_access_type: 'range',
      session: 0,
      start: 1,
      stop: 2,
      output: true,
    });
    expect((range.history as unknown[][]).map(([, line, pair]) => [line, pair])).toEqual([
      [1, ['const first = 1;', null]],
    ]);
    await kernel.shutdown();
    await sleep(1000);
    kernel = await start();
    const before = await ask('history_request', { hist_access_type: 'range', session: -1, start: 0 });
    expect((before.history as unknown[][]).map(([, , source]) => source)).toEqual([
      'const first = 1;',
      'const second = 2;',
    ]);
  });

  it('asks the reader for prompt, confirm and readline', async () => {
    const asked: unknown[] = [];
    const answers = ['Ada', 'y', 'from readline'];
    kernel.onInput = ({ prompt }) => {
      asked.push(prompt);
      return answers.shift() ?? '';
    };
    expect((await runCell(kernel, "[prompt('Name:'), confirm('Sure?')]")).text).toBe("[ 'Ada', true ]");
    const code =
      "import { createInterface } from 'node:readline/promises';\nconst line = createInterface({ input: process.stdin });\n" +
      "const typed = await line.question('');\nline.close();\ntyped";
    expect((await runCell(kernel, code)).text).toBe("'from readline'");
    expect(asked.slice(0, 2)).toEqual(['Name: ', 'Sure? [y/N] ']);
    kernel.onInput = undefined;
    expect((await runCell(kernel, "prompt('Nobody:')")).reply.evalue).toMatch(/allow_stdin is false/);
  });

  it('evaluates user expressions beside a cell', async () => {
    const reply = await ask('execute_request', {
      code: 'const six = 6;',
      user_expressions: { good: 'six * 7', bad: 'nothing' },
    });
    expect(reply.user_expressions).toMatchObject({
      good: { status: 'ok', data: { 'text/plain': '42' } },
      bad: { status: 'error' },
    });
  });

  it('opens, uses and closes comms from both sides, and closes those of unknown targets', async () => {
    const code =
      "const got: unknown[] = [];\njupyter.registerTarget('echo', (comm, data) => {\n  got.push(data);\n" +
      '  comm.onMessage = (message) => { got.push(message); comm.send({ echo: message }); };\n  comm.onClose = () => got.push("closed");\n});';
    expect((await runCell(kernel, code)).reply.status).toBe('ok');
    const published: Message[] = [];
    kernel.onLateMessage = (message) => published.push(message);
    const send = (type: string, content: Content) => {
      // Comm messages have no reply.
      void kernel.request('shell', type, content, (message) => published.push(message)).catch(() => {});
    };
    send('comm_open', { comm_id: 'a', target_name: 'echo', data: 1 });
    send('comm_open', { comm_id: 'b', target_name: 'nobody', data: {} });
    await sleep(300);
    expect((await ask('comm_info_request', {})).comms).toEqual({ a: { target_name: 'echo' } });
    send('comm_msg', { comm_id: 'a', data: 2 });
    await sleep(300);
    send('comm_close', { comm_id: 'a', data: {} });
    await sleep(300);
    expect((await runCell(kernel, 'got')).text).toBe("[ 1, 2, 'closed' ]");
    const types = published.map(({ header, content }) => [header.msg_type, content.comm_id]);
    expect(types).toEqual(
      expect.arrayContaining([
        ['comm_close', 'b'],
        ['comm_msg', 'a'],
      ]),
    );
    const opened = await runCell(kernel, "const mine = jupyter.openComm('front', 5); mine.close();");
    expect(opened.messages.map(({ header }) => header.msg_type)).toEqual([
      'execute_input',
      'comm_open',
      'comm_close',
    ]);
  });

  it.each([
    ['const x = 1', 'complete'],
    ['function foo(', 'incomplete'],
    ['const = ;', 'invalid'],
    ['`a template\nthat goes on', 'incomplete'],
    ['`a ${', 'incomplete'],
    ['`done`', 'complete'],
    ['/* a comment', 'incomplete'],
    ["'a string", 'invalid'],
    ['if (true) {', 'incomplete'],
    ['f(]', 'invalid'],
  ])('says of %j that it is %s', async (code, status) => {
    expect((await ask('is_complete_request', { code })).status).toBe(status);
  });

  it('carries binary buffers of comms in both directions', async () => {
    const code =
      "jupyter.registerTarget('bytes', (comm, data, opening) => {\n" +
      '  comm.onMessage = (message, [bytes]) => comm.send({ sum: bytes.reduce((a, b) => a + b, opening[0][0]) }, {}, [Float64Array.of(0.5), bytes.subarray(1)]);\n});';
    await kernel.execute(code);
    const answers: Message[] = [];
    kernel.onLateMessage = (message) => answers.push(message);
    const send = (type: string, content: Content, buffer: Uint8Array) =>
      // Comm messages have no reply.
      void kernel
        .request('shell', type, content, (message) => answers.push(message), {}, [buffer])
        .catch(() => {});
    send('comm_open', { comm_id: 'c', target_name: 'bytes', data: {} }, Uint8Array.of(100));
    send('comm_msg', { comm_id: 'c', data: {} }, Uint8Array.of(1, 2, 3));
    for (let i = 0; i < 100 && answers.length === 0; i++) await sleep(50);
    expect(answers[0].content).toEqual({ comm_id: 'c', data: { sum: 106 } });
    const [numbers, bytes] = answers[0].buffers.map((buffer) => new Uint8Array(buffer));
    expect(new Float64Array(numbers.buffer)[0]).toBe(0.5);
    expect([...bytes]).toEqual([2, 3]);
  });

  it('answers while a cell computes, and runs cells of a subshell while it waits', async () => {
    const info = await control('kernel_info_request');
    expect(info.supported_features).toContain('kernel subshells');
    const { subshell_id: id } = await control('create_subshell_request');
    expect((await control('list_subshell_request')).subshell_id).toEqual([id]);
    const waiting = runCell(kernel, "await new Promise((r) => setTimeout(r, 3000)); 'main'");
    const order: string[] = [];
    void waiting.then(() => order.push('main'));
    const subshell = await kernel.request('shell', 'execute_request', { code: '1' }, () => {}, {
      subshell_id: id,
    });
    order.push(String(subshell.status));
    await waiting;
    expect(order).toEqual(['ok', 'main']);
    const computing = runCell(kernel, 'for (const end = Date.now() + 3000; Date.now() < end; );');
    void computing.then(() => order.push('computed'));
    await ask('complete_request', { code: 'conso', cursor_pos: 5 });
    order.push('completed');
    await computing;
    expect(order.slice(2)).toEqual(['completed', 'computed']);
    expect((await control('delete_subshell_request', { subshell_id: id })).status).toBe('ok');
    expect((await control('delete_subshell_request', { subshell_id: id })).status).toBe('error');
  });

  it('answers while a cell is compiled', async () => {
    const long =
      "type R<N extends number, A extends 1[] = []> = A['length'] extends N ? A : R<N, [...A, 1]>;";
    const order: string[] = [];
    let asked: Promise<unknown> | undefined;
    const cell = kernel.execute(`${long} const r: R<900> = 1;`, ({ header }) => {
      if (header.msg_type !== 'execute_input') return;
      asked = kernel.request('control', 'kernel_info_request', {}).then(() => order.push('kernel_info'));
    });
    expect(await cell.finally(() => order.push('cell'))).toMatchObject({ ename: 'TypeScriptError' });
    await asked;
    expect(order).toEqual(['kernel_info', 'cell']);
  });

  it('takes no name of an object for a handler', async () => {
    const late = kernel.request('shell', 'toString', {}).then(() => 'reply');
    expect(await Promise.race([late, sleep(500).then(() => 'none')])).toBe('none');
    expect((await runCell(kernel, '1')).reply.status).toBe('ok');
  });

  it('stops at a breakpoint of a cell, tells the variables, steps and goes on', async () => {
    const events: Content[] = [];
    const note = ({ header, content }: Message): void => {
      if (header.msg_type === 'debug_event') events.push(content);
    };
    kernel.onLateMessage = note;
    let sequence = 0;
    const debug = async (command: string, args: Content = {}) => {
      const request = { type: 'request', seq: ++sequence, command, arguments: args };
      const reply = await kernel.request('control', 'debug_request', request, note);
      expect(reply).toMatchObject({ success: true, command });
      return reply.body as Record<string, never>;
    };
    const stopped = async (count: number): Promise<void> => {
      while (events.filter(({ event }) => event === 'stopped').length < count) await sleep(20);
    };
    await debug('initialize'); // cspell:disable-line
    await debug('attach');
    const code =
      'interface A { a: 1 }\nconst total = 3;\nfunction f(n: number): number {\n  const twice = n * 2;\n  return twice + total;\n}\nf(4);';
    const { sourcePath } = await debug('dumpCell', { code });
    await debug('setBreakpoints', { source: { path: sourcePath }, breakpoints: [{ line: 5 }] });
    const results: unknown[] = [];
    const running = kernel.execute(code, (message) => {
      note(message);
      if (message.header.msg_type === 'execute_result') results.push(message.content.data);
    });
    await stopped(1);
    const { stackFrames } = (await debug('stackTrace')) as unknown as {
      stackFrames: { line: number; name: string }[];
    };
    expect(stackFrames.map(({ name, line }) => [name, line])).toEqual([
      ['f', 5],
      ['<cell>', 7],
    ]);
    const { scopes } = (await debug('scopes', { frameId: 0 })) as unknown as {
      scopes: { variablesReference: number }[];
    };
    const { variables } = (await debug('variables', scopes[0])) as unknown as {
      variables: { name: string; value: string }[];
    };
    expect(Object.fromEntries(variables.map(({ name, value }) => [name, value]))).toMatchObject({
      n: '4',
      twice: '8',
    });
    expect(await debug('evaluate', { expression: 'twice * 10', frameId: 0 })).toMatchObject({ result: '80' });
    await debug('next');
    await stopped(2);
    await debug('continue');
    await running;
    expect(results).toEqual([{ 'text/plain': '11' }]);
    await debug('disconnect');
    // Without a debugger, the same cell runs through.
    expect((await runCell(kernel, code)).text).toBe('11');
  });
});
