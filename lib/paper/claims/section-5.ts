import { claimsOf } from '../claim';

/** Section 5, Analysis of GenLabel. */
export const section5 = claimsOf([
  [
    's5-figure-4-mixup-conflicts',
    'Section 5.1, Figures 4 and 7',
    'Linear labels conflict with the data for a large number of mixup points (9-class Gaussian, Four-circle).',
    'a large number',
  ],
  [
    's5-figure-4-genlabel-no-conflict',
    'Section 5.1, Figures 4 and 7',
    'The top-1 GenLabel of a mixed point is the label of the maximum margin classifier.',
    'no conflict',
  ],
  [
    's5-figure-4-margin',
    'Section 5.1, Figures 4 and 7',
    'GenLabel reaches the margin of the kernel SVM; vanilla training and mixup are below for some samples.',
    'GenLabel = kernel SVM > vanilla, mixup',
  ],
  [
    's5-example-3-svm-equality',
    'Section 5.2, Example 3',
    'The margin of GenLabel equals that of the SVM.',
    'margin(SVM) = margin(GenLabel)',
  ],
  [
    's5-example-3-genlabel-above-vanilla',
    'Section 5.2, Example 3',
    'The margin of GenLabel is larger than that of vanilla training.',
    'margin(GenLabel) > margin(vanilla)',
  ],
  [
    's5-example-3-vanilla-above-mixup',
    'Section 5.2, Example 3',
    'The margin of vanilla training is larger than that of mixup.',
    'margin(vanilla) > margin(mixup)',
  ],
  [
    's5-example-3-genlabel-limit',
    'Section 5.2, Example 3',
    'The optimal angle of GenLabel approaches that of the SVM as r increases.',
    'phi -> 0.25 pi',
  ],
  [
    's5-figure-5-speed',
    'Section 5.2, Figure 5 caption',
    'GenLabel converges to the SVM solution much faster in r than vanilla training.',
    'much faster',
  ],
  [
    's5-remark-2-mixup-limit',
    'Section 5.2, Remark 2',
    'For large r mixup does not converge to the max-margin solution.',
    'phi(mixup) stays away from 0.25 pi',
  ],
  [
    's5-examples-summary',
    'Section 5.2',
    'In Examples 2 and 3 mixup has a smaller margin than vanilla training.',
    'margin(mixup) < margin(vanilla)',
  ],
  [
    's5-theorem-informal',
    'Section 5.3, informal theorem',
    'For Gaussian classes the losses themselves satisfy: mixup loss >= GenLabel loss >= adversarial loss.',
    'l_mixup >= l_GenLabel >= l_adv',
  ],
]);
