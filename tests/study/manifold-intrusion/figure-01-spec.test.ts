import { expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { classStyles } from '../../../lib/report/style';
import { type Figure01Data, figure01 } from '../../../lib/study/manifold-intrusion/figure-01-spec';
import { expectGolden } from '../../report/golden';

const data: Figure01Data = {
  points: matrix([[-3, 0], [-3, 1], [0, 0], [0, 1], [3, 0], [3, 1]]), // biome-ignore format: points of the plane
  classes: [0, 0, 1, 1, 2, 2],
  densities: [0, 1, 2].map((c) => [0, 1].map((j) => [0, 1, 2].map((i) => (i === c ? 1 - j / 4 : 0.0004)))),
  grid: { x: [-4, 0, 4], y: [-2, 2] },
  example: {
    parents: [[-3, 1], [3, 0]], // biome-ignore format: two points
    mixed: [-0.6, 0.6],
    lambda: 0.6,
    mixLabel: [0.6, 0, 0.4],
    genLabel: [0.01, 0.98, 0.01],
  },
};

it('figure 1 is the committed spec', () => {
  expectGolden('figure-01', figure01(data));
});

it('figure 1 shows every point under its class, the mixed point between its parents, and both labels', () => {
  const traces = figure01(data).data as {
    type: string;
    name?: string;
    x: (number | string)[];
    y: number[];
    text?: string[];
    marker?: { color: unknown };
  }[];
  const named = (name: string) => traces.find((trace) => trace.name === name)!;
  expect([named('class 1').x, named('class 2').x, named('class 3').x]).toEqual([[-3, -3], [0, 0], [3, 3]]); // biome-ignore format: three classes
  const segment = traces.find(({ type, name }) => type === 'scatter' && !name)!;
  const [star] = [named('mixed point')];
  for (const axis of ['x', 'y'] as const) {
    const [from, to] = segment[axis].map(Number);
    expect(star[axis][0]).toBeCloseTo(0.6 * from + 0.4 * to, 12);
  }
  const bars = traces.filter(({ type }) => type === 'bar');
  expect(bars.map(({ y }) => y)).toEqual([data.example.mixLabel, data.example.genLabel]);
  expect(bars.map(({ text }) => text)).toEqual([
    ['0.60', '0.00', '0.40'],
    ['0.01', '0.98', '0.01'],
  ]);
  for (const { marker } of bars) expect(marker?.color).toEqual([0, 1, 2].map((c) => classStyles[c].color));
});
