import type { LinearMethod, SweptMethod } from '../../train/own-data/linear-methods';

/** GenLabel (CV): of two methods the one that scored better in cross-validation. */
const selections = {
  genLabelSelected: ['genLabelGaussian', 'genLabelKernel'],
  genLabelSelectedAlpha2: ['genLabelGaussianAlpha2', 'genLabelKernelAlpha2'],
  cutmixGenLabelSelected: ['cutmixGenLabelGaussian', 'cutmixGenLabelKernel'],
  cutmixHalfGenLabelSelected: ['cutmixHalfGenLabelGaussian', 'cutmixHalfGenLabelKernel'],
} as const satisfies Record<string, readonly [SweptMethod, SweptMethod]>;

export type SelectedMethod = keyof typeof selections;

/** Generative classifiers (GM, KDE), whose accuracy depends on the split alone. */
export const generativeMethods = { generativeClassifier: 'gaussian', kernelClassifier: 'kernel' } as const;
type GenerativeMethod = keyof typeof generativeMethods;

/** Methods of Section 6.1 and of the logistic labels of Section 3.2, in the order of Table 4. */
export const tabularMethods = [
  'generativeClassifier',
  'kernelClassifier',
  'vanilla',
  'adaMixup',
  'mixup',
  'mixupWithoutIntrusion',
  'logisticWithoutIntrusion',
  'genLabelGaussian',
  'genLabelKernel',
  'genLabelSelected',
  'mixupAlpha2',
  'genLabelGaussianAlpha2',
  'genLabelKernelAlpha2',
  'genLabelSelectedAlpha2',
] as const satisfies readonly (LinearMethod | SelectedMethod | GenerativeMethod)[];

/** CutMix and GenLabel on it (Table 8), alpha = 1; `Half`: every other batch is cut, by lot. */
export const cutmixMethods = [
  'cutmix',
  'cutmixGenLabelGaussian',
  'cutmixGenLabelKernel',
  'cutmixGenLabelSelected',
  'cutmixHalf',
  'cutmixHalfGenLabelGaussian',
  'cutmixHalfGenLabelKernel',
  'cutmixHalfGenLabelSelected',
] as const satisfies readonly (LinearMethod | SelectedMethod)[];

/** One of `tabularMethods`, or one with CutMix (Table 8). */
export type TabularMethod = (typeof tabularMethods)[number] | (typeof cutmixMethods)[number];

export function isGenerative(method: TabularMethod): method is GenerativeMethod {
  return method in generativeMethods;
}

export function isSelected(method: TabularMethod): method is SelectedMethod {
  return method in selections;
}

/** The two methods among which `method` chooses. */
export function candidatesOf(method: SelectedMethod): readonly [LinearMethod, LinearMethod] {
  return selections[method];
}
