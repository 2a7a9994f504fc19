import { expect, it } from 'vitest';
import { figure03 } from '../../../lib/study/theory-figures/figure-03';
import { expectGolden } from '../../report/golden';
import { example2 } from './examples';

it('is the committed spec', () => {
  expectGolden('figure-03', figure03(example2));
});

it('has four square panels of the same scale', () => {
  const { layout } = figure03(example2) as unknown as {
    layout: Record<string, { domain: [number, number]; range: number[] }> & {
      width: number;
      height: number;
      margin: { l: number; r: number; t: number; b: number };
    };
  };
  const { width, height, margin } = layout;
  for (const axis of ['', '2', '3', '4']) {
    const [x, y] = [layout[`xaxis${axis}`], layout[`yaxis${axis}`]];
    const across = (x.domain[1] - x.domain[0]) * (width - margin.l - margin.r);
    const up = (y.domain[1] - y.domain[0]) * (height - margin.t - margin.b);
    expect(Math.abs(across - up)).toBeLessThan(1);
    expect(x.range).toEqual(y.range);
  }
});

it('escapes titles', () => {
  const spec = figure03({ ...example2, titles: { vanilla: '<img src=x>' } });
  expect(JSON.stringify(spec)).not.toContain('<img');
});
