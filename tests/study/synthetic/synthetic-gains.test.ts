import { expect, it } from 'vitest';
import { protocols } from '../../../lib/study/common/protocol';
import { type SyntheticGain, syntheticGains } from '../../../lib/study/synthetic/synthetic-gains';
import { expectGolden } from '../../report/golden';

const gain = (mean: number) => ({ mean, low: mean - 0.5, high: mean + 1, trials: 30 });
const gains: SyntheticGain[] = protocols.flatMap((protocol, i) => [
  { protocol, minus: 'mixup', densities: 'own', gain: gain(4 + i) },
  { protocol, minus: 'mixup', densities: 'other', gain: gain(3 + i) },
  { protocol, minus: 'vanilla', densities: 'own', gain: gain(2 - i) },
  { protocol, minus: 'vanilla', densities: 'other', gain: gain(-1 - i) },
]);
const panels = [
  { name: '2D cube', gains },
  { name: 'Moon <b>', gains: gains.slice(0, 4) },
];

it('is the committed spec', () => {
  expectGolden('synthetic-gains', syntheticGains(panels));
});

it('draws every gain in the panel of its set and the row of its protocol, with both ends of its interval', () => {
  const traces = syntheticGains(panels).data as {
    xaxis: string;
    x: number[];
    y: number[];
    error_x: { array: number[]; arrayminus: number[] };
  }[];
  expect(traces.map(({ xaxis }) => xaxis)).toEqual([...Array(4).fill('x'), ...Array(4).fill('x2')]);
  const [mixup] = traces;
  expect(mixup.x).toEqual([4, 5]);
  expect(mixup.y.map(Math.round)).toEqual([1, 0]);
  expect(mixup.error_x).toMatchObject({ array: [1, 1], arrayminus: [0.5, 0.5] });
  expect(traces.slice(4).map(({ x }) => x)).toEqual([[4], [3], [2], [-1]]);
});

it('escapes the names of the sets', () => {
  expect(JSON.stringify(syntheticGains(panels).layout)).not.toContain('Moon <b>');
});
