import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Json } from '../../lib/runtime/experiment';
import { newRecord, recordKey, recordLine } from '../../lib/runtime/record';
import { RecordStore, readStore, storedExperiments } from '../../lib/runtime/store';
import { StoreError } from '../../lib/runtime/store-contents';
import { newFolder } from './toys';

// cspell:ignore estore

const recordOf = (index: number, result: number[] = [index / 3, 1e-300]) =>
  newRecord({ experiment: 'toy', configuration: { index, method: 'mixup' } }, { result }, 0.25);

/** The line with another result. */
const resultOf = (line: string, result: Json): string =>
  recordLine({ ...JSON.parse(line), result }).trimEnd();

function storeOf(count: number): { folder: string; path: string; keys: string[] } {
  const folder = newFolder();
  const store = new RecordStore('toy', folder);
  for (let i = 0; i < count; i++) store.append(recordOf(i));
  return { folder, path: join(folder, 'toy.jsonl'), keys: [...store.records.keys()] };
}

describe('RecordStore', () => {
  it('gives back what was appended, after being opened anew', () => {
    const { folder, keys } = storeOf(3);
    const again = new RecordStore('toy', folder);
    expect([...again.records.values()]).toEqual([0, 1, 2].map((i) => recordOf(i)));
    expect(readStore('toy', folder)).toEqual(again.records);
    expect(keys).toEqual([0, 1, 2].map((index) => recordKey('toy', { index, method: 'mixup' })));
    expect(storedExperiments(folder)).toEqual(['toy']);
  });

  it('has no records where there is no store, and makes none by reading', () => {
    const folder = newFolder();
    expect(readStore('toy', join(folder, 'none')).size).toBe(0);
    expect(storedExperiments(join(folder, 'none'))).toEqual([]);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('recovers from a last line torn after any number of bytes', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const { folder, path } = storeOf(3);
    const whole = readFileSync(path);
    const lastLine = Buffer.from(recordLine(recordOf(2)));
    const start = whole.length - lastLine.length;
    for (let length = 1; length < lastLine.length; length += 7) {
      warn.mockClear();
      writeFileSync(path, whole.subarray(0, start + length));
      expect(readStore('toy', folder).size).toBe(2);
      const store = new RecordStore('toy', folder);
      expect(store.records.size).toBe(2);
      expect(String(warn.mock.calls[0])).toMatch(`toy.jsonl: removed a torn last line of ${length} bytes`);
      store.append(recordOf(2));
      expect(readFileSync(path).equals(whole)).toBe(true);
    }
    warn.mockRestore();
  });

  it('keeps a last line that lacks its newline only', () => {
    const { folder, path } = storeOf(2);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length - 1));
    expect(readStore('toy', folder).size).toBe(2);
    expect(new RecordStore('toy', folder).records.size).toBe(2);
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it('keeps the whole records of a tail that lost its newlines, and removes what is torn of it', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    for (const torn of ['', recordLine(recordOf(5)).slice(0, 40)]) {
      const { folder, path } = storeOf(2);
      const glued = [2, 3, 4].map((i) => recordLine(recordOf(i)).trimEnd()).join('');
      appendFileSync(path, glued + torn);
      expect([...readStore('toy', folder).values()]).toEqual([0, 1, 2, 3, 4].map((i) => recordOf(i)));
      const store = new RecordStore('toy', folder);
      store.append(recordOf(6));
      expect([...readStore('toy', folder).values()]).toEqual([0, 1, 2, 3, 4, 6].map((i) => recordOf(i)));
      expect(readFileSync(path, 'utf8')).not.toContain(torn === '' ? '\0' : torn.repeat(2));
    }
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });

  it('removes the torn line of another process that was killed while this one runs', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const { folder, path } = storeOf(1);
    const store = new RecordStore('toy', folder);
    appendFileSync(path, recordLine(recordOf(1)).slice(0, 40));
    store.append(recordOf(2));
    expect(warn).toHaveBeenCalledOnce();
    expect(readFileSync(path, 'utf8')).toBe(recordLine(recordOf(0)) + recordLine(recordOf(2)));
    warn.mockRestore();
  });

  it('follows a file that was replaced', () => {
    const { folder, path } = storeOf(2);
    const store = new RecordStore('toy', folder);
    writeFileSync(`${path}.new`, recordLine(recordOf(7)));
    renameSync(`${path}.new`, path);
    store.append(recordOf(8));
    expect([...store.records.values()]).toEqual([recordOf(7), recordOf(8)]);
  });

  const damages: [string, (line: string) => string, RegExp][] = [
    ['cut short', (line) => line.slice(0, 30), /toy\.jsonl:2 is damaged: .*JSON.*[Rr]estore the file/],
    ['a merge conflict', () => '<<<<<<< HEAD', /toy\.jsonl:2 is damaged/],
    ['an edited configuration', (line) => line.replace('mixup', 'vanilla'), /2 is damaged: its key is/],
    ['no record', () => '{"key":"0"}', /2 is damaged: not a record/],
    ['null', () => 'null', /2 is damaged: not a record/],
    [
      'a result of another kind',
      (line) => resultOf(line, [1]),
      /2 is damaged: result is a list, in other records/,
    ],
    [
      'a field of another kind',
      (line) => resultOf(line, { result: '1' }),
      /2 is damaged: result.result is a string/,
    ],
    [
      'a list for a configuration',
      (line) => line.replace(/"configuration":\{[^}]*\}/, '"configuration":[]'),
      /2 is damaged: not a record/,
    ],
    ['no UTF-8', (line) => line.replace('"node":"v', '"node":"\u00ff'), /2 is damaged/],
    [
      'of another experiment',
      () =>
        recordLine({
          ...recordOf(1),
          experiment: 'table-01',
          key: recordKey('table-01', recordOf(1).configuration),
        }).trim(),
      /2 is damaged: it belongs to experiment table-01, not toy/,
    ],
  ];
  it.each(damages)('refuses a middle line that is %s, with file, line and cure', (_, damage, message) => {
    const { folder, path } = storeOf(3);
    const lines = readFileSync(path, 'utf8').split('\n');
    lines[1] = damage(lines[1]);
    writeFileSync(path, lines.join('\n'), 'latin1');
    expect(() => readStore('toy', folder)).toThrow(message);
    expect(() => new RecordStore('toy', folder)).toThrow(message);
  });

  it('accepts one configuration twice with equal results, and writes it once', () => {
    const { folder, path } = storeOf(2);
    const store = new RecordStore('toy', folder);
    store.append({ ...recordOf(1), seconds: 9 });
    expect(readFileSync(path, 'utf8').split('\n').length).toBe(3);
    appendFileSync(path, recordLine({ ...recordOf(0), node: 'v99.0.0' }));
    expect(readStore('toy', folder).size).toBe(2);
  });

  it('refuses two results for one configuration and names both', () => {
    const { folder, path } = storeOf(2);
    const other = recordOf(0, [0, 2 ** -52]);
    const store = new RecordStore('toy', folder);
    expect(() => store.append(other)).toThrow(/toy\.jsonl:1 has .*1e-300.*the new record has .*2\.22\d*e-16/);
    appendFileSync(path, recordLine(other));
    expect(() => readStore('toy', folder)).toThrow(
      /two results for .*"index":0.*toy\.jsonl:1 has .*toy\.jsonl:3 has/,
    );
  });

  it('writes no record that would damage it', () => {
    const { folder, path } = storeOf(1);
    const before = readFileSync(path, 'utf8');
    const store = new RecordStore('toy', folder);
    const configuration = { index: 1, method: 'mixup' };
    const damaging = [
      [newRecord({ experiment: 'toy', configuration }, 'text', 1), /result is a string, in other records/],
      [newRecord({ experiment: 'toy', configuration }, { result: 1 }, 1), /result\.result is a number/],
      [newRecord({ experiment: 'other', configuration }, { result: [1] }, 1), /experiment other, not toy/],
      [{ ...recordOf(1), key: '0'.repeat(16) }, /its key is 0000000000000000/],
    ] as const;
    for (const [record, reason] of damaging) {
      expect(() => store.append(record)).toThrow(
        /a new record is not written to .*toy\.jsonl: .*Mend the job/,
      );
      expect(() => store.append(record)).toThrow(reason);
      expect(readFileSync(path, 'utf8')).toBe(before);
    }
    store.append(recordOf(1));
    expect(new RecordStore('toy', folder).records.size).toBe(2);
  });

  it('says in one line where it cannot be made', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    for (const place of [join(folder, 'file'), join(folder, 'file', 'deep')]) {
      expect(() => new RecordStore('toy', place)).toThrow(StoreError);
      expect(() => new RecordStore('toy', place)).toThrow(
        /cannot write .*toy\.jsonl: on the way to it is a file where a folder is expected; remove that, or set GENLABEL_RECORDS/,
      );
    }
  });
});

it('names a record file that is a folder', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'toy.jsonl'), { recursive: true });
  expect(() => readStore('toy', folder)).toThrow(StoreError);
  expect(() => readStore('toy', folder)).toThrow(
    /cannot read .*toy\.jsonl: it is a folder, expected a file; remove it/,
  );
});
