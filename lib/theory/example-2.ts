/**
 * Example 2 (Section 3.2): linear labels reduce, logistic labels restore, the margin of softmax regression.
 *
 * One point a class, x1 = (-d, d), x2 = (d, d), x3 = (-d, -d); the model is the softmax of W x, W [3 x 2], without bias; its loss the cross-entropy
 * of mixed points, lambda ~ Beta(1, 1).
 * The largest margin is d, that of the support vector machine.
 *
 * @module
 */

export { defaultD, type Pair, pairsOfPoints, points } from './example-2-data';
export { type FitOptions, type FitReport, fit, fitReport } from './example-2-fit';
export { type LabelErrors, labelErrors } from './example-2-label-errors';
export { type Labels, labelCurve, labelWeight, mixedPoints, scoreCurve, scores } from './example-2-labels';
export { margin, printedLinearWeights, type SvmSolution, svm } from './example-2-margin';
export { vanillaAtNorm, vanillaGradientDescent } from './example-2-vanilla';
