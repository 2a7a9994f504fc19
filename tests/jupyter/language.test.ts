import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelClient } from '../../lib/jupyter/client';
import type { Content } from '../../lib/jupyter/wire';
import { runCell } from './cells';

let folder = '';
let kernel: KernelClient;

/** A notebook's folder far from the repository, with a file above it and a package beside it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'language-test-'));
  const inner = join(folder, 'inner');
  const library = join(inner, 'node_modules', 'library');
  for (const made of [inner, join(library, 'deep')]) mkdirSync(made, { recursive: true });
  writeFileSync(join(folder, 'above.ts'), 'export const above: number = 7;');
  writeFileSync(join(folder, 'package.json'), '{ "name": "outside" }');
  writeFileSync(join(inner, 'helper.ts'), 'export const value = 1;');
  writeFileSync(
    join(library, 'package.json'),
    '{ "name": "library", "version": "2.0.0", "exports": { ".": { "types": "./a.d.ts", "default": "./a.js" }, "./deep": { "types": "./deep/b.d.ts", "default": "./deep/b.js" } } }',
  );
  writeFileSync(join(library, 'a.js'), 'exports.one = 1;');
  writeFileSync(join(library, 'a.d.ts'), 'export declare const one: number;');
  writeFileSync(join(library, 'deep', 'b.js'), 'exports.two = 2;');
  writeFileSync(join(library, 'deep', 'b.d.ts'), 'export declare const two: number;');
  kernel = await KernelClient.start({ cwd: inner });
});

afterAll(async () => {
  await kernel.shutdown();
  rmSync(folder, { recursive: true });
});

const run = (code: string) => runCell(kernel, code);
const ask = (type: string, content: Content) => kernel.request('shell', type, content);

describe('the language of cells', () => {
  it('is the TypeScript of the project', async () => {
    const info = await kernel.request('shell', 'kernel_info_request', {});
    expect((info.language_info as Content).version).toBe(ts.version);
    const code =
      "const log: string[] = [];\n{ using r = { [Symbol.dispose]() { log.push('disposed'); } }; log.push('used'); }\nlog";
    expect((await run(code)).text).toBe("[ 'used', 'disposed' ]");
  });

  it.each([
    ['for await (const x of [1, 2]) console.log(x);', '1\n2\n'],
    ["const fs = await import('node:fs'); console.log(typeof fs.readFileSync);", 'function\n'],
    ["import { above } from '../above'; console.log(above);", '7\n'],
    ["import { above as again } from '../above.ts'; console.log(again);", '7\n'],
    ["import outside from '../package.json'; console.log(outside.name);", 'outside\n'],
    ["import { one } from 'npm:library@2'; console.log(one);", '1\n'],
    ["import { two } from 'library/deep'; console.log(two);", '2\n'],
    ["const { two: three } = await import('npm:library/deep'); console.log(three);", '2\n'],
    ["import { matrix } from 'genlabel'; console.log(matrix([[1]]).rows);", '1\n'],
    ["import * as study from 'genlabel/study'; console.log(typeof study);", 'object\n'],
    ['console.log(typeof import.meta.url);', 'string\n'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a cell
    ['console.log(`a ${`b ${1 + 1}`}`);', 'a b 2\n'],
  ])('has %s', async (code, output) => {
    const { of, reply } = await run(code);
    expect(reply).toMatchObject({ status: 'ok' });
    expect(
      of('stream')
        .map(({ text }) => text)
        .join(''),
    ).toBe(output);
  });

  it('names the command that installs what is missing', async () => {
    expect((await run("import x from 'npm:not-installed@1/sub';")).reply.evalue).toContain(
      'npm install not-installed@1',
    );
    expect((await run("import x from 'not-installed/sub';")).reply.evalue).toContain(
      'npm install not-installed',
    );
  });

  it('sees an edited file at the next import', async () => {
    expect((await run("import { value } from './helper.ts'; value")).text).toBe('1');
    writeFileSync(join(folder, 'inner', 'helper.ts'), 'export const value = 2;\nexport const more = 3;');
    utimesSync(join(folder, 'inner', 'helper.ts'), new Date(), new Date(Date.now() + 5000));
    expect((await run("import { value, more } from './helper.ts'; [value, more]")).text).toBe('[ 2, 3 ]');
  });

  it('keeps what a failing cell declared before its error', async () => {
    await run('const a = 1; const old = 2;');
    await run(
      "const a = 5; function f() { return 'f'; } interface I { i: 1 }\nthrow new Error('x');\nconst b = 6, old = 7;",
    );
    expect((await run('[a, f(), old]')).text).toBe("[ 5, 'f', 2 ]");
    expect((await run('const i: I = { i: 1 }; i')).text).toBe('{ i: 1 }');
    expect((await run('b')).reply.ename).toBe('TypeScriptError');
  });

  it('names cell and line of an error, and no frame around them', async () => {
    const { reply } = await run("\n\nthrow new Error('here');");
    const at = (reply.traceback as string[]).filter((line) => line.includes(' at '));
    expect(at).toEqual([`    at In[${reply.execution_count}]:3:7`]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a cell
    const template = await run('const broken = `a ${nothing}`;');
    expect(template.reply).toMatchObject({ ename: 'TypeScriptError', evalue: "Cannot find name 'nothing'." });
  });

  it('sends the output of a timer to the cell that started it', async () => {
    const first = kernel.execute("setTimeout(() => console.log('late'), 600); undefined");
    const late = new Promise<unknown>((resolve) => {
      kernel.onLateMessage = ({ header, content, parent }) => {
        if (header.msg_type === 'stream') resolve([content.text, parent.msg_id]);
      };
    });
    await first;
    const { messages } = await run('await new Promise((r) => setTimeout(r, 1500)); console.log("second");');
    const [text, id] = (await late) as string[];
    expect(text).toBe('late\n');
    expect(id).not.toBe(messages[0].parent.msg_id);
    expect(messages.filter(({ header }) => header.msg_type === 'stream')).toHaveLength(1);
  });

  it('stops a cell that failed by an unhandled rejection', async () => {
    const code =
      "let steps = 0;\nvoid Promise.reject(new Error('lost'));\nwhile (true) { await new Promise((r) => setTimeout(r, 1)); steps++; }";
    expect((await run(code)).reply).toMatchObject({ status: 'error', evalue: 'lost' });
    const steps = (await run('steps')).text;
    await sleep(100);
    expect((await run('steps')).text).toBe(steps);
  });

  it('says what to do instead of magics', async () => {
    expect((await run('!ls -l')).reply).toMatchObject({
      ename: 'UsageError',
      evalue: expect.stringContaining('execSync("ls -l"'),
    });
    expect((await run('%timeit f()')).reply.evalue).toContain('performance.now()');
    expect((await run('%lsmagic')).of('display_data')[0].data).toMatchObject({
      'text/plain': expect.stringContaining('!command'),
    });
    await run('/** Twice of it. */\nfunction twice(x: number): number { return 2 * x; }');
    expect(JSON.stringify((await run('twice?')).of('display_data'))).toContain('Twice of it.');
    expect((await run('!a')).text).toBe('false');
  });
});

