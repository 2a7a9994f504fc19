import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { announced, estimatedSeconds } from '../../lib/commands/train-estimate';
import type { Dataset } from '../../lib/data/dataset';
import { synthetic } from '../../lib/data/synthetic';
import { requestedSeconds } from '../../lib/train/own-data/requested-seconds';

const small = synthetic.moons({ n: 80, noise: 0.1, seed: 'estimate' });
const large: Dataset = {
  ...small,
  X: { ...small.X, rows: 300_000, data: new Float64Array(600_000) },
  y: new Int32Array(300_000),
};

/** Streams as of a terminal on which `answer` is typed, and what was shown. */
function terminal(isTTY: boolean, answer = '') {
  const [input, output] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY }),
  );
  input.end(`${answer}\n`);
  const shown: string[] = [];
  output.on('data', (chunk) => shown.push(String(chunk)));
  return { place: { input, output }, shown };
}

describe('the estimate of genlabel train', () => {
  it('is silent where training is short', async () => {
    const { place, shown } = terminal(true);
    expect(await announced(small, { splits: 2 }, 2, place)).toBe(true);
    expect(shown).toEqual([]);
  });

  it('grows with splits, rows and without approximation, and shrinks with threads', () => {
    const seconds = (data: Dataset, options: object, workers = 1) => estimatedSeconds(data, options, workers);
    expect(seconds(small, { splits: 5 })).toBeGreaterThan(seconds(small, { splits: 2 }));
    expect(seconds(small, { splits: 5 }, 2)).toBeLessThan(seconds(small, { splits: 5 }));
    expect(seconds(large, { exact: true })).toBeGreaterThan(10 * seconds(large, {}));
    expect(seconds(large, {})).toBeGreaterThan(60);
  });

  it.each(['genMixGaussian', 'genLabelFlow'] as const)(
    'covers the method on request, %s: on every split',
    (method) => {
      const seconds = (splits: number) => requestedSeconds(small, method, splits, {});
      const one = seconds(1);
      expect(one).toBeGreaterThan(0);
      // Five thousand times as much; a busy machine does not make it less than a hundred.
      expect(seconds(9999)).toBeGreaterThan(100 * one);
    },
  );

  it.each([
    ['y', true],
    ['yes', true],
    ['', false],
    ['n', false],
  ])('asks on a terminal before more than ten minutes, and takes %j for %s', async (answer, goesOn) => {
    const { place, shown } = terminal(true, answer);
    expect(await announced(large, { splits: 10_000, exact: true }, 2, place)).toBe(goesOn);
    expect(shown.join('')).toMatch(/about \d+ hours on 2 threads.*without --exact.*--max-minutes.*Go on\?/s);
  });

  it('tells it in a line elsewhere, and asks for nothing where the time is limited', async () => {
    const log = terminal(false);
    expect(await announced(large, { splits: 10_000 }, 1, log.place)).toBe(true);
    expect(log.shown.join('')).toMatch(/about \d+ hours on 1 thread\.\n.*fewer --splits/);
    const limited = terminal(true);
    expect(await announced(large, { splits: 10_000, maxMinutes: 10 }, 1, limited.place)).toBe(true);
    expect(limited.shown.join('')).not.toMatch(/Go on/);
  });
});
