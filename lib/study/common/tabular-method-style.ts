import { type MethodName, type MethodStyle, methodStyles } from '../../report/style';
import type { TabularMethod } from './tabular-methods';

const names: { readonly [method in TabularMethod]: readonly [MethodName, label?: string] } = {
  generativeClassifier: ['generative-classifier'],
  kernelClassifier: ['generative-classifier', 'Generative classifier (KDE)'],
  vanilla: ['vanilla'],
  adaMixup: ['adamixup'],
  mixup: ['mixup'],
  mixupWithoutIntrusion: ['mixup-without-mi'],
  logisticWithoutIntrusion: ['mixup-logistic', 'Mixup-without-MI, logistic labels'],
  genLabelGaussian: ['genlabel-gm'],
  genLabelKernel: ['genlabel-kde'],
  genLabelSelected: ['genlabel-cv'],
  mixupAlpha2: ['mixup', 'Mixup, α = 2'],
  genLabelGaussianAlpha2: ['genlabel-gm', 'GenLabel (GM), α = 2'],
  genLabelKernelAlpha2: ['genlabel-kde', 'GenLabel (KDE), α = 2'],
  genLabelSelectedAlpha2: ['genlabel-cv', 'GenLabel (CV), α = 2'],
  cutmix: ['mixup', 'CutMix'],
  cutmixGenLabelGaussian: ['genlabel-gm', 'CutMix+GenLabel (GM)'],
  cutmixGenLabelKernel: ['genlabel-kde', 'CutMix+GenLabel (KDE)'],
  cutmixGenLabelSelected: ['genlabel-cv', 'CutMix+GenLabel (CV)'],
  cutmixHalf: ['mixup', 'CutMix, half of the batches'],
  cutmixHalfGenLabelGaussian: ['genlabel-gm', 'CutMix+GenLabel (GM), half of the batches'],
  cutmixHalfGenLabelKernel: ['genlabel-kde', 'CutMix+GenLabel (KDE), half of the batches'],
  cutmixHalfGenLabelSelected: ['genlabel-cv', 'CutMix+GenLabel (CV), half of the batches'],
};

/** How a method of Section 6.1 is drawn and called. The variants with alpha = 2 look as those with alpha = 1. */
export function tabularMethodStyle(method: TabularMethod): MethodStyle {
  const [name, label = methodStyles[name].label] = names[method];
  return { ...methodStyles[name], label };
}
