import { expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { type Figure05Data, figure05 } from '../../../lib/study/theory-figures/figure-05';
import { type Figure08Data, figure08 } from '../../../lib/study/theory-figures/figure-08';
import { figure09 } from '../../../lib/study/theory-figures/figure-09';
import * as example3 from '../../../lib/theory/example-3';
import { placeClasses } from '../../../lib/theory/gaussian-classes';
import { theorem1Curves } from '../../../lib/theory/theorem-1-curves';
import { expectGolden } from '../../report/golden';

const r = [0.1, 1, 10, 50];
const phi = (problem: Omit<example3.Example3, 'r' | 'n'>) => ({
  phi: r.map((norm) => example3.phiStar({ ...problem, n: 3, r: norm })),
  limit: example3.phiStar({ ...problem, n: 3, r: Infinity }),
});
const curves: Figure05Data = {
  n: 3,
  r,
  curves: [
    { name: 'Vanilla', method: 'vanilla', ...phi({ scheme: 'vanilla' }) },
    { name: 'Mixup', method: 'mixup', ...phi({ scheme: 'mixup' }) },
    { name: 'GenLabel', method: 'genlabel-gm', dash: 'dot', ...phi({ scheme: 'genlabel', sigma2: 0.1 }) },
  ],
};

const classes = { sigma1: 10, c: 1, tau: 0, d: 2 };
const pattern = matrix([
  [0.5, -1],
  [-0.5, 0.3],
  [1, 0.2],
  [-1, 0.5],
]);
const losses: Figure08Data = {
  ...theorem1Curves(placeClasses(pattern, 2, classes), classes, { norm: 10, phi: [-0.5, 0, 0.5] }),
  norm: 10,
};

it('figure 5 is the committed spec', () => {
  expectGolden('figure-05', figure05(curves));
});

it('figure 5 escapes names', () => {
  const named = curves.curves.map((curve) => ({ ...curve, name: '<img src=x>' }));
  expect(JSON.stringify(figure05({ ...curves, curves: named }))).not.toContain('<img');
});

it('figure 8 is the committed spec', () => {
  expectGolden('figure-08', figure08(losses));
});

it('figure 9 is the committed spec', () => {
  expectGolden('figure-09', figure09({ phi: 0.6 }));
});
