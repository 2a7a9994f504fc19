import { describe, expect, it } from 'vitest';
import * as example3 from '../../lib/theory/example-3';

describe('map of the order of margins', () => {
  const r = [1, 4, 8, 20];
  const sigma2 = [0.01, 0.1];
  const map = example3.orderMap({ n: 1, r, sigma2 });

  it('says at every point what marginOrder says', () => {
    sigma2.forEach((s, row) => {
      r.forEach((norm, k) => {
        const { genlabelBeatsVanilla, vanillaBeatsMixup } = example3.marginOrder({
          n: 1,
          r: norm,
          sigma2: s,
        });
        expect(map.genlabelBeatsVanilla[row][k]).toBe(genlabelBeatsVanilla);
        expect(map.vanillaBeatsMixup[k]).toBe(vanillaBeatsMixup);
      });
    });
  });

  it('has the crossings 6.286 (vanilla and mixup) and, for sigma2 = 0.1, 11.52 (GenLabel and vanilla)', () => {
    expect(map.mixupCrossings).toHaveLength(1);
    expect(map.mixupCrossings[0]).toBeCloseTo(6.286, 3);
    const found = map.genlabelCrossings.filter((crossing) => crossing.sigma2 === 0.1);
    expect(found).toHaveLength(1);
    expect(found[0].r).toBeCloseTo(11.516, 3);
    const [genlabel, vanilla] = (['genlabel', 'vanilla'] as const).map((scheme) =>
      example3.margin(example3.phiStar({ scheme, n: 1, r: found[0].r, sigma2: 0.1 })),
    );
    expect(Math.abs(genlabel - vanilla)).toBeLessThan(1e-9);
  });

  it('rejects a negative norm', () => {
    expect(() => example3.orderMap({ n: 1, r: [-1, 1], sigma2 })).toThrow(RangeError);
  });
});
