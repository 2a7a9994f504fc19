import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { KernelClient } from '../../lib/jupyter/client';
import type { Message } from '../../lib/jupyter/wire';
import { newFolder, registry } from './toys';

const cwd = fileURLToPath(new URL('.', import.meta.url));

it('collects in a notebook: worker threads start, progress goes to the cell, its last state holds no times', async () => {
  const cell = `
    import { collect, progressFor } from 'genlabel/study';
    const registry = ${JSON.stringify(registry)};
    const options = { registry, store: ${JSON.stringify(join(newFolder(), 'none'))}, workers: 2 };
    const toy = require(registry).experimentOf('toy');
    const { records } = await collect(toy, { ...options, profile: 'quick', onProgress: progressFor('Toy') });
    console.log(records.length, 'records');
  `;
  const kernel = await KernelClient.start({ cwd });
  const messages: Message[] = [];
  const reply = await kernel.execute(cell, (message) => messages.push(message));
  await kernel.shutdown();
  const text = messages
    .filter(({ header }) => header.msg_type === 'stream')
    .map(({ content }) => content.text)
    .join('');
  expect([reply.status, text]).toEqual(['ok', '6 records\n']);
  const displays = messages.filter(({ header }) => /display_data$/.test(header.msg_type));
  expect(displays.map(({ header }) => header.msg_type)).toEqual([
    'display_data',
    ...displays.slice(1).map(() => 'update_display_data'),
  ]);
  const idOf = ({ content }: Message) => (content.transient as { display_id: string }).display_id;
  expect(new Set(displays.map(idOf)).size).toBe(1);
  expect(displays.at(-1)?.content.data).toEqual({
    'text/plain': 'Toy: 6 jobs of profile quick computed; none has a committed record',
  });
});
