import { matrix } from '../../../lib/numeric/matrix';
import type { Figure02Data } from '../../../lib/study/theory-figures/figure-02';
import type { Figure03Data } from '../../../lib/study/theory-figures/figure-03';

const theta = [0.125, 0.25, 0.375, 0.4375, 0.5];
const l1 = (t: number) => (2 / 3) * (2 * t - 1) ** 2;
const curve = (loss: (t: number) => number, at: number, label: string) => ({
  loss: theta.map(loss),
  theta: at,
  minimum: loss(at),
  label,
});

/** Example 1 for theta <= 1/2, where L1 = L2 = (2/3) (2 theta - 1)^2 and L3 = (4/3) theta. */
export const example1: Figure02Data = {
  theta,
  mixup: curve((t) => 2 * l1(t) + (4 / 3) * t, 3 / 8, '3/8'),
  mixupAsPrinted: curve((t) => 2 * l1(t) + (2 / 3) * t, 7 / 16, '7/16'),
  withoutIntrusion: curve((t) => 2 * l1(t), 1 / 2, '1/2'),
};

const lambda = [0, 0.25, 0.5, 0.75, 1];
const rho = lambda.map((l) => 1 / (1 + Math.exp(-40 * (l - 0.5))));
const svm = lambda.map((l) => {
  const u = 10 * (2 * l - 1);
  const scores = [1, Math.exp(u), Math.exp(-u)];
  return scores.map((score) => score / (scores[0] + scores[1] + scores[2]));
});

/** The SVM solution of Example 2, and two others of plain numbers. */
export const example2: Figure03Data = {
  d: 5,
  vanilla: { W: matrix([[-1.1, 0.95], [1, 1.05], [-0.9, -1]]), margin: 4.5 }, // biome-ignore format: a matrix
  mixupLinear: { W: matrix([[-2, 2], [-0.9, 1.1], [-1.1, 0.9]]), margin: 0.7 }, // biome-ignore format: a matrix
  mixupLogistic: { W: matrix([[-1, 1], [1, 1], [-1, -1]]), margin: 5 }, // biome-ignore format: a matrix
  lambda,
  linearLabel: matrix([lambda.map(() => 0), lambda, lambda.map((l) => 1 - l)]),
  logisticLabel: matrix([lambda.map(() => 0), rho, rho.map((r) => 1 - r)]),
  svmScore: matrix([0, 1, 2].map((c) => svm.map((scores) => scores[c]))),
};
