import { describe, expect, it } from 'vitest';
import { row } from '../../../lib/numeric/matrix';
import { coverageTable } from '../../../lib/study/genmix/coverage-tables';
import { freshCoverage } from '../../../lib/study/genmix/fresh-points';
import { marginMethods } from '../../../lib/study/genmix/genmix-margins';
import { genMixSets } from '../../../lib/study/genmix/genmix-sets';
import { marginSets, planeSettings } from '../../../lib/study/genmix/plane-sets';
import {
  equidistanceFinding,
  genMixMarginTable,
  type MarginRecord,
  marginFindings,
} from '../../../lib/study/genmix/summarise-margins';
import {
  compareTable15,
  type Table15Record,
  table15Finding,
} from '../../../lib/study/genmix/summarise-table-15';
import { table15Methods } from '../../../lib/study/genmix/table-15';
import type { Coverage } from '../../../lib/train/generative/coverage';
import type { LabelledPoints } from '../../../lib/train/sweep';

/** Records in which the error of GenMix+GAN is `gan`, that of all others `other`, both with a little spread. */
function records(gan: number, other: number, trials = 10): Table15Record[] {
  return genMixSets.flatMap((dataset) =>
    Array.from({ length: trials }, (_, trial): Table15Record => {
      const wiggle = 0.001 * (trial % 3);
      const error = Object.fromEntries(
        table15Methods.map((method) => [method, (method === 'gan' ? gan : other) + wiggle]),
      );
      const fit = { within: 0.1, coverage: 0.9 + 0.01 * (trial % 2), spill: 0.02 };
      return {
        configuration: { dataset, trial },
        result: {
          testSize: 100,
          error,
          outcome: {},
          coverage: [fit, fit],
          refused: {},
        } as unknown as Table15Record['result'],
      };
    }),
  );
}

describe('compareTable15', () => {
  it('puts ours beside the print, our rows below, and differences by trial', () => {
    const { rows } = compareTable15(records(0.02, 0.05));
    expect(rows.map(({ label }) => label).slice(0, 8)).toEqual([
      'Vanilla Training',
      'Mixup',
      'Manifold-mixup',
      'GenMix+GAN',
      'GenMix+GM',
      'GenMix+KDE',
      'GenMix+VAE',
      'GenMix+flow',
    ]);
    const gan = rows[3].cells[0];
    expect(gan.paper).toBe(4.9);
    expect(gan.reproduces?.mean).toBeCloseTo(2.09, 10);
    expect(gan.reproduces?.trials).toBe(10);
    expect(rows[4].cells[0].paper).toBeNull();
    const difference = rows.find(({ label }) => label === 'GenMix+GAN − Mixup');
    // Paired: the spread of the trials cancels.
    expect(difference?.cells[0].reproduces?.mean).toBeCloseTo(-3, 10);
    const { low = 0, high = 1 } = difference?.cells[0].reproduces ?? {};
    expect(high! - low!).toBeLessThan(1e-9);
    expect(difference?.cells[0].paper).toBeCloseTo(4.9 - 7.98, 10);
  });

  it('leaves out trials whose model was refused', () => {
    const all = records(0.02, 0.05);
    (all[0].result.error as { gan: number | null }).gan = null;
    expect(compareTable15(all).rows[3].cells[0].reproduces?.trials).toBe(9);
  });
});

describe('table15Finding', () => {
  it('holds where GenMix+GAN is below all baselines, fails where it is above, waits for records', () => {
    expect(table15Finding(records(0.02, 0.05)).verdict).toBe('holds');
    expect(table15Finding(records(0.05, 0.02)).verdict).toBe('fails');
    expect(table15Finding([]).verdict).toBe('not-attempted');
    expect(table15Finding(records(0.02, 0.05, 1)).verdict).toBe('not-resolved');
  });
});

