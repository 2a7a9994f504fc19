import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StreamOutput } from '../../lib/jupyter/cells/stream-output';

let published: [string, string][] = [];
const text = (): string => published.map(([, part]) => part).join('');
const make = (keep?: number): StreamOutput =>
  new StreamOutput((name, part) => published.push([name, part]), keep);

beforeEach(() => {
  published = [];
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('StreamOutput', () => {
  it('gathers what is written in quick succession, and keeps the order of the two streams', () => {
    const streams = make();
    streams.write('stdout', '1');
    for (const part of ['a', 'b', 'c']) streams.write('stdout', part);
    streams.write('stderr', 'd');
    streams.write('stdout', 'e');
    streams.finish();
    expect(published).toEqual([
      ['stdout', '1'],
      ['stdout', 'abc'],
      ['stderr', 'd'],
      ['stdout', 'e'],
    ]);
  });

  it('publishes soon without being asked', () => {
    const streams = make();
    streams.write('stdout', 'a');
    streams.write('stdout', 'b');
    vi.advanceTimersByTime(100);
    expect(text()).toBe('ab');
  });

  it('cuts nothing of an output that just fits', () => {
    const streams = make(10);
    for (let i = 0; i < 20; i++) streams.write('stdout', String(i % 10));
    streams.finish();
    expect(text()).toBe('01234567890123456789');
  });

  it('keeps the first and the last characters of any sequence of writes, and counts the others', () => {
    let state = 1;
    const random = (below: number): number => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    for (let trial = 0; trial < 200; trial++) {
      published = [];
      const keep = 1 + random(30);
      const streams = make(keep);
      let whole = '';
      for (let writes = random(40); writes > 0; writes--) {
        const part = Array.from({ length: random(12) }, () => String.fromCharCode(97 + random(26))).join('');
        whole += part;
        streams.write(random(2) ? 'stdout' : 'stderr', part);
      }
      streams.finish();
      const cut = whole.length - 2 * keep;
      if (cut <= 0) expect(text()).toBe(whole);
      else {
        const notice = `\n[${cut} characters cut here: of the output of a cell the first and the last ${keep} are kept]\n`;
        expect(text()).toBe(whole.slice(0, keep) + notice + whole.slice(-keep));
      }
    }
  });

  it('gives each cell the full allowance', () => {
    const streams = make(3);
    for (const cell of ['abcdefgh', 'ijk']) {
      streams.write('stdout', cell);
      streams.finish();
    }
    expect(published.at(-1)).toEqual(['stdout', 'ijk']);
  });
});
