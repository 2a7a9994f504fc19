import { cifar10 } from '../../data/images/cifar';
import { type ImageSet, selectImages } from '../../data/images/image-set';
import { classConditional } from '../../density/class-conditional';
import { fitGaussian } from '../../density/gaussian';
import { gaussianSearch } from '../../genmix/gaussian-search';
import { genMix } from '../../genmix/gen-mix';
import { type RandomStream, randomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import { figure15Pairs } from '../../paper/figure-15';
import type { Experiment, JobProgress } from '../../runtime/experiment';
import { disposeNetwork, type ImageNetwork } from '../../train/images/image-network';
import { invertFeatures } from '../../train/images/invert-features';
import { cifar10Hash } from '../common/cifar10-hash';
import { imageLength, meanDistance, pictureOf, plainMixup, rightShare, rowsOfClasses } from './hidden-images';
import { featuresOf, netImages, probabilitiesOf, robustImages, trainHiddenNet } from './hidden-nets';
import { type HiddenScale, type HiddenSizes, hiddenSettings, hiddenSizes } from './hidden-settings';
import { type JudgedImages, judgedImages } from './judged-pair';

/** One pair of nets, trained anew on images drawn anew. */
export type HiddenTrial = {
  readonly scale: HiddenScale;
  readonly trial: number;
  /** Backend of TensorFlow.js; wasm unless given. */
  readonly backend?: string;
};

/** What became of one pair of classes. */
export type HiddenPair = {
  /** Classes of CIFAR-10. */
  readonly classes: readonly [number, number];
  /** Candidates that were asked for, and those dropped because a third class is likelier. */
  readonly asked: number;
  readonly intruding: number;
  /** Mean |z - f(x)| / |z| of the mixed images. */
  readonly error: number;
  /** GenMix in the hidden space; plain mixup of two test images; test images of either class, which have features of one. */
  readonly genmix: JudgedImages;
  readonly mixup: JudgedImages;
  readonly real: JudgedImages;
};

/** What F.4 gives for the pairs of Figure 15, and how good the nets are. */
export type HiddenResult = {
  /** Accuracies in [0, 1] on test images, and on as many under attack. */
  readonly extractor: { readonly clean: number; readonly robust: number };
  readonly judge: { readonly clean: number };
  /** Test images inverted from their own features: the judge's accuracy on these images and on what became of them, and mean Euclidean distance between, beside that of uniform grey; pixels in [0, 1]. */
  readonly inversion: {
    readonly error: number;
    readonly before: number;
    readonly after: number;
    readonly distance: number;
    readonly greyDistance: number;
  };
  readonly pairs: readonly HiddenPair[];
  /** Of the first full trial: base64 of bytes, for every pair two images of GenMix and one of mixup, [3 x 32 x 32 x 3] each; null where there is none. */
  readonly picture?: readonly (string | null)[];
};

const trials = 5;
const demonstration: HiddenTrial = { scale: 'demonstration', trial: 0 };

/**
 * GenMix in the hidden feature space (Appendix F.4, Figure 15) on CIFAR-10: Gaussians of the classes in the features of an adversarially trained net,
 * Algorithm 4 between the printed pairs, mixed features inverted to images by descent, and an independent judge's probabilities of both classes.
 */
export const hiddenFeatures: Experiment<HiddenTrial, HiddenResult> = {
  id: 'genmix-hidden-features',
  jobs: (profile) =>
    profile === 'quick'
      ? [demonstration]
      : [
          demonstration,
          ...Array.from({ length: trials }, (_, trial): HiddenTrial => ({ scale: 'full', trial })),
        ],
  run: hiddenTrial,
  dataHash: () => cifar10Hash(),
  takesBackend: true,
};

const names = [
  ...['airplane', 'automobile', 'bird', 'cat', 'deer'],
  ...['dog', 'frog', 'horse', 'ship', 'truck'],
];

interface Work {
  readonly sizes: HiddenSizes;
  readonly extractor: ImageNetwork;
  readonly judge: ImageNetwork;
  readonly test: ImageSet;
  readonly stream: RandomStream;
}

async function hiddenTrial(
  { scale, trial, backend }: HiddenTrial,
  onProgress?: JobProgress,
): Promise<HiddenResult> {
  const sizes = hiddenSizes[scale];
  const stream = randomStream('genmix-hidden-features').split(scale).split(trial);
  const { parts, test } = drawImages(sizes, stream);
  const train = (which: 'extractor' | 'judge', part: number) =>
    trainHiddenNet(which, parts[part], {
      ...{ epochs: sizes.epochs[which], stream: stream.split(which), backend },
      onEpoch: (share) => onProgress?.(0.4 * (part + share)),
    });
  const extractor = await train('extractor', 0);
  const judge = await train('judge', 1);
  try {
    const work: Work = { sizes, extractor, judge, test, stream };
    const quality = await qualityOf(work);
    onProgress?.(0.9);
    const { pairs, pictures } = await mixPairs(work, parts[0]);
    const isPictured = scale === 'full' && trial === 0;
    return { ...quality, pairs, ...(isPictured && { picture: pictures }) };
  } finally {
    for (const network of [extractor, judge]) disposeNetwork(network);
  }
}

/** Disjoint training images of extractor and judge, and test images, drawn anew. */
function drawImages({ training, test }: HiddenSizes, stream: RandomStream) {
  const [all, others] = [cifar10('training'), cifar10('test')];
  const order = stream.split('training images').permutation(all.labels.length);
  const held = stream.split('test images').permutation(others.labels.length);
  return {
    parts: [0, 1].map((part) => selectImages(all, order.subarray(part * training, (part + 1) * training))),
    test: selectImages(others, held.subarray(0, test)),
  };
}

async function qualityOf({ sizes, extractor, judge, test, stream }: Work) {
  const rows = test.labels.keys();
  const images = netImages(test, Int32Array.from(rows));
  const clean = async (network: ImageNetwork) =>
    rightShare(await probabilitiesOf(network, images), test.labels);
  const first = (count: number) =>
    selectImages(
      test,
      Int32Array.from({ length: count }, (_, i) => i),
    );
  const own = images.subarray(0, sizes.inverted * imageLength);
  const found = await invert(
    extractor,
    (await featuresOf(extractor, own)).data,
    sizes.steps,
    stream.split('inversion'),
  );
  const labels = test.labels.subarray(0, sizes.inverted);
  const judged = async (pixels: Float32Array) => rightShare(await probabilitiesOf(judge, pixels), labels);
  return {
    extractor: {
      clean: await clean(extractor),
      robust: (await robustImages(extractor, first(sizes.attacked))) / sizes.attacked,
    },
    judge: { clean: await clean(judge) },
    inversion: {
      error: mean(found.errors),
      before: await judged(own),
      after: await judged(found.images),
      distance: meanDistance(own, found.images),
      greyDistance: meanDistance(own, new Float32Array(own.length)),
    },
  };
}

/** Images with given features, by descent from grey noise. */
function invert(network: ImageNetwork, targets: Float64Array, steps: number, stream: RandomStream) {
  const { firstStep, noise } = hiddenSettings.inversion;
  const count = targets.length / network.numFeatures;
  const starts = Float32Array.from({ length: count * imageLength }, () => noise * stream.normal());
  return invertFeatures(network, targets, starts, { steps, firstStep, bounds: hiddenSettings.bounds });
}

async function mixPairs(work: Work, training: ImageSet) {
  const { sizes, extractor, judge, test, stream } = work;
  const features = await featuresOf(extractor, netImages(training, Int32Array.from(training.labels.keys())));
  const { ridge, lambda } = hiddenSettings;
  const model = classConditional(features, training.labels, training.numClasses, (points) =>
    fitGaussian(points, { ridge }),
  );
  const classes = figure15Pairs.map((pair) => pair.map((name) => names.indexOf(name)) as [number, number]);
  const mixed = genMix({
    ...{ model, search: gaussianSearch(model), lambda, numPoints: sizes.mixed, pairs: classes },
    stream: stream.split('genmix'),
  });
  const testImages = netImages(test, Int32Array.from(test.labels.keys()));
  const ofTest = await probabilitiesOf(judge, testImages);
  const pairs: HiddenPair[] = [];
  const pictures: (string | null)[] = [];
  let row = 0;
  for (const [i, pair] of mixed.pairs.entries()) {
    const own = stream.split('pair').split(i);
    const d = mixed.points.cols;
    const targets = mixed.points.data.slice(row * d, (row + pair.points) * d);
    row += pair.points;
    const found = await invert(extractor, targets, sizes.steps, own.split('start'));
    const plain = plainMixup(testImages, test.labels, classes[i], own.split('mixup'));
    pairs.push({
      ...{ classes: classes[i], asked: pair.asked, intruding: pair.intruding },
      error: pair.points > 0 ? mean(found.errors) : 0,
      genmix: judgedImages(await probabilitiesOf(judge, found.images), classes[i]),
      mixup: judgedImages(await probabilitiesOf(judge, plain), classes[i]),
      real: judgedImages(rowsOfClasses(ofTest, test.labels, classes[i]), classes[i]),
    });
    pictures.push(pair.points < 2 ? null : pictureOf(found.images, plain));
  }
  return { pairs, pictures };
}
