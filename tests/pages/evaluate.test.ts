import { createRequire } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { contourLines } from '../../lib/pages/playground/contour-lines';
import { dataOf } from '../../lib/pages/playground/data-set';
import { evaluate } from '../../lib/pages/playground/evaluate';
import { mixedSample } from '../../lib/pages/playground/mixed-sample';
import { notebookOf } from '../../lib/pages/playground/notebook-of';
import { type MethodName, methodNames, type Setting, startSetting } from '../../lib/pages/playground/setting';
import { trainMethod } from '../../lib/pages/playground/train-method';
import { predict } from '../../lib/train/forward';

const small: Setting = { ...startSetting, data: 'moons', n: 60, width: 16, epochs: 10 };

/** Runs the cells of a notebook as one program. @returns what they print, one line a call */
function printed(notebook: string): string[] {
  const { cells } = JSON.parse(notebook) as { cells: { cell_type: string; source: string[] }[] };
  const source = cells.filter(({ cell_type: type }) => type === 'code').map((cell) => cell.source.join(''));
  const { outputText } = ts.transpileModule(source.join('\n'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const lines: string[] = [];
  const log = (...parts: unknown[]) => lines.push(parts.join(' '));
  new Function('require', 'exports', 'console', outputText)(createRequire(import.meta.url), {}, { log });
  return lines;
}

describe('evaluate', () => {
  it.each(methodNames)('gives the same numbers again, and those of the notebook: %s', (method) => {
    const { numbers } = evaluate(method, small);
    const again = evaluate(method, small).numbers;
    expect({ ...again, time: 0, trainingTime: 0 }).toEqual({ ...numbers, time: 0, trainingTime: 0 });
    const [line] = printed(notebookOf({ ...small, methods: [method] }, 'file:///playground.html'));
    expect(line).toBe(
      `${method}: ${numbers.trainAccuracy} on the training points ${numbers.testAccuracy} on test points`,
    );
  });

  it('takes the accuracy, boundary and margins of the net that was trained', () => {
    const { training } = dataOf(small);
    const { model } = trainMethod('vanilla', training, small);
    const { numbers, regions, extent, boundary, closest } = evaluate('vanilla', small);
    const right = predict(model, training.X).filter((label, i) => label === training.y[i]).length;
    expect(numbers.trainAccuracy).toBe(right / 60);
    const corner = { data: Float64Array.of(extent.x[0], extent.y[0]), rows: 1, cols: 2 };
    expect(regions.classes[0]).toBe(predict(model, corner)[0]);
    // On the boundary the class changes within a thousandth.
    const [x, y] = [boundary[0], boundary[1]];
    const around = [-1, 1].flatMap((a) => [-1, 1].map((b) => [x + a * 1e-3, y + b * 1e-3]));
    const classes = predict(model, { data: Float64Array.from(around.flat()), rows: 4, cols: 2 });
    expect(new Set(classes).size).toBe(2);
    expect(closest!.distance).toBeGreaterThan(0);
    expect(numbers.leastMargin!).toBeLessThanOrEqual(closest!.distance);
  });

  it('trains methods from the same start on the same batches: GenLabel with gamma 0 is mixup', () => {
    const mixup = evaluate('mixup', { ...small, gamma: 0 });
    const genlabel = evaluate('genlabel-kde', { ...small, gamma: 0 });
    expect(genlabel.boundary).toEqual(mixup.boundary);
    expect(genlabel.mixed.labels).toEqual(mixup.mixed.labels);
    expect(evaluate('genlabel-kde', small).boundary).not.toEqual(mixup.boundary);
  });

  it('works with points of the reader, and says what they lack', () => {
    const points = '0,0,3;0.1,0,3;0,0.2,3;2,2,5;2,2.1,5;2.2,2,5';
    const own = evaluate('genlabel-gm', { ...small, data: 'own', points });
    expect(own.numClasses).toBe(2);
    expect(own.numbers.testAccuracy).toBeNull();
    expect(() => evaluate('vanilla', { ...small, data: 'own', points: '0,0,1' })).toThrow(
      /points of one class, expected two classes at least/,
    );
    expect(() => evaluate('genlabel-kde', { ...small, data: 'own', points: '0,0,0;1,1,1' })).toThrow(
      /at least 2 points/,
    );
  });
});

describe('mixedSample', () => {
  const { training } = dataOf({ ...small, data: 'fourCircle' });
  const sampleOf = (method: MethodName) =>
    mixedSample(method, training, { ...small, data: 'fourCircle' }, {});

  it('counts a conflict where the nearest training point has another class than the largest weight, as a naive count', () => {
    const { points, labels, conflicts, conflictShare } = sampleOf('mixup');
    const naive = Array.from({ length: points.rows }, (_, i) => {
      const distances = Array.from({ length: training.X.rows }, (__, j) =>
        Math.hypot(
          points.data[2 * i] - training.X.data[2 * j],
          points.data[2 * i + 1] - training.X.data[2 * j + 1],
        ),
      );
      const nearest = training.y[distances.indexOf(Math.min(...distances))];
      return labels.data[2 * i + nearest] < labels.data[2 * i + 1 - nearest];
    });
    expect(conflicts).toEqual(naive);
    expect(conflictShare).toBe(naive.filter(Boolean).length / 300);
    expect(conflictShare).toBeGreaterThan(0.1);
  });

  it('leaves out what intrudes, and has nothing for vanilla training', () => {
    const [all, kept] = [sampleOf('mixup'), sampleOf('mixup-without-mi')];
    expect(kept.points.rows).toBeLessThan(all.points.rows);
    expect(kept.conflictShare!).toBeLessThan(all.conflictShare!);
    expect(sampleOf('vanilla').conflictShare).toBeNull();
  });
});

describe('contourLines', () => {
  it('finds a circle', () => {
    const line = Array.from({ length: 41 }, (_, i) => -2 + i / 10);
    const values = line.flatMap((y) => line.map((x) => x * x + y * y));
    const pieces = contourLines(values, { x: line, y: line }, 1);
    expect(pieces.length / 4).toBeGreaterThan(40);
    for (let k = 0; k < pieces.length; k += 2) expect(Math.hypot(pieces[k], pieces[k + 1])).toBeCloseTo(1, 2);
  });

  it('finds nothing where a function is constant, and lines where it is infinite', () => {
    const line = [0, 1];
    expect(contourLines([1, 1, 1, 1], { x: line, y: line }, 0.5)).toEqual([]);
    expect(contourLines([-Infinity, 1, -Infinity, 1], { x: line, y: line }, 0)).toEqual([0.5, 0, 0.5, 1]);
  });
});