describe('coverageTable', () => {
  it('has mean, lowest and highest of each class, beside what fresh points of the law have', () => {
    const { rows } = coverageTable(
      records(0.02, 0.05).filter(({ configuration: { dataset } }) => dataset !== 'mnist-79'),
      margins(0.05).map(withCoverage),
    );
    // Two classes of the circles in both dimensions, of Circle and Moon, three of V, Ket and Y.
    expect(rows).toHaveLength(2 * 2 + 2 * 2 + 3 * 3);
    const [plane, , sphere] = rows;
    expect(plane.slice(0, 6)).toEqual(['Circle (2D)', 0, 10, 0, '0.100', '90.5 (90.0 to 91.0)']);
    expect(plane[7]).toBe('2.0 (2.0 to 2.0)');
    // 50 points of a circle lie closer than 0.1 to nearly all of it, 250 of a sphere do not.
    expect(Number(plane[8])).toBeLessThan(20);
    expect(Number(sphere[8])).toBeGreaterThan(30);
    expect(Number(sphere[8])).toBeLessThan(70);
    // 1000 points of a sphere leave some of it farther than 0.1, too.
    for (const row of rows) expect(Number(row[6])).toBeGreaterThan(row[0] === 'Circle (3D)' ? 80 : 95);
  });

  it('counts what was refused, and has no line without records', () => {
    const all = records(0.02, 0.05, 2).filter(({ configuration: { dataset } }) => dataset === 'circle-2d');
    (all[0].result as { coverage: unknown }).coverage = null;
    expect(coverageTable(all).rows.map((row) => row.slice(1, 4))).toEqual([
      [0, 2, 1],
      [1, 2, 1],
    ]);
    (all[1].result as { coverage: unknown }).coverage = null;
    expect(coverageTable(all).rows).toEqual([['Circle (2D)', '–', 2, 2, '–', '–', '–', '–', '–']]);
    expect(coverageTable([]).rows).toEqual([]);
  });
});

describe('freshCoverage', () => {
  it('is the share of fresh points off a training set, by naive distances', () => {
    const [{ spill }] = freshCoverage('moon', 0, [0.15, 0.15]) as Coverage[];
    const training = planeSettings.moon.draw('genmix margins 0');
    const own = pointsOf(training, 0);
    const fresh = Array.from({ length: 11 }, (_, r) =>
      pointsOf(planeSettings.moon.draw(`fresh 0 ${r}`), 0),
    ).flat();
    const far = fresh
      .slice(0, 1000)
      .filter((a) => own.every((b) => Math.hypot(a[0] - b[0], a[1] - b[1]) > 0.15));
    expect(fresh.length).toBeGreaterThanOrEqual(1000);
    expect(spill).toBe(far.length / 1000);
  });
});

function pointsOf({ X, y }: LabelledPoints, c: number): number[][] {
  return Array.from(y.keys())
    .filter((i) => y[i] === c)
    .map((i) => Array.from(row(X, i)));
}

/** With a fit of every class of the set. */
function withCoverage(record: MarginRecord): MarginRecord {
  const { dataset } = record.configuration;
  const classes = ['v', 'ket', 'y'].includes(dataset) ? 3 : 2;
  const fit = { within: 0.15, coverage: 0.95, spill: 0.01 };
  return { ...record, result: { ...record.result, coverage: Array.from({ length: classes }, () => fit) } };
}

/** Margins of GenMix that exceed those of the others by `more`. */
function margins(more: number, gap = 1e-5): MarginRecord[] {
  return marginSets.flatMap((dataset) =>
    Array.from({ length: 10 }, (_, trial): MarginRecord => {
      const of = (value: number) => ({ least: value, percentile: value, support: value });
      const own = Object.fromEntries(
        marginMethods.map((method) => [
          method,
          of(0.1 + 0.01 * trial + (method === 'genmix' ? more + 0.001 * trial : 0)),
        ]),
      );
      const norm = { points: 100, asked: 100, largestGap: gap };
      const result = { margins: own, outcome: { points: 1, asked: 1, intruding: 0 }, coverage: null };
      return {
        configuration: { dataset, trial },
        result: {
          ...result,
          ...(dataset === 'moon' && { norms: { l1: norm, l2: norm, linf: norm } }),
        } as unknown as MarginRecord['result'],
      };
    }),
  );
}

describe('findings on margins', () => {
  it('hold where GenMix is above, fail where it is below, wait for all sets', () => {
    expect(marginFindings(margins(0.05)).map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds']);
    expect(marginFindings(margins(-0.05)).map(({ verdict }) => verdict)).toEqual(['fails', 'fails', 'fails']);
    const some = margins(0.05).filter(({ configuration }) => configuration.dataset === 'moon');
    expect(marginFindings(some).map(({ verdict }) => verdict)).toEqual([
      'not-attempted',
      'not-resolved',
      'not-resolved',
    ]);
    expect(genMixMarginTable(margins(0.05)).rows).toHaveLength(24);
  });

  it('calls points equidistant within a thousandth', () => {
    expect(equidistanceFinding(margins(0, 1e-5)).verdict).toBe('holds');
    expect(equidistanceFinding(margins(0, 2e-3)).verdict).toBe('fails');
    expect(equidistanceFinding([]).verdict).toBe('not-attempted');
  });
});
