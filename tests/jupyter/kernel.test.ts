import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelClient } from '../../lib/jupyter/client';
import type { Message } from '../../lib/jupyter/wire';

const cwd = fileURLToPath(new URL('.', import.meta.url));
let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ cwd });
});

afterAll(() => kernel.shutdown());

/** Executes code and gives the reply with what was published, as pairs of type and content. */
async function execute(code: string) {
  const messages: Message[] = [];
  const reply = await kernel.execute(code, (message) => messages.push(message));
  const published = messages.map(({ header, content }) => [header.msg_type, content] as const);
  const of = (type: string) => published.filter(([name]) => name === type).map(([, content]) => content);
  return { reply, published, of };
}

describe('kernel', () => {
  it('counts cells and publishes their input', async () => {
    const before = Number((await execute('1')).reply.execution_count);
    for (const count of [before + 1, before + 2]) {
      const code = `console.log(${count})`;
      const { reply, published } = await execute(code);
      expect(reply).toMatchObject({ status: 'ok', execution_count: count });
      expect(published).toEqual([
        ['execute_input', { code, execution_count: count }],
        ['stream', { name: 'stdout', text: `${count}\n` }],
      ]);
    }
  });

  it('does not count what is silent', async () => {
    const before = Number((await execute('1')).reply.execution_count);
    await kernel.request('shell', 'execute_request', { code: '1', silent: true });
    expect((await execute('1')).reply.execution_count).toBe(before + 1);
  });

  it('says in the reply why a cell failed, and keeps the variables of the cells before', async () => {
    await execute('const kept = 3;');
    const { reply, of } = await execute('const lost = 1;\nnull!.x;');
    expect(reply).toMatchObject({ status: 'error', ename: 'TypeScriptError' });
    expect(of('error')).toHaveLength(1);
    expect((await execute('kept')).of('execute_result')).toMatchObject([{ data: { 'text/plain': '3' } }]);
  });

  it('describes errors with cause, errors that are no Error, and errors of earlier cells', async () => {
    const cause = await execute("throw new Error('outer', { cause: new RangeError('inner') })");
    expect(cause.of('error')[0]).toMatchObject({ ename: 'Error', evalue: 'outer' });
    expect((cause.of('error')[0].traceback as string[]).join('\n')).toContain('[cause]: RangeError: inner');
    const thrown = await execute('throw { code: 7 }');
    expect(thrown.of('error')[0]).toMatchObject({ ename: 'Thrown', evalue: '{ code: 7 }' });
    const { reply } = await execute(
      'type A = 1;\ntype B = 2;\nfunction fail(): never {\n  throw new Error("deep");\n}',
    );
    const deep = await execute('\nfail();');
    const traceback = (deep.of('error')[0].traceback as string[]).join('\n');
    const count = Number(reply.execution_count);
    expect(traceback).toContain(`In[${count}]:4:`);
    expect(traceback).toContain(`In[${count + 1}]:2:`);
    expect(traceback).not.toMatch(/tslab|node:|genlabel-cell/);
  });

  it('finds the line after an await, and in a function that is called later', async () => {
    const code =
      'interface A { a: 1 }\nawait null;\nconst f = (x: number): number => {\n  throw new Error(String(x));\n};\nf(1);';
    const messages: Message[] = [];
    await kernel.execute(code, (message) => messages.push(message));
    expect(messages.at(-1)?.metadata).toEqual({ line: 4 });
  });

  it('imports both faces of the library, and nothing below them', async () => {
    const code = `import { example1 } from 'genlabel';
import { tabularMethods } from 'genlabel/study';
console.log(example1.optimalTheta(), tabularMethods.includes('mixup'));`;
    const { reply, of } = await execute(code);
    expect([reply.status, of('stream')]).toEqual(['ok', [{ name: 'stdout', text: '0.375 true\n' }]]);
    const inspected = await kernel.request('shell', 'inspect_request', {
      code: 'tabularMethods',
      cursor_pos: 1,
      detail_level: 0,
    });
    expect(JSON.stringify(inspected.data)).toContain('readonly');
    const deeper = await execute("import { parseArff } from 'genlabel/data/arff';\nparseArff;");
    expect(deeper.reply.status).toBe('error');
    expect(JSON.stringify(deeper.published)).toContain("Cannot find module 'genlabel/data/arff'");
  });

  it('answers comm_info_request and kernel_info_request by their own replies', async () => {
    const comm = await kernel.request('shell', 'comm_info_request', { target_name: 'jupyter.widget' });
    expect(comm).toEqual({ status: 'ok', comms: {} });
    expect(await kernel.request('control', 'kernel_info_request', {})).toMatchObject({
      status: 'ok',
      language_info: { name: 'typescript', mimetype: 'text/typescript' },
    });
  });

  it('completes and inspects', async () => {
    await execute('const margin = 3;');
    const code = 'mar';
    const completed = await kernel.request('shell', 'complete_request', { code, cursor_pos: 3 });
    expect(completed.matches).toContain('margin');
    const inspected = await kernel.request('shell', 'inspect_request', {
      code: 'margin',
      cursor_pos: 1,
      detail_level: 0,
    });
    expect(JSON.stringify(inspected.data)).toContain('const margin');
  });

  it('answers requests while a cell awaits', async () => {
    const cell = execute('await new Promise((resolve) => setTimeout(resolve, 1500));');
    const first = await Promise.race([
      kernel.request('shell', 'comm_info_request', {}).then(() => 'request'),
      cell.then(() => 'cell'),
    ]);
    expect(first).toBe('request');
    expect((await cell).reply.status).toBe('ok');
  });

  it('aborts the cells that were waiting when a cell failed', async () => {
    const replies = await Promise.all([
      execute("await new Promise((resolve) => setTimeout(resolve, 100)); throw new Error('stop');"),
      execute('console.log(1)'),
      execute('console.log(2)'),
    ]);
    expect(replies.map(({ reply }) => reply.status)).toEqual(['error', 'aborted', 'aborted']);
    expect(replies[1]).toMatchObject({ reply: { status: 'aborted' }, published: [] });
    expect(replies[1].reply).not.toHaveProperty('execution_count');
  });

  it('aborts also what waited during a loop without end', async () => {
    const replies = Promise.all([execute('for (;;);'), execute('console.log(1)')]);
    await sleep(500);
    kernel.interrupt();
    const [loop, waiting] = await replies;
    expect(loop.reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
    expect(waiting.reply.status).toBe('aborted');
  });

  it('loses no cell that is sent at once after a failure', async () => {
    for (let i = 0; i < 5; i++) {
      expect((await execute("throw new Error('stop')")).reply.status).toBe('error');
      expect((await execute('console.log(1)')).reply.status).toBe('ok');
    }
  });

  it('goes on after a failure where the client wants it', async () => {
    const content = { code: "throw new Error('ignored')", stop_on_error: false };
    const [failed, next] = await Promise.all([
      kernel.request('shell', 'execute_request', content),
      execute('console.log(1)'),
    ]);
    expect(failed.status).toBe('error');
    expect(next.reply.status).toBe('ok');
  });

  it('reports under the last cell what is rejected after its end', async () => {
    const late = new Promise<Message>((resolve) => {
      kernel.onLateMessage = resolve;
    });
    // Long enough for the reply to have come by then.
    const { reply } = await execute(
      "setTimeout(() => { void Promise.reject(new Error('late')); }, 1500).unref()",
    );
    expect(reply.status).toBe('ok');
    const { header, content } = await late;
    expect(header.msg_type).toBe('error');
    expect(content).toMatchObject({ ename: 'Error', evalue: 'late' });
    expect((await execute('1')).reply.status).toBe('ok');
  });

  it('accepts a rejection that is handled within the turn', async () => {
    const { reply, of } = await execute(
      "const p = Promise.reject(new Error('handled'));\ntry { await p } catch {}",
    );
    expect(reply.status).toBe('ok');
    expect(of('error')).toEqual([]);
  });

  it('shows progress of a loop that never yields', async () => {
    const times: number[] = [];
    const code = "for (const end = Date.now() + 1000; Date.now() < end; ) console.log('.'.repeat(1000));";
    await kernel.execute(code, ({ header }) => {
      if (header.msg_type === 'stream') times.push(Date.now());
    });
    expect(times.length).toBeGreaterThan(2);
    // The head of the output must not wait for the end of the loop.
    expect(times.at(-1)! - times[0]).toBeGreaterThan(500);
  });

  it('loses nothing of what a loop publishes in thousands of messages', async () => {
    const code =
      "import { display } from 'tslab';\nfor (let i = 0; i < 3000; i++) { display.text(String(i)); console.error(i); }";
    const { of } = await execute(code);
    const texts = of('display_data').map(({ data }) => (data as { 'text/plain': string })['text/plain']);
    expect(texts).toEqual(Array.from({ length: 3000 }, (_, i) => String(i)));
    expect(of('stream').map(({ text }) => text)).toEqual(texts.map((text) => `${text}\n`));
  });

  it('decodes characters that arrive in two pieces', async () => {
    const code =
      "const b = Buffer.from('ß'); process.stdout.write(b.subarray(0, 1)); process.stdout.write(b.subarray(1)); undefined";
    const text = (await execute(code))
      .of('stream')
      .map((content) => content.text)
      .join('');
    expect(text).toBe('ß');
  });

  it('calls back those who wait for their output to be written', async () => {
    const { reply } = await execute("await new Promise((resolve) => process.stdout.write('x', resolve));");
    expect(reply.status).toBe('ok');
  });

  it('is not disturbed by files that change around it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernel-test-'));
    const [inner, library] = [join(folder, 'inner'), join(folder, 'node_modules', 'library')];
    for (const made of [inner, library]) mkdirSync(made, { recursive: true });
    writeFileSync(join(library, 'index.js'), 'exports.one = 1;');
    writeFileSync(join(library, 'index.d.ts'), 'export declare const one: number;');
    const other = await KernelClient.start({ cwd: inner });
    try {
      const first = "import { one } from 'library';\nconsole.log(one)";
      expect(await other.execute(first)).toMatchObject({ status: 'ok' });
      // Looked for in vain before the folder above was asked.
      mkdirSync(join(inner, 'node_modules'));
      await sleep(1500);
      expect(await other.execute('console.log(one)')).toMatchObject({ status: 'ok' });
    } finally {
      await other.shutdown();
      rmSync(folder, { recursive: true });
    }
  });

  it('ends at the request of the client, though a cell left a timer', async () => {
    const other = await KernelClient.start({ cwd });
    await other.execute('setInterval(() => {}, 1000); undefined');
    const { code, signal } = await other.shutdown();
    expect({ code, signal }).toEqual({ code: 0, signal: null });
  });
});
