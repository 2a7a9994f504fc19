import { expect, it } from 'vitest';
import { figure02 } from '../../../lib/study/theory-figures/figure-02';
import { expectGolden } from '../../report/golden';
import { example1 } from './examples';

it('is the committed spec', () => {
  expectGolden('figure-02', figure02(example1));
});

it('marks each minimum on its curve', () => {
  const { data } = figure02(example1) as unknown as {
    data: { xaxis: string; mode: string; x: number[]; y: number[] }[];
  };
  const panel = data.filter((trace) => trace.xaxis === 'x3');
  const curves = panel.filter((trace) => trace.mode === 'lines');
  const minima = panel.filter((trace) => trace.mode === 'markers');
  expect(minima.map((trace) => trace.x[0])).toEqual([7 / 16, 3 / 8, 1 / 2]);
  minima.forEach(({ x, y }, i) => {
    expect(y[0]).toBeCloseTo(curves[i].y[curves[i].x.indexOf(x[0])], 12);
    expect(y[0]).toBeCloseTo(Math.min(...curves[i].y), 12);
  });
});

it('escapes the labels', () => {
  const spec = figure02({ ...example1, mixup: { ...example1.mixup, label: '<img src=x>' } });
  expect(JSON.stringify(spec)).not.toContain('<img');
});
