import { expect, it } from 'vitest';
import { example1, example2, example3 } from '../../lib/browser';
import { example1At, example2At, example3At } from '../../lib/pages/playground/examples';

it('takes the curves of Example 1 from the library', () => {
  const { curves, margin, best } = example1At(0.3);
  expect(margin).toBe(0.3);
  expect(best).toEqual({ theta: 3 / 8, margin: 3 / 8 });
  const { l1, l2, l3 } = example1.pairLosses(0.5);
  expect(curves[2].points.slice(98, 100)).toEqual([0.5, l1 + l2 + l3]);
});

it('takes the margins of Example 2 from the library', () => {
  const { models } = example2At({ norm: 8, sigma2: 0.05 });
  const linear = example2.margin(example2.fit({ labeling: 'linear', d: 5 }), 5);
  expect(models.map(({ margin }) => margin)).toEqual([
    example2.margin(example2.vanillaAtNorm(8, 5), 5),
    linear,
    example2.margin(example2.fit({ labeling: 'logistic', sigma2: 0.05, d: 5 }), 5),
  ]);
});

it('takes the angles of Example 3 from the library', () => {
  const setting = { n: 3, r: 5, sigma2: 0.25 };
  const { schemes, svm } = example3At(setting);
  expect(svm.phi).toBe(Math.PI / 4);
  for (const { name, phi, margin, losses } of schemes) {
    expect(phi).toBe(example3.phiStar({ ...setting, scheme: name }));
    expect(margin).toBe(example3.margin(phi));
    expect(Math.min(...losses.filter((_, k) => k % 2 === 1))).toBe(0);
  }
});
