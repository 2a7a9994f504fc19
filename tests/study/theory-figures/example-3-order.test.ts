import { expect, it } from 'vitest';
import { example3Order } from '../../../lib/study/theory-figures/example-3-order';
import { orderMap } from '../../../lib/theory/example-3';
import { expectGolden } from '../../report/golden';

const panels = [1, 10].map((n) => orderMap({ n, r: [1, 4, 16], sigma2: [0.01, 0.1] }));

it('the map of the order of margins is the committed spec', () => {
  expectGolden('example-3-order', example3Order(panels));
});

it('the map numbers the four regions by the two inequalities', () => {
  const [panel] = panels;
  const four = {
    ...panel,
    r: [1, 2],
    genlabelBeatsVanilla: [
      [true, true],
      [false, false],
    ],
    vanillaBeatsMixup: [true, false],
  };
  const [heatmap] = example3Order([four]).data as { z: number[][] }[];
  expect(heatmap.z).toEqual([
    [0, 1],
    [2, 3],
  ]);
});
