import { describe, expect, it } from 'vitest';
import { nineCentres, synthetic } from '../../../lib/data/synthetic';
import { classConditional } from '../../../lib/density/class-conditional';
import { type Matrix, matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { figure04 } from '../../../lib/study/manifold-intrusion/figure-04';
import { labelConflicts, topLabels } from '../../../lib/study/manifold-intrusion/label-conflicts';
import { byMethod } from '../../../lib/study/manifold-intrusion/plane-classifiers';
import { marginSummary } from '../../../lib/study/manifold-intrusion/plane-margins';
import { planePicture, regionClasses } from '../../../lib/study/manifold-intrusion/plane-picture';
import { unitGaussian } from '../../../lib/study/synthetic/synthetic-densities';
import { decisionBoundary, planeGrid } from '../../../lib/train/margins/decision-boundary';

describe('figure04', () => {
  const [quick, paper] = (['quick', 'paper'] as const).map((profile) => figure04.jobs(profile));

  it('has distinct jobs, those of quick among those of paper', () => {
    const listed = paper.map((job) => JSON.stringify(job));
    expect(new Set(listed).size).toBe(listed.length);
    expect(quick.filter((job) => !listed.includes(JSON.stringify(job)))).toEqual([]);
  });

  it('has ten trials or more of each set in each protocol', () => {
    for (const dataset of ['four-circle', 'nine-gaussians']) {
      for (const protocol of ['paper', 'released']) {
        const trials = paper.filter((job) => job.dataset === dataset && job.protocol === protocol);
        expect(trials.length).toBeGreaterThanOrEqual(10);
      }
    }
  });
});

const nine = synthetic.nineGaussians({ n: 100, seed: 'nine' });
const unitGaussians = classConditional(nine.X, nine.y, 9, (_, c) => unitGaussian(nineCentres[c]));
const nearestCentre = ({ data, rows }: Matrix) =>
  Int32Array.from({ length: rows }, (_, i) => {
    const squares = nineCentres.map(([x, y]) => (data[2 * i] - x) ** 2 + (data[2 * i + 1] - y) ** 2);
    return squares.indexOf(Math.min(...squares));
  });

describe('topLabels', () => {
  const draws = 20_000;
  const mixed = topLabels(nine, unitGaussians, () => 0.6, draws, randomStream('mixed'));

  it('at lambda = 0.6 has linear labels in conflict for 32/81 of the mixes of nine clusters', () => {
    // A coordinate of a mix is at -2 or 2, next to the middle cluster, if the parents are at its two ends: 2 of 9 pairs.
    // No conflict if neither coordinate is: (7/9)^2. Four standard errors of 20 000 draws.
    const { mixup, intrusion } = labelConflicts(mixed, { svm: nearestCentre, 'svm-other': nearestCentre });
    const share = 32 / 81;
    const bound = 4 * Math.sqrt((share * (1 - share)) / draws);
    for (const ours of [mixup.nearest, mixup.svm, mixup['svm-other'], intrusion]) {
      expect(Math.abs(ours - share)).toBeLessThan(bound);
    }
  });

  it('has labels of the likeliest class that agree with the data', () => {
    const { genlabel } = labelConflicts(mixed, { svm: nearestCentre, 'svm-other': nearestCentre });
    expect(genlabel.nearest).toBeLessThan(0.001);
    // Unit Gaussians around the centres: the likeliest class is the nearest centre's.
    expect(genlabel.svm).toBe(0);
  });

  it("takes the heavier parent's class, and the parents themselves at lambda 1 and 0", () => {
    for (const lambda of [1, 0]) {
      const { points, mixup, nearest, intrudes } = topLabels(
        nine,
        unitGaussians,
        () => lambda,
        50,
        randomStream(1),
      );
      expect(mixup).toEqual(nearestCentre(points));
      expect(mixup).toEqual(nearest);
      expect(intrudes).toEqual(new Array(50).fill(false));
    }
  });

  it('calls an intrusion what is nearest to a third class', () => {
    const three = { X: matrix([[-1], [0], [1]]), y: Int32Array.of(0, 1, 2) };
    const model = { logDensities: (points: Matrix) => matrix(Array.from(points.data, (x) => [-x, 0, x])) };
    const { points, nearest, intrudes } = topLabels(three, model, () => 0.6, 200, randomStream(2));
    points.data.forEach((x, i) => {
      // 0.6 and -0.6 of one end: only mixes of the two ends are at +-0.2.
      expect(intrudes[i]).toBe(Math.abs(Math.abs(x) - 0.2) < 1e-9);
      expect(nearest[i]).toBe(Math.abs(x) > 0.5 ? 1 + Math.sign(x) : 1);
    });
    expect(intrudes).toContain(true);
  });
});

const halves = ({ data, rows }: Matrix) =>
  Int32Array.from({ length: rows }, (_, i) => (data[2 * i] > 0.5 ? 1 : 0));
const plane = planeGrid([-2, 2], [-1, 1], 0.1);

describe('marginSummary', () => {
  it('has the signed distances to a line, and the smallest of each class', () => {
    const X = matrix([[-1, 0], [0.25, 0.5], [1.5, 0], [0.125, 0]]); // biome-ignore format: points
    const summary = marginSummary(
      decisionBoundary(halves, plane),
      halves,
      { X, y: Int32Array.of(0, 0, 1, 1) },
      2,
    );
    expect(summary.wrong).toBe(1);
    expect(summary.least).toBeCloseTo(-0.375, 4);
    expect(summary.percentile).toBe(summary.least);
    expect(summary.leastOfClass[0]).toBeCloseTo(0.25, 4);
    expect(summary.leastOfClass[1]).toBe(summary.least);
    expect(summary.mean).toBeCloseTo((1.5 + 0.25 + 1 - 0.375) / 4, 4);
  });

  it('takes the point below which 1 % lie', () => {
    const X = matrix(Array.from({ length: 300 }, (_, i) => [0.5 + (i + 1) / 1000, 0]));
    const summary = marginSummary(
      decisionBoundary(halves, plane),
      halves,
      { X, y: new Int32Array(300).fill(1) },
      2,
    );
    expect(summary.percentile).toBeCloseTo(0.003, 4);
  });

  it('refuses a classifier of one class', () => {
    const constant = ({ rows }: Matrix) => new Int32Array(rows);
    const boundary = decisionBoundary(constant, plane);
    expect(() => marginSummary(boundary, constant, { X: matrix([[0, 0]]), y: Int32Array.of(0) }, 2)).toThrow(
      /no boundary/,
    );
  });
});

describe('planePicture', () => {
  it('tells regions that can be read back, and the boundary', () => {
    const classifiers = byMethod(() => halves);
    const boundary = decisionBoundary(halves, plane);
    const mixed = topLabels(nine, unitGaussians, () => 0.6, 10, randomStream(3));
    const run = { training: nine, test: nine, densities: unitGaussians, grid: plane, classifiers };
    const picture = planePicture(
      run,
      mixed,
      byMethod(() => boundary),
    );
    const read = picture.methods.svm.regions.flatMap(regionClasses);
    expect(read).toEqual(Array.from(boundary.classes));
    expect(picture.methods.svm.boundary.length).toBe(1);
    expect(picture.methods.svm.boundary[0].filter((_, k) => k % 2 === 0)).toEqual(new Array(21).fill(0.5));
    expect(picture.mixed.mixup.length).toBe(10);
    expect(picture.points.length).toBe(2 * picture.classes.length);
  });
});
