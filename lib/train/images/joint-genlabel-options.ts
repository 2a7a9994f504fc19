import { requireBetween, requireChoice } from '../../numeric/require';

/** Readings of Algorithm 3 in which its printed form and its text differ, or that it leaves open. */
export interface JointGenLabelForm {
  /** Classes of the label: the two of the greatest densities (text), or of the least (`arg min`, as printed). */
  readonly classes: 'greatest' | 'least';
  /** Factor of the squared distance in the exponent of the density: 1/2, as of a Gaussian, or 1, as printed. */
  readonly exponent: 0.5 | 1;
  /** The mean about which the covariance of a batch is taken: the smoothed one (Algorithm 3) or the batch's (text). */
  readonly covarianceAbout: 'smoothed mean' | 'batch mean';
  /** Whether the pairing of a batch's images is drawn for each batch, or once, before the loop (as printed). */
  readonly pairing: 'each batch' | 'once';
  /** Whether the start at mean 0 and covariance I is divided out of the running averages; it is not in print. */
  readonly startCorrection: boolean;
  /** Whether gradients flow through the labels into the features; not specified in print. */
  readonly labelGradient: boolean;
}

/** What we hold to be meant: the form in which every experiment runs, unless it says otherwise. */
export const resolvedForm: JointGenLabelForm = {
  classes: 'greatest',
  exponent: 0.5,
  // With 128 images of 100 classes most classes of a batch have one image, whose covariance about itself is 0.
  covarianceAbout: 'smoothed mean',
  pairing: 'each batch',
  startCorrection: true,
  labelGradient: false,
};

/**
 * Algorithm 3 to the letter, but that it sums gradients over a batch where our loss is the mean; gradients stay out of the labels,
 * of which it says nothing.
 */
export const printedForm: JointGenLabelForm = {
  classes: 'least',
  exponent: 1,
  covarianceAbout: 'smoothed mean',
  pairing: 'once',
  startCorrection: false,
  labelGradient: false,
};

/** GenLabel's own settings beside a way of mixing. */
export interface JointGenLabelOptions {
  /** gamma: weight of the label by the densities, in [0, 1]; the rest is that of mixup. */
  readonly lossRatio: number;
  /** beta: weight of what earlier batches gave, in [0, 1). */
  readonly memoryRatio: number;
  /** Default: `resolvedForm`. */
  readonly form?: Partial<JointGenLabelForm>;
}

/** @returns the form, whole. @throws RangeError if a ratio is out of range, or the form has a choice that there is not */
export function requireJointGenLabel({
  lossRatio,
  memoryRatio,
  form,
}: JointGenLabelOptions): JointGenLabelForm {
  requireBetween('lossRatio', lossRatio, 0, 1);
  if (!(typeof memoryRatio === 'number' && memoryRatio >= 0 && memoryRatio < 1)) {
    throw new RangeError(`memoryRatio is ${memoryRatio}, expected a share from 0 to below 1`);
  }
  if (form !== undefined && (typeof form !== 'object' || form === null)) {
    throw new RangeError(`form is ${JSON.stringify(form)}, expected an object, as printedForm is`);
  }
  for (const name of Object.keys(form ?? {}))
    requireChoice('a name in form', name, Object.keys(choicesOfForm));
  const whole = { ...resolvedForm, ...form };
  for (const [name, choices] of Object.entries(choicesOfForm)) {
    requireChoice(`form.${name}`, whole[name as keyof JointGenLabelForm], choices);
  }
  return whole;
}

const choicesOfForm: { [K in keyof JointGenLabelForm]: readonly JointGenLabelForm[K][] } = {
  classes: ['greatest', 'least'],
  exponent: [0.5, 1],
  covarianceAbout: ['smoothed mean', 'batch mean'],
  pairing: ['each batch', 'once'],
  startCorrection: [true, false],
  labelGradient: [true, false],
};
