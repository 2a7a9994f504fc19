import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../lib/runtime/canonical-json';
import { newRecord, parseRecord, recordKey, recordLine } from '../../lib/runtime/record';

describe('canonicalJson', () => {
  it('sorts keys at every depth, leaves out undefined ones, and keeps the order of arrays', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }, 2], a: undefined, B: 'é"' })).toBe(
      '{"B":"é\\"","b":[{"a":null,"z":1},2]}',
    );
  });

  it('reads back as the same doubles', () => {
    const numbers = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ** 53, -1e-7];
    expect(JSON.parse(canonicalJson(numbers))).toEqual(numbers);
    expect(canonicalJson(-0)).toBe('0');
  });

  it('accepts plain objects of another realm', () => {
    expect(canonicalJson(runInNewContext('({b: [1], a: {}})'))).toBe('{"a":{},"b":[1]}');
  });

  const refused: [string, unknown, RegExp][] = [
    ['NaN', { loss: [1, Number.NaN] }, /value\.loss\[1\] is NaN/],
    ['an infinity', -Infinity, /value is -Infinity/],
    ['a typed array', { y: new Float64Array(2) }, /value\.y is a Float64Array.*Array\.from/],
    ['undefined in an array', [undefined], /value\[0\] is undefined/],
    ['a hole', new Array(1), /value\[0\] is undefined/],
    ['a Map', new Map(), /a Map/],
    ['a function', { f: () => 1 }, /value\.f is/],
  ];
  it.each(refused)('refuses %s and says where it is', (_, value, message) => {
    expect(() => canonicalJson(value as never)).toThrow(message);
    expect(() => canonicalJson(value as never)).toThrow(TypeError);
  });
});

describe('recordKey', () => {
  it('does not depend on the order of keys or on undefined ones', () => {
    const key = recordKey('table-01', { dataset: 721, method: 'mixup', gamma: undefined });
    expect(recordKey('table-01', { method: 'mixup', dataset: 721 })).toBe(key);
    expect(recordKey('table-02', { method: 'mixup', dataset: 721 })).not.toBe(key);
  });

  it('is the start of the SHA-256 of the canonical JSON', () => {
    // printf '{"configuration":{"d":2},"experiment":"t"}' | sha256sum (GNU coreutils 9.1)
    expect(recordKey('t', { d: 2 })).toBe('c00e63ca02e05eda');
  });
});

describe('recordLine', () => {
  it('is one line, which reads back as the record', () => {
    const record = newRecord({ experiment: 'toy', configuration: { b: 'two\nlines', a: 1 } }, [0.1], 1.23456);
    expect(recordLine(record).indexOf('\n')).toBe(recordLine(record).length - 1);
    expect(parseRecord(recordLine(record))).toEqual({ ...record, seconds: 1.235 });
    expect(record.node).toBe(process.version);
  });
});
