import { describe, expect, it } from 'vitest';
import type { Progress } from '../../lib/runtime/collect';
import {
  type DisplayWriter,
  notebookProgress,
  progressFor,
  terminalProgress,
} from '../../lib/runtime/progress';
import { durationText, endLine, runningLine, shareLine } from '../../lib/runtime/progress-text';

const progress = (changes: Partial<Progress> = {}): Progress => ({
  profile: 'quick',
  done: 0,
  total: 120,
  stored: 0,
  verified: 0,
  differing: 0,
  missing: 0,
  state: 'running',
  ...changes,
});

/** Feeds 121 reports, 50 ms apart, and the end. */
function feed(listener: (progress: Progress) => void, clock: { ms: number }): void {
  for (let done = 0; done <= 120; done++) {
    listener(progress({ done }));
    clock.ms += 50;
  }
  listener(progress({ done: 120, verified: 120, state: 'finished' }));
}

describe('runningLine', () => {
  it('tells done, total, rate and time left', () => {
    expect(runningLine('Table 1', progress({ done: 30 }), 10_000)).toBe(
      'Table 1 [######------------------] 30/120, 3.0/s, 0:30 left',
    );
    expect(runningLine('Table 1', progress({ done: 2, stored: 7 }), 3_600_000 / 2)).toBe(
      'Table 1 [------------------------] 2/120, 4.0/h, 29:30:00 left, 7 recorded before',
    );
    expect(runningLine('Table 1', progress(), 5000)).toBe('Table 1 [------------------------] 0/120');
    expect(runningLine('Table 1', progress({ total: 0, stored: 4 }), 0)).toContain('0/0, 4 recorded before');
  });
});

describe('shareLine', () => {
  it('tells the share of the work, and the time left at its pace', () => {
    expect(shareLine('Training', { done: 0.5, total: 2 }, 9000)).toBe(
      'Training [######------------------] 25 %, 0:27 left',
    );
    expect(shareLine('Training', { done: 0, total: 2 }, 9000)).toBe(
      'Training [------------------------] 0 %',
    );
  });
});

describe('durationText', () => {
  it.each([
    [12.2, '13 seconds'],
    [600, '10 minutes'],
    [9000, '2.5 hours'],
    [360_000, '100 hours'],
  ])('%d s is %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
});

describe('endLine', () => {
  const lines: [Partial<Progress>, string][] = [
    [
      { done: 6, verified: 6 },
      '6 jobs of profile quick computed; 6 of 6 equal to the committed records, bit for bit',
    ],
    [
      { done: 6, verified: 3, differing: 1, missing: 1 },
      '5 jobs of profile quick computed; 3 of 4 equal to the committed records, bit for bit; 1 DIFFERENT; ' +
        '1 not computed because their data are not on this machine',
    ],
    [{ done: 1, total: 1 }, '1 job of profile quick computed; none has a committed record'],
    [{ done: 40, state: 'stopped' }, 'stopped after 40 of 120 jobs'],
  ];
  it.each(lines)('%j', (changes, line) => {
    expect(endLine('Table 1', progress({ state: 'finished', ...changes }))).toBe(`Table 1: ${line}`);
  });

  it('is the same for profile paper whether the jobs were computed now or before', () => {
    const now = progress({ profile: 'paper', state: 'finished', done: 120, total: 120, missing: 2 });
    const before = progress({
      profile: 'paper',
      state: 'finished',
      done: 2,
      total: 2,
      missing: 2,
      stored: 118,
    });
    expect(endLine('Table 1', now)).toMatch(
      /^Table 1: 118 of 120 jobs of profile paper recorded; 2 not computed/,
    );
    expect(endLine('Table 1', before)).toBe(endLine('Table 1', now));
  });
});

describe('terminalProgress', () => {
  it('writes over one line of a terminal, ten times a second at most, and ends it', () => {
    const clock = { ms: 0 };
    const written: string[] = [];
    const stream = {
      isTTY: true,
      columns: 40,
      write: (text: string) => written.push(text.replace('\u001b[K', 'ERASE')),
    };
    feed(
      terminalProgress('Table 1', stream, () => clock.ms),
      clock,
    );
    expect(written.length).toBe(62);
    for (const text of written.slice(0, -1)) {
      expect(text).toMatch(/^\r.{1,39}ERASE$/);
    }
    expect(written.at(-1)).toMatch(/^\rTable 1: 120 jobs.*bit for bitERASE\n$/);
  });

  it('writes a line every ten seconds elsewhere, and the last one', () => {
    const clock = { ms: 0 };
    const written: string[] = [];
    const listener = terminalProgress('Table 1', { write: (text) => written.push(text) }, () => clock.ms);
    feed(listener, clock);
    expect(written.length).toBe(1);
    for (const done of [0, 1, 2, 3, 4]) {
      listener(progress({ done }));
      clock.ms += 6_000;
    }
    listener(progress({ done: 4, state: 'stopped' }));
    expect(written.slice(1)).toEqual([
      'Table 1 [------------------------] 2/120, 10.0/min, 11:48 left\n',
      'Table 1 [------------------------] 4/120, 10.0/min, 11:36 left\n',
      'Table 1: stopped after 4 of 120 jobs\n',
    ]);
  });

  it('is what a program gets that is no kernel', () => {
    const write = process.stderr.write;
    const written: string[] = [];
    process.stderr.write = ((text: string) => written.push(text) > 0) as typeof write;
    try {
      progressFor('Table 1')(progress({ state: 'finished' }));
    } finally {
      process.stderr.write = write;
    }
    expect(written.join('')).toMatch('Table 1: 0 jobs of profile quick computed');
  });
});

describe('notebookProgress', () => {
  it('updates one display, four times a second at most, and leaves one line without times', () => {
    const clock = { ms: 0 };
    const displays: { parameters: Parameters<DisplayWriter> }[] = [];
    const writer =
      (): DisplayWriter =>
      (...parameters) =>
        void displays.push({ parameters });
    feed(
      notebookProgress('a < b', writer, () => clock.ms),
      clock,
    );
    expect(displays.length).toBe(26);
    expect(displays.map(({ parameters }) => parameters[1])).toEqual([false, ...Array(25).fill(true)]);
    expect(new Set(displays.map(({ parameters }) => parameters[0].transient.display_id)).size).toBe(1);
    expect(displays[1].parameters[0].data['text/html']).toMatch(
      /^<progress value="5" max="120"><\/progress> a &lt; b \[#-{23}\] 5\/120, 20\.0\/s, 0:06 left$/,
    );
    expect(displays.at(-1)?.parameters[0].data).toEqual({
      'text/plain':
        'a < b: 120 jobs of profile quick computed; 120 of 120 equal to the committed records, bit for bit',
    });
  });

  it('shows a second run in a display of its own', () => {
    const ids: [string, boolean][] = [];
    const writer = (): DisplayWriter => (display, update) =>
      void ids.push([display.transient.display_id, update]);
    const listener = notebookProgress('Table 1', writer);
    for (let run = 0; run < 2; run++) {
      listener(progress());
      listener(progress({ state: 'finished' }));
    }
    expect(ids.map(([, update]) => update)).toEqual([false, true, false, true]);
    expect(new Set(ids.map(([id]) => id)).size).toBe(2);
  });
});
