import type { TrainingSettings } from './hyperparameters';

/** Methods of Tables 13 and 14, in the printed order. */
export type ImageMethod =
  | 'Vanilla'
  | 'AdaMixup'
  | 'Mixup'
  | 'Mixup+GenLabel'
  | 'Manifold mixup'
  | 'Manifold mixup+GenLabel';

/** One data set of Table 13 or 14: model, learning rate and attack radius are the same for all of its methods. */
export interface ImageSettings {
  readonly dataset: 'MNIST' | 'CIFAR-10' | 'CIFAR-100' | 'Tiny ImageNet';
  readonly model: 'LeNet-5' | 'ResNet-18' | 'PreAct ResNet-18';
  readonly methods: readonly ImageMethod[];
  readonly learningRate: number;
  /** As printed: a decimal or a fraction of the largest pixel value. */
  readonly attackRadius: string;
  /** gamma and beta of mixup + GenLabel, then of manifold mixup + GenLabel. */
  readonly lossRatios: readonly [number, number];
  readonly memoryRatios: readonly [number, number];
}

/** A table of image experiments: what it prints above its rows, and the rows by data set. */
export interface ImageTable extends TrainingSettings {
  readonly number: 13 | 14;
  readonly scheduler: 'multi-step decay';
  readonly settings: readonly ImageSettings[];
}

const six: readonly ImageMethod[] = [
  'Vanilla',
  'AdaMixup',
  'Mixup',
  'Mixup+GenLabel',
  'Manifold mixup',
  'Manifold mixup+GenLabel',
];
const five = six.filter((method) => method !== 'AdaMixup');

const sets = {
  mnist: { dataset: 'MNIST', model: 'LeNet-5', methods: six },
  cifar10: { dataset: 'CIFAR-10', model: 'ResNet-18', methods: six, attackRadius: '2/255' },
  cifar100: { dataset: 'CIFAR-100', model: 'PreAct ResNet-18', methods: five, attackRadius: '1/255' },
  tiny: { dataset: 'Tiny ImageNet', model: 'PreAct ResNet-18', methods: five, attackRadius: '1/255' },
} as const;

const training = {
  scheduler: 'multi-step decay',
  optimizer: 'SGD',
  momentum: 0.9,
  weightDecay: 0.0001,
  batchSize: 128,
} as const;

/** Table 13: clean validation on images. */
export const imageCleanSettings: ImageTable = {
  number: 13,
  place: 'Table 13, Appendix E.2',
  epochs: 200,
  ...training,
  settings: [
    row(sets.mnist, 0.1, [0.15, 0.15], [0.95, 0.99], '0.05'),
    row(sets.cifar10, 0.1, [0.1, 0.1], [0.95, 0.95]),
    row(sets.cifar100, 0.1, [0.1, 0.1], [0.97, 0.97]),
    row(sets.tiny, 0.1, [0.05, 0.05], [0.995, 0.995]),
  ],
};

/** Table 14: AutoAttack validation on images. */
export const imageAutoAttackSettings: ImageTable = {
  number: 14,
  place: 'Table 14, Appendix E.2',
  epochs: 50,
  ...training,
  settings: [
    row(sets.mnist, 0.001, [0.15, 0.15], [0.97, 0.97], '0.1'),
    row(sets.cifar10, 0.001, [0.15, 0.15], [0.9, 0.9]),
    row(sets.cifar100, 0.001, [0.15, 0.15], [0.97, 0.97]),
    row(sets.tiny, 0.002, [0.15, 0.15], [0.995, 0.995]),
  ],
};

function row(
  set: Pick<ImageSettings, 'dataset' | 'model' | 'methods'> & { readonly attackRadius?: string },
  learningRate: number,
  lossRatios: ImageSettings['lossRatios'],
  memoryRatios: ImageSettings['memoryRatios'],
  attackRadius: string = set.attackRadius ?? '',
): ImageSettings {
  return { ...set, learningRate, attackRadius, lossRatios, memoryRatios };
}
