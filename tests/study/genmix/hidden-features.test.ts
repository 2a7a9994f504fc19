import { describe, expect, it } from 'vitest';
import { decodeJpeg, encodeJpeg } from '../../../lib/data/images/jpeg';
import { matrix } from '../../../lib/numeric/matrix';
import { figure15Pairs } from '../../../lib/paper/figure-15';
import { claimIds } from '../../../lib/study/claims';
import { type HiddenRecord, hiddenFinding, hiddenTable } from '../../../lib/study/genmix/hidden-claims';
import { type HiddenResult, hiddenFeatures } from '../../../lib/study/genmix/hidden-features';
import { likeliest } from '../../../lib/study/genmix/hidden-nets';
import { figure15, montage } from '../../../lib/study/genmix/hidden-picture';
import { judgedImages } from '../../../lib/study/genmix/judged-pair';

describe('judgedImages', () => {
  const probabilities = matrix([
    [0.5, 0.3, 0.2],
    [0.1, 0.6, 0.3],
    [0.25, 0.25, 0.5],
  ]);

  it('means the lesser probability, both, and whether the pair leads', () => {
    expect(judgedImages(probabilities, [0, 1])).toEqual({
      images: 3,
      lesser: expect.closeTo((0.3 + 0.1 + 0.25) / 3, 12),
      both: expect.closeTo((0.8 + 0.7 + 0.5) / 3, 12),
      topTwo: expect.closeTo(1 / 3, 12),
    });
    expect(judgedImages(probabilities, [2, 1]).topTwo).toBeCloseTo(1 / 3, 12);
    expect(judgedImages(matrix([]), [0, 1]).images).toBe(0);
  });

  it('does not depend on the order of the pair; of equal probabilities none leads', () => {
    expect(judgedImages(probabilities, [1, 0])).toEqual(judgedImages(probabilities, [0, 1]));
    expect(judgedImages(matrix([[0.4, 0.3, 0.3]]), [0, 1]).topTwo).toBe(0);
    expect(likeliest(probabilities)).toEqual([0, 1, 2]);
  });
});

/** Full trials in which GenMix has the given lesser probability, test images `real`, each with a little spread. */
function records(genmix: number, real = 0.02, trials = 5): HiddenRecord[] {
  const judged = (lesser: number) => ({ images: 16, lesser, both: 0.5, topTwo: 0.4 });
  return Array.from({ length: trials }, (_, trial): HiddenRecord => {
    const wiggle = 0.002 * (trial % 3);
    const result: HiddenResult = {
      extractor: { clean: 0.45, robust: 0.3 },
      judge: { clean: 0.55 + wiggle },
      inversion: { error: 0.1, before: 0.5, after: 0.3, distance: 10, greyDistance: 13 },
      pairs: figure15Pairs.map((_, i) => ({
        ...{ classes: [i, i + 1], asked: 16, intruding: 0, error: 0.1 },
        ...{ genmix: judged(genmix + wiggle), mixup: judged(0.2), real: judged(real - wiggle) },
      })),
    };
    return { configuration: { scale: 'full', trial }, result };
  });
}

describe('hiddenFinding', () => {
  it('holds above chance and above test images, fails below either, waits for trials', () => {
    expect(hiddenFinding(records(0.2)).verdict).toBe('holds');
    expect(hiddenFinding(records(0.05)).verdict).toBe('fails');
    expect(hiddenFinding(records(0.2, 0.3)).verdict).toBe('fails');
    expect(hiddenFinding(records(0.099)).verdict).toBe('not-resolved');
    expect(hiddenFinding(records(0.2, 0.02, 1)).verdict).toBe('not-resolved');
    expect(hiddenFinding([]).verdict).toBe('not-attempted');
  });

  it('cannot fail by a classifier that does not see both classes of mixed images', () => {
    const blind = records(0.05);
    for (const { result } of blind)
      for (const { mixup } of result.pairs) Object.assign(mixup, { lesser: 0.05 });
    expect(hiddenFinding(blind).verdict).toBe('not-resolved');
  });

  it('fails if one of the pairs does', () => {
    const all = records(0.2);
    for (const { result } of all) Object.assign(result.pairs[3].genmix, { lesser: 0.01 });
    expect(hiddenFinding(all).verdict).toBe('fails');
  });

  it('counts full trials alone, and is how the ledger decides', () => {
    const [demonstration] = records(0.5, 0.02, 1);
    Object.assign(demonstration, { configuration: { scale: 'demonstration', trial: 0 } });
    expect(hiddenFinding([demonstration]).verdict).toBe('not-attempted');
    const { records: used } = hiddenFinding([demonstration, ...records(0.2)]);
    expect(used).toEqual([{ experiment: 'genmix-hidden-features', filter: { scale: 'full' }, count: 5 }]);
    expect(claimIds()).toContain('f-figure-15-hidden-features');
  });
});

