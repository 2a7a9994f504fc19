import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { newFolder, registry } from './toys';

const child = fileURLToPath(new URL('kernel-child.cjs', import.meta.url));

interface Message {
  name?: string;
  text?: string;
  data?: Record<string, string>;
  id?: string;
  update?: boolean;
}

it('collects in a notebook: worker threads start, progress goes to the cell, its last state holds no times', () => {
  const cell = `
    import { collect, progressFor } from 'genlabel/study';
    const registry = ${JSON.stringify(registry)};
    const options = { registry, store: ${JSON.stringify(join(newFolder(), 'none'))}, workers: 2 };
    const toy = require(registry).experimentOf('toy');
    const { records } = await collect(toy, { ...options, profile: 'quick', onProgress: progressFor('Toy') });
    console.log(records.length, 'records');
  `;
  const { status, messages } = JSON.parse(
    execFileSync(process.execPath, [child, cell], { encoding: 'utf8' }),
  );
  const displays = (messages as Message[]).filter(({ data }) => data);
  const text = (messages as Message[]).map((message) => message.text ?? '').join('');
  expect([status, text]).toEqual(['ok', '6 records\n']);
  expect(displays.map(({ update }) => update)).toEqual([false, ...displays.slice(1).map(() => true)]);
  expect(new Set(displays.map(({ id }) => id)).size).toBe(1);
  expect(displays.at(-1)?.data).toEqual({
    'text/plain': 'Toy: 6 jobs of profile quick computed; none has a committed record',
  });
});