describe('editing help', () => {
  const inspectAt = async (code: string): Promise<string> => {
    const cursor_pos = code.indexOf('|');
    const reply = await ask('inspect_request', { code: code.replace('|', ''), cursor_pos, detail_level: 0 });
    return String((reply.data as Record<string, unknown>)['text/plain']);
  };
  const completeAt = async (code: string): Promise<string[]> => {
    const reply = await ask('complete_request', { code, cursor_pos: [...code].length });
    return reply.matches as string[];
  };

  beforeAll(async () => {
    await run(
      '/**\n * Adds, see {@link Math}.\n *\n * @param left the first\n * @param right the second\n * @returns the sum\n * @throws RangeError never\n * @example add(1, 2)\n */\n' +
        'function add(left: number, right: number): number { return left + right; }',
    );
  });

  it('gives signature and parameter within the parentheses of a call', async () => {
    expect(await inspectAt('add(1, |)')).toMatch(
      /^add\(left: number, right: number\): number\n\nright: the second/,
    );
    expect(await inspectAt('add(|')).toContain('left: the first');
  });

  it('keeps the tags of docstrings', async () => {
    const text = await inspectAt('ad|d');
    for (const part of ['@returns the sum', '@throws RangeError', '@example\nadd(1, 2)', '{@link Math}']) {
      expect(text).toContain(part);
    }
  });

  it('completes names, members, modules and the environment', async () => {
    expect(await completeAt('ad')).toContain('add');
    expect(await completeAt('const 𝒳 = "𝒳"; Math.sq')).toContain('sqrt');
    expect(await completeAt("import { readFileSync } from 'node:f")).toContain('node:fs');
    expect(await completeAt("import {} from 'lib")).toContain('library');
    expect(await completeAt('process.env.PA')).toContain('PATH');
  });

  it('replaces exactly the word that was begun', async () => {
    const reply = await ask('complete_request', { code: '𝒳; Math.sq + 1', cursor_pos: 10 });
    expect(reply).toMatchObject({ cursor_start: 8, cursor_end: 10 });
    expect(reply.matches).toContain('sqrt');
  });
});