describe('hiddenTable', () => {
  it('has GenMix beside mixup and test images, in percent, and the quality of the nets', () => {
    const { rows, notes } = hiddenTable(records(0.2));
    expect(rows).toHaveLength(6);
    expect(rows[0].slice(0, 5)).toEqual(['bird, automobile', 5, '20.2 ± 0.2', '20.0 ± 0.0', '1.8 ± 0.2']);
    expect(notes?.join(' ')).toContain('the extractor is right on 45.0 ± 0.0 % of test images');
    expect(hiddenTable([]).rows).toHaveLength(0);
  });
});

describe('figure15', () => {
  const tile = (value: number) => Buffer.from(new Uint8Array(3 * 3072).fill(value)).toString('base64');

  it('puts pairs side by side, white where there is none', () => {
    const { height, width, pixels } = montage([tile(10), null, tile(30)]);
    expect([height, width]).toEqual([96, 96]);
    const at = (y: number, x: number) => pixels[3 * (y * width + x)];
    expect([at(0, 0), at(95, 31), at(50, 32), at(0, 64), at(95, 95)]).toEqual([10, 10, 255, 30, 30]);
  });

  it('is one small image with six captions, and nothing before the first full trial', () => {
    const all = records(0.2);
    expect(figure15(all).data).toEqual([]);
    Object.assign(all[0].result, { picture: [10, 20, 30, 40, 50, 60].map(tile) });
    const { layout } = figure15(all) as unknown as {
      layout: { images: { source: string }[]; annotations: { text: string }[] };
    };
    expect(layout.images[0].source).toMatch(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+=*$/);
    expect(layout.annotations.map(({ text }) => text).slice(0, 6)).toEqual([
      ...['bird, car', 'cat, frog', 'deer, car', 'frog, car', 'horse, cat', 'horse, ship'],
    ]);
  });

  it('has a JPEG that reads back', () => {
    const pixels = Uint8Array.from({ length: 3 * 256 }, (_, p) => (p % 3 === 0 ? 200 : 40));
    const bytes = encodeJpeg({ height: 16, width: 16, pixels }, 95);
    const read = decodeJpeg('own', bytes);
    expect([read.height, read.width]).toEqual([16, 16]);
    read.pixels.forEach((value, p) => {
      expect(Math.abs(value - pixels[p])).toBeLessThan(8);
    });
  });
});

describe('hiddenFeatures', () => {
  it('has a demonstration for profile quick, and full trials for paper', () => {
    expect(hiddenFeatures.jobs('quick')).toEqual([{ scale: 'demonstration', trial: 0 }]);
    expect(hiddenFeatures.jobs('paper')).toHaveLength(6);
    expect(hiddenFeatures.jobs('paper')).toContainEqual({ scale: 'demonstration', trial: 0 });
  });

  it('says what is missing without CIFAR-10', async () => {
    const variable = process.env.GENLABEL_DATA;
    delete process.env.GENLABEL_DATA;
    try {
      const run = async () => hiddenFeatures.run({ scale: 'demonstration', trial: 0 });
      await expect(run()).rejects.toThrow(/CIFAR-10 is not available/);
    } finally {
      if (variable !== undefined) process.env.GENLABEL_DATA = variable;
    }
  });

  it.skipIf(process.env.GENLABEL_DATA === undefined)(
    'gives the same bytes twice, with every pair mixed (needs CIFAR-10 under GENLABEL_DATA)',
    async () => {
      const run = async () => hiddenFeatures.run({ scale: 'demonstration', trial: 0 });
      const first = await run();
      expect(await run()).toEqual(first);
      first.pairs.forEach(({ genmix, mixup, real, error }) => {
        expect([genmix.images, mixup.images]).toEqual([2, 100]);
        expect(real.images).toBeGreaterThan(20);
        expect(error).toBeGreaterThan(0);
        expect(genmix.lesser).toBeLessThanOrEqual(genmix.both / 2);
      });
      expect(first.picture).toBeUndefined();
    },
    120_000,
  );
});
