import {
  exactLoss,
  example1,
  example2,
  example3,
  lemmas,
  matrix,
  randomStream,
  taylor,
  theorems,
} from '../../lib';
import type { CallsByName } from './nonsense';

const stream = () => randomStream(1);
const classes = { sigma1: 0.3, c: 2, tau: 0.2, d: 2 };
const sample = exactLoss.sampleClasses(6, classes, stream());
const X = matrix([
  [1, 0.5],
  [-1, 0.2],
  [0.5, -1],
]);
const data = { X, y: [1, 0, 1], theta: [0.5, 0.2] };
const local = taylor.linearModel(data);
const pair = { ...classes, zi: [0.1, 0.2], zj: matrix([[0.3, 0.1]]) };
const labels = { labeling: 'logistic', sigma2: 0.1 } as const;
const W = example2.fit({ labeling: 'linear', sigma2: 0.1, pairs: 'unordered' });
const order = { n: 3, r: 2, alpha: 1, sigma2: 0.1, labelScale: 1 };
const problem = { ...order, scheme: 'mixup' } as const;
const relu = { weights: [matrix([[1, 0]])], beta: [1] };
const search = { printedD: false, clusters: false, stream: stream() };

/** A call of every export of the paper's analysis that takes numbers. */
export const theoryCalls: CallsByName = {
  'exactLoss.adversarialLoss': [exactLoss.adversarialLoss, { ...data, delta: 0.1 }],
  'exactLoss.genLabelLoss': [exactLoss.genLabelLoss, { ...data, classes }],
  'exactLoss.genLabelLossFor': [exactLoss.genLabelLossFor, X, [1, 0, 1], classes],
  'exactLoss.mixupLoss': [exactLoss.mixupLoss, { ...data, order: 8 }],
  'exactLoss.placeClasses': [exactLoss.placeClasses, sample.pattern, 6, classes],
  'exactLoss.posteriorLogit': [exactLoss.posteriorLogit, classes, [0.1, 0.2], [0.3, 0.1]],
  'exactLoss.sampleClasses': [exactLoss.sampleClasses, 6, classes, stream()],
  'example1.lossThreeSteps': [example1.lossThreeSteps, 0.4],
  'example1.margin': [example1.margin, 0.4],
  'example1.optimalTheta': [example1.optimalTheta, { l1: 1, l2: 1, l3: 1 }],
  'example1.orderedPairLoss': [example1.orderedPairLoss, 0.4],
  'example1.pairLosses': [example1.pairLosses, 0.4],
  'example1.pairLossesWithoutIntrusion': [example1.pairLossesWithoutIntrusion, 0.4],
  'example1.prediction': [example1.prediction, 0.4, 0.5],
  'example1.printedPairLosses': [example1.printedPairLosses, 0.4],
  'example1.quadraturePairLosses': [example1.quadraturePairLosses, 0.4, { order: 4 }],
  'example1.selfPairLosses': [example1.selfPairLosses, 0.4],
  'example2.fit': [example2.fit, { ...labels, pairs: 'unordered', d: 2, order: 8 }],
  'example2.labelCurve': [example2.labelCurve, { ...labels, pair: [0, 1], lambdas: [0.5] }],
  'example2.labelWeight of a lambda': [(lambda: number) => example2.labelWeight(labels)(lambda), 0.3],
  'example2.labelWeight, linear, of a lambda': [
    (lambda: number) => example2.labelWeight({ labeling: 'linear' })(lambda),
    0.3,
  ],
  'example2.margin': [example2.margin, W, 5],
  'example2.mixedPoints': [example2.mixedPoints, [0, 1], [0.5]],
  'example2.points': [example2.points, 2],
  'example2.printedLinearWeights': [example2.printedLinearWeights, { d: 2, k: 1 }],
  'example2.scoreCurve': [example2.scoreCurve, { W, pair: [0, 1], lambdas: [0.5], d: 5 }],
  'example2.scores': [example2.scores, W, [0.5, 0.5]],
  'example2.svm': [example2.svm, 5],
  'example2.vanillaAtNorm': [example2.vanillaAtNorm, 3, 5],
  'example2.vanillaGradientDescent': [
    example2.vanillaGradientDescent,
    { steps: 10, learningRate: 0.1, d: 5 },
  ],
  'example3.derivative': [example3.derivative, { ...problem, phi: 0.5 }],
  'example3.loss': [example3.loss, { ...problem, phi: 0.5 }],
  'example3.margin': [example3.margin, 0.5],
  'example3.marginOrder': [example3.marginOrder, order],
  'example3.phiStar': [example3.phiStar, problem],
  'example3.quadratureError': [example3.quadratureError, { ...problem, phi: 0.5 }],
  'lemmas.checkLemmas': [lemmas.checkLemmas, 2, '1/5'],
  'lemmas.exactEquicorrelation': [lemmas.exactEquicorrelation, 2, '1/5'],
  'lemmas.exactTaus': [lemmas.exactTaus, 2],
  'lemmas.rational': [lemmas.rational, '1/5'],
  'lemmas.sampleEquicorrelated': [lemmas.sampleEquicorrelated, 10, 2, 0.2, stream()],
  'lemmas.sampleLemmas': [lemmas.sampleLemmas, 10, 2, 0.2, stream()],
  'taylor.adversarialLoss': [taylor.adversarialLoss, { ...data, delta: 0.1 }],
  'taylor.adversarialLossOf': [taylor.adversarialLossOf, local, 0.1, 1],
  'taylor.coefficients': [taylor.coefficients, { ...pair, classOfI: 0, order: 8 }],
  'taylor.expansionTerms': [taylor.expansionTerms, local],
  'taylor.genLabelLoss': [taylor.genLabelLoss, { ...data, A: 0.1, B: 0.2 }],
  'taylor.genLabelLossOf': [taylor.genLabelLossOf, local, 0.1, [0.2, 0.1, 0.3]],
  'taylor.labelWeight': [taylor.labelWeight, { ...pair, zj: [0.3, 0.1] }, 0.5],
  'taylor.limits': [taylor.limits, 1],
  'taylor.linearModel': [taylor.linearModel, data],
  'taylor.mixupLoss': [taylor.mixupLoss, { ...data, alpha: 1 }],
  'taylor.mixupLossOf': [taylor.mixupLossOf, local, 1],
  'taylor.pairCoefficients': [taylor.pairCoefficients, pair],
  'taylor.pairLimits': [taylor.pairLimits, 2, 0],
  'taylor.standardLoss': [taylor.standardLoss, data],
  'theorems.firstCoordinateNetwork': [theorems.firstCoordinateNetwork, 2],
  'theorems.reluGradient': [theorems.reluGradient, relu, [0.5, 0.5]],
  'theorems.reluModel': [theorems.reluModel, relu, X, [1, 0, 1]],
  'theorems.sampleCoefficients': [theorems.sampleCoefficients, sample, classes, 'finite'],
  'theorems.searchTheorem1': [theorems.searchTheorem1, 5, 'any', stream()],
  'theorems.searchTheorem2': [theorems.searchTheorem2, 5, search],
  'theorems.theorem1': [theorems.theorem1, { ...data, A: 0.1, B: 0.2 }],
  'theorems.theorem2': [theorems.theorem2, relu, X, [1, 0, 1], 1, false],
};
