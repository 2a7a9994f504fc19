import { expect, it } from 'vitest';
import { figure04, type PlaneBlock } from '../../../lib/study/manifold-intrusion/figure-04-spec';
import { byMethod } from '../../../lib/study/manifold-intrusion/plane-classifiers';
import { expectGolden } from '../../report/golden';

const conflicts = (nearest: number) => ({ nearest, svm: 0.5, 'svm-other': 0.25 });
const block = (title: string, decimals: number): PlaneBlock => ({
  ...{ title, decimals, counts: { data: 4, mixed: 3, boundary: 2 } },
  conflicts: { intrusion: 0.1, mixup: conflicts(0.36), genlabel: conflicts(0.018) },
  margins: byMethod(() => ({ least: -0.25, leastOfClass: [0.5, -0.25], percentile: 0.1, mean: 1, wrong: 1 })),
  picture: {
    points: [0, 0, 1, 1, 2, 0, 0.5, 0.5],
    classes: '0110',
    mixed: { points: [0.5, 0, 1, 0.5, 1.5, 1], mixup: '010', genlabel: '011', nearest: '011' },
    x: [0, 2],
    y: [0, 1],
    methods: byMethod(() => ({
      regions: ['0*2 1*3', '0*1 1*4', '1*5'],
      boundary: [[0.75, 0, 0.25, 0.5], [0, 0.75, 0.1, 0.8]], // biome-ignore format: two lines
    })),
  },
});

interface Trace {
  readonly type: string;
  readonly x: readonly (number | null)[];
  readonly z: { readonly bdata: string; readonly shape: string };
  readonly xaxis: string;
  readonly marker?: { readonly symbol: string };
}
const tracesOf = (blocks: readonly PlaneBlock[]) => figure04(blocks).data as unknown as Trace[];

it('figure 4 is the committed spec', () => {
  expectGolden('figure-04', figure04([block('one <set>', 3), { ...block('part of it', 2), x: [0, 1] }]));
});

it('rings are around the mixed points that differ from the nearest training point', () => {
  const rings = tracesOf([block('one', 3)]).filter(({ marker }) => marker?.symbol === 'circle-open');
  expect(rings.map(({ xaxis, x }) => [xaxis, x])).toEqual([
    ['x2', [1.5]],
    ['x3', []],
  ]);
});

it('regions are those of the part that is shown, and lines of the boundary are apart', () => {
  const traces = tracesOf([{ ...block('part', 3), x: [0, 1] }]);
  const maps = traces.filter(({ type }) => type === 'heatmap');
  const nodes = maps.map(({ z }) => [z.shape, ...Buffer.from(z.bdata, 'base64')]);
  expect(nodes).toEqual(new Array(4).fill(['3, 3', 0, 0, 1, 0, 1, 1, 1, 1, 1]));
  const lines = traces.filter(({ x }) => x?.includes(null));
  expect(lines.map(({ x }) => x)).toEqual(new Array(4).fill([0.75, 0.25, null, 0, 0.1, null]));
});

it('panels are as large in x as in y', () => {
  const { layout } = figure04([block('one', 3), { ...block('two', 2), x: [0, 1] }]) as unknown as {
    layout: { width: number; height: number; margin: { l: number; r: number } } & Record<
      string,
      { domain: [number, number]; range: [number, number] }
    >;
  };
  const scale = (axis: string, pixels: number) => {
    const { domain, range } = layout[axis];
    return ((domain[1] - domain[0]) * pixels) / (range[1] - range[0]);
  };
  for (const suffix of ['', '2', '5', '8', '14']) {
    const across = scale(`xaxis${suffix}`, layout.width - layout.margin.l - layout.margin.r);
    expect(scale(`yaxis${suffix}`, layout.height)).toBeCloseTo(across, 6);
  }
});
