import { describe, expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { bidirectionalInversion } from '../../../lib/study/genmix/bidirectional-inversion';
import { inversionCost } from '../../../lib/study/genmix/inversion-cost';
import {
  type Invertible,
  inversionWays,
  invertBy,
  invertByAll,
} from '../../../lib/study/genmix/inversion-ways';
import {
  type BidirectionalRecord,
  type InversionRecord,
  inversionTable,
} from '../../../lib/study/genmix/study-tables';
import type { DenseNetwork } from '../../../lib/train/dense-network';
import { standardiserOf } from '../../../lib/train/generative/standardiser';

/** Decoder of the segment from (-3, 0) to (3, 0): w to (3 w, 0) / 2 in standardised points of scale 2. @param shift by which the encoder errs */
function segment(reach: number, shift: number): Invertible {
  const decoder: DenseNetwork = {
    architecture: { widths: [1, 2], activation: 'identity' },
    parameters: Float64Array.of(1.5 / reach, 0, 0, 0),
  };
  return {
    ...{ decoder, reach, space: standardiserOf(new Float64Array(2), 2) },
    encode: ({ data, rows }) => ({
      ...{ rows, cols: 1 },
      data: Float64Array.from({ length: rows }, (_, i) => (reach * data[2 * i]) / 3 + shift),
    }),
    decode: ({ data, rows }) => ({
      ...{ rows, cols: 2 },
      data: Float64Array.from({ length: 2 * rows }, (_, p) => (p % 2 === 0 ? (3 * data[p >> 1]) / reach : 0)),
    }),
  };
}

describe.each([1, 3])('invertBy, latent points within %i', (reach) => {
  const points = matrix([
    [1, 0.5],
    [-2, -0.5],
    [0.3, 0],
  ]);
  const nearest = (0.5 + 0.5 + 0) / 3;

  it('finds the nearest points of a segment by descent, by a grid, and from a right encoder', () => {
    const outcomes = invertByAll(segment(reach, 0), points);
    for (const way of inversionWays) expect(outcomes[way]?.distance).toBeCloseTo(nearest, 2);
    expect(outcomes.encoder?.distance).toBeCloseTo(nearest, 10);
    expect(outcomes.encoder?.passes).toBe(2);
    expect(outcomes['encoder and descent']?.passes).toBe(22);
  });

  it('shows what an encoder errs by, of which descent takes a part back', () => {
    const shift = reach / 15; // 0.2 along the segment
    const wrong = segment(reach, shift);
    const encoder = invertBy('encoder', wrong, points)?.distance;
    expect(encoder).toBeCloseTo((2 * Math.hypot(0.2, 0.5) + 0.2) / 3, 10);
    expect(invertBy('encoder and descent', wrong, points)?.distance).toBeLessThan((encoder! + nearest) / 2);
  });
});

it('has no grid of more than two latent dimensions', () => {
  const decoder: DenseNetwork = {
    architecture: { widths: [3, 1], activation: 'identity' },
    parameters: Float64Array.of(1, 0, 0, 0),
  };
  const coder = { ...segment(1, 0), decoder };
  expect(invertBy('grid', coder, matrix([[1, 2]]))).toBeNull();
});

describe('inversionTable', () => {
  const outcome = (distance: number) => ({ distance, passes: 2 });
  const result = (distance: number) => {
    const ways = Object.fromEntries(inversionWays.map((way) => [way, outcome(distance)]));
    return { latentDimension: 1, points: 100, own: ways, other: { ...ways, grid: null } } as never;
  };
  const vae = [0.1, 0.2].map(
    (distance, trial): InversionRecord => ({
      configuration: { dataset: 'moon', trial },
      result: result(distance),
    }),
  );
  const gan = vae.map(
    ({ configuration }): BidirectionalRecord => ({
      configuration,
      result: { ...(result(0.3) as object), fit: { within: 0.1, coverage: 0.9, spill: 0.25 } } as never,
    }),
  );

  it('has a line a decoder and way, and the coverage of the GANs', () => {
    const { rows, notes } = inversionTable(vae, gan);
    expect(rows).toHaveLength(8);
    expect(rows[0].slice(0, 6)).toEqual(['moon', 'VAE', 1, 2, 'encoder', 2]);
    expect(rows[0][6]).toMatch(/^0\.1500 ± /);
    expect(rows[4].slice(0, 2)).toEqual(['moon', 'bidirectional GAN']);
    expect(rows[4][6]).toBe('0.3000');
    expect(notes).toEqual(['Coverage and spill of the bidirectional GANs: moon 90.0 and 25.0 %.']);
    expect(inversionTable(vae).rows).toHaveLength(4);
  });

  it('is of the same draws under both experiments', () => {
    for (const profile of ['quick', 'paper'] as const) {
      expect(bidirectionalInversion.jobs(profile)).toEqual(inversionCost.jobs(profile));
    }
  });
});
