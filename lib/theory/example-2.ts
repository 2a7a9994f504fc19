/** Example 2 (Section 3.2): linear labels reduce, logistic labels restore, the margin of softmax regression. */
export { defaultD, type Pair, pairsOfPoints, points } from './example-2-data';
export { type FitOptions, type FitReport, fit, fitReport } from './example-2-fit';
export { type LabelErrors, labelErrors } from './example-2-label-errors';
export { type Labels, labelCurve, labelWeight, mixedPoints, scoreCurve, scores } from './example-2-labels';
export { margin, printedLinearWeights, type SvmSolution, svm } from './example-2-margin';
export { vanillaAtNorm, vanillaGradientDescent } from './example-2-vanilla';
