import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { verifyCommand } from '../../lib/commands/verify-command';
import { collect } from '../../lib/runtime/collect';
import { newRecord, recordLine } from '../../lib/runtime/record';
import { type RecordCheck, verify } from '../../lib/runtime/verify';
import { newFolder, registry, toy } from './toys';

/** Right records of the toy, 24, and of `toy-missing`, 6 of which 2 cannot be recomputed. */
async function committed(): Promise<string> {
  const store = newFolder();
  await collect(toy('toy'), { profile: 'paper', store, registry });
  const lines = toy('toy-missing')
    .jobs('paper')
    .map(async (configuration) => {
      const result = Number(configuration.index) % 3 === 1 ? [] : await toy('toy-missing').run(configuration);
      return recordLine(newRecord({ experiment: 'toy-missing', configuration }, result, 1));
    });
  writeFileSync(join(store, 'toy-missing.jsonl'), (await Promise.all(lines)).join(''));
  return store;
}

/** Changes one digit of the first number of the first record. */
function damage(store: string): void {
  const path = join(store, 'toy.jsonl');
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(
    /"values":\[(0\.\d{6})(\d)/,
    (_, start, digit) => `"values":[${start}${(Number(digit) + 1) % 10}`,
  );
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

describe('verify', () => {
  it('draws another record for each whose data are missing', async () => {
    const store = await committed();
    const options = { sample: 28, seed: 1, store, registry };
    for (const workers of [1, 3]) {
      const { available, compared, equal, differing, skipped } = await verify({ ...options, workers });
      expect({ available, compared, equal, differing, skipped }).toEqual({
        available: 30,
        compared: 28,
        equal: 28,
        differing: [],
        skipped: 2,
      });
    }
  });

  it('compares all if more are asked for than there are', async () => {
    const store = await committed();
    const { compared, skipped } = await verify({ sample: 1000, seed: 1, store, registry });
    expect([compared, skipped]).toEqual([28, 2]);
  });

  it('draws by the seed, not by the order of the lines, and from the experiments asked for', async () => {
    const store = await committed();
    const drawn = async (seed: number, experiments?: string[]) => {
      const keys: string[] = [];
      const onRecord = ({ record }: RecordCheck) => keys.push(`${record.experiment} ${record.key}`);
      await verify({ sample: 5, seed, experiments, store, registry, onRecord, workers: 1 });
      return keys;
    };
    const first = await drawn(1, ['toy']);
    expect(first.length).toBe(5);
    expect(first.every((key) => key.startsWith('toy '))).toBe(true);
    const path = join(store, 'toy.jsonl');
    writeFileSync(path, `${readFileSync(path, 'utf8').trim().split('\n').reverse().join('\n')}\n`);
    expect(await drawn(1, ['toy'])).toEqual(first);
    expect(await drawn(2, ['toy'])).not.toEqual(first);
  });

  it('draws no record of a job that took longer than is allowed, and says how many there are', async () => {
    const store = await committed();
    const path = join(store, 'toy-missing.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"seconds":1}', '"seconds":3600}'));
    const output: string[] = [];
    const argv = ['--sample', '100', '--max-seconds', '1800'];
    expect(await verifyCommand(argv, { store, registry }, (text) => output.push(text))).toBe(0);
    expect(output.join('')).toMatch(
      /24 of 24 equal, bit for bit \(of 24 committed records; --seed \d+\)\n6 left out because their jobs took longer/,
    );
    await expect(verify({ sample: 1, maxSeconds: 0, store, registry })).rejects.toThrow(/maxSeconds is 0/);
  });

  it('tells what differs', async () => {
    const store = await committed();
    damage(store);
    const { equal, differing } = await verify({ sample: 24, experiments: ['toy'], store, registry });
    expect(equal).toBe(23);
    expect(differing.length).toBe(1);
    const [{ configuration, computed, committed: wrong }] = differing;
    expect(computed).toEqual(await toy('toy').run(configuration));
    expect(wrong).not.toEqual(computed);
  });

  it('leaves out records of a graphics card, which need not be the same here', async () => {
    const store = await committed();
    damage(store);
    const path = join(store, 'toy.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n');
    lines[0] = lines[0].replace(/}$/, ',"backend":"webgpu"}');
    writeFileSync(path, lines.join('\n'));
    const { available, compared, equal } = await verify({
      sample: 24,
      experiments: ['toy'],
      store,
      registry,
    });
    expect([available, compared, equal]).toEqual([23, 23, 23]);
  });

  it('refuses a sample that is none and an experiment without records', async () => {
    const store = await committed();
    await expect(verify({ sample: 0, store, registry })).rejects.toThrow(/sample is 0/);
    await expect(verify({ sample: 1, experiments: ['table-99'], store, registry })).rejects.toThrow(
      /table-99 has no records; there are records of: toy, toy-missing/,
    );
  });
});

describe('genlabel verify', () => {
  const run = async (argv: string[], store: string) => {
    const printed: string[] = [];
    const stderr = vi
      .spyOn(process.stderr, 'write')
      .mockImplementation((text) => printed.push(String(text)) > 0);
    const status = await verifyCommand(argv, { store, registry }, (text) => printed.push(text));
    stderr.mockRestore();
    return { status, text: printed.join('') };
  };

  it('ends with 0 if all are equal, and prints the seed that draws them again', async () => {
    const store = await committed();
    const { status, text } = await run(['--sample', '5', '--experiment', 'toy', '--seed', '3'], store);
    expect(status).toBe(0);
    expect(text.match(/^equal {6}toy [0-9a-f]{16} \{"index":/gm)?.length).toBe(5);
    expect(text).toMatch(/5 of 5 equal, bit for bit \(of 24 committed records; --seed 3\)\n$/);
  });

  it('ends with 1 if one differs, and shows both results', async () => {
    const store = await committed();
    damage(store);
    const { status, text } = await run(['--sample', '30'], store);
    expect(status).toBe(1);
    expect(text).toMatch(/^DIFFERENT: toy \{"index":\d+.*\n {2}committed \{.*\n {2}computed {2}\{/m);
    expect(text).toMatch(/27 of 28 equal.*\n2 skipped .*\n30 were asked for, 28 could be compared\n$/);
  });

  it('ends with 1 if nothing could be compared', async () => {
    const store = newFolder();
    expect(await run([], store)).toMatchObject({ status: 1, text: expect.stringContaining('0 of 0 equal') });
    const configuration = { index: 0 };
    const line = recordLine(newRecord({ experiment: 'toy-all-missing', configuration }, [], 1));
    writeFileSync(join(store, 'toy-all-missing.jsonl'), line);
    expect((await run([], store)).status).toBe(1);
    expect(existsSync(join(store, '.toy-all-missing.lock'))).toBe(false);
  });

  it('ends with 2 if it cannot run', async () => {
    const store = await committed();
    expect(await run(['--sample', 'ten'], store)).toEqual({
      status: 2,
      text: 'genlabel: verify: --sample: got ten, expected an integer of at least 1\n',
    });
    expect(await run(['--samples', '3'], store)).toEqual({
      status: 2,
      text: 'genlabel: verify: no option --samples; did you mean --sample?\n',
    });
    expect((await run(['--help'], store)).text).toMatch(/^genlabel verify \[options\]/);
  });
});
