import { createHash } from 'node:crypto';
import { cifar10, cifar100 } from '../../data/images/cifar';
import type { ImageSet } from '../../data/images/image-set';
import type { ImagePart, ImageSetOptions } from '../../data/images/mnist';
import { tinyImageNet } from '../../data/images/tiny-imagenet';
import * as paper from '../../paper';
import { type ImageDataset, type ImageMethodName, imageMethods } from './image-settings';

/** Sets of Table 6 with colours. */
export type ColourDataset = Exclude<ImageDataset, 'MNIST'>;

/** What reads a part of a set. */
export type ImageLoader = (part: ImagePart, options?: ImageSetOptions) => ImageSet;

/** Every `ColourDataset`, in the order of the paper, with what reads it. */
export const colourSets: Readonly<Record<ColourDataset, ImageLoader>> = {
  'CIFAR-10': cifar10,
  'CIFAR-100': cifar100,
  'Tiny ImageNet': tinyImageNet,
};

/** Names of `colourSets`. */
export const colourDatasets = Object.keys(colourSets) as ColourDataset[];

/** Methods that Tables 13 and 14 list for a set: both list the same. */
export function printedMethods(dataset: ImageDataset): ImageMethodName[] {
  const printed = paper.imageCleanSettings.settings.find((settings) => settings.dataset === dataset)?.methods;
  return (Object.keys(imageMethods) as ImageMethodName[]).filter((name) =>
    printed?.includes(imageMethods[name]),
  );
}

const hashes = new Map<string, string>();

/** SHA-256 of the pixels and classes of both parts of a set; read once by every thread. @throws DataUnavailableError as what reads it */
export function colourHash(dataset: ColourDataset, { complete = false }: ImageSetOptions = {}): string {
  const name = `${dataset} ${complete}`;
  let known = hashes.get(name);
  if (known === undefined) {
    const hash = createHash('sha256');
    for (const part of ['training', 'test'] as const) {
      const { pixels, labels } = colourSets[dataset](part, { complete });
      hash.update(pixels).update(Uint8Array.from(labels));
    }
    known = hash.digest('hex');
    hashes.set(name, known);
  }
  return known;
}
