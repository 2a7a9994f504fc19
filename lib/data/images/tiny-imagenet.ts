import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { requireChoice } from '../../numeric/require';
import { DataIntegrityError, DataUnavailableError } from '../data-errors';
import { readImageFile } from './image-file';
import type { ImageSet } from './image-set';
import { decodeJpeg } from './jpeg';
import type { ImagePart, ImageSetOptions } from './mnist';
import { parseTar } from './tar';

const root = 'tiny-imagenet-200';
const archive = 'tinyimagenet/tiny_imagenet_50train_10val_per_class.tar';
const side = 64;
/** Images of the official archive. */
const images: Readonly<Record<ImagePart, number>> = { training: 100_000, test: 10_000 };

/** Files by their path below the root of the set. */
interface Files {
  /** Where they are, for messages. */
  readonly place: string;
  readonly names: readonly string[];
  read(name: string): Uint8Array;
}

/**
 * Tiny-ImageNet: 64 x 64 colours, 200 classes in the order of `wnids.txt`. Tests are on the validation images: those of the test set have no labels.
 *
 * Read from the unpacked official archive, `$GENLABEL_DATA/tiny-imagenet-200`, or else from a tar of a part of it in `$GENLABEL_DATA/tinyimagenet`.
 *
 * @param options `complete` refuses the part
 * @throws DataUnavailableError if neither is there
 * @throws DataIntegrityError naming file and offset of what is wrong
 * @throws MissingPackageError if jpeg-js is not installed
 */
export function tinyImageNet(part: ImagePart, { complete = false }: ImageSetOptions = {}): ImageSet {
  requireChoice('part', part, ['training', 'test']);
  const files = complete ? officialFiles() : (unpackedFiles() ?? partFiles());
  const text = (name: string) => Buffer.from(files.read(name)).toString('utf8').trim().split('\n');
  const classes = new Map(text('wnids.txt').map((wnid, c) => [wnid.trim(), c]));
  const named =
    part === 'training' ? trainingImages(files) : validationImages(files, text('val/val_annotations.txt'));
  if (complete && named.length !== images[part]) {
    throw new DataIntegrityError(
      `${files.place} has ${named.length} images for ${part === 'test' ? 'tests' : part}, expected ${images[part]}; unpack the archive again`,
    );
  }
  const size = side * side * 3;
  const pixels = new Uint8Array(named.length * size);
  const labels = new Int32Array(named.length);
  named.forEach(([name, wnid], i) => {
    const label = classes.get(wnid);
    const place = join(files.place, name);
    if (label === undefined)
      throw new DataIntegrityError(`${place} is of class ${wnid}, which wnids.txt does not list`);
    const picture = decodeJpeg(place, files.read(name));
    if (picture.height !== side || picture.width !== side) {
      throw new DataIntegrityError(
        `${place} is ${picture.height} x ${picture.width}, expected ${side} x ${side}`,
      );
    }
    pixels.set(picture.pixels, i * size);
    labels[i] = label;
  });
  return { name: 'Tiny ImageNet', pixels, shape: [side, side, 3], labels, numClasses: classes.size };
}

/** The official archive, if it is unpacked. */
function unpackedFiles(): Files | undefined {
  const folder = officialFolder();
  if (!folder || !existsSync(join(folder, 'wnids.txt'))) return undefined;
  const names = (readdirSync(folder, { recursive: true }) as string[]).map((name) =>
    name.replaceAll('\\', '/'),
  );
  return { place: folder, names: names.sort(), read: (name) => readFileSync(join(folder, name)) };
}

const officialFolder = (): string | undefined =>
  process.env.GENLABEL_DATA ? resolve(process.env.GENLABEL_DATA, root) : undefined;

function officialFiles(): Files {
  const files = unpackedFiles();
  if (files) return files;
  const folder = officialFolder();
  throw new DataUnavailableError(
    'Tiny ImageNet (complete)',
    [folder ? join(folder, 'wnids.txt') : '$GENLABEL_DATA is not set'],
    'unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip in the folder that GENLABEL_DATA names; a part of it does not do here',
  );
}

function partFiles(): Files {
  const file = readImageFile('Tiny ImageNet', [archive]);
  const files = parseTar(file);
  const names = [...files.keys()].map((name) => name.slice(root.length + 1)).sort();
  return {
    ...{ place: file.path, names },
    read(name) {
      const bytes = files.get(`${root}/${name}`);
      if (!bytes) throw new DataIntegrityError(`${file.path} lacks ${root}/${name}; fetch the file again`);
      return bytes;
    },
  };
}

/** Names with their classes, in the order of names. */
function trainingImages({ names }: Files): [string, string][] {
  return names.flatMap((name) => {
    const match = /^train\/(n\d+)\/images\/[^/]+\.JPEG$/.exec(name);
    return match ? [[name, match[1]] as [string, string]] : [];
  });
}

function validationImages({ names }: Files, annotations: readonly string[]): [string, string][] {
  const present = new Set(names);
  return annotations.flatMap((line) => {
    const [file, wnid] = line.split('\t');
    const name = `val/images/${file}`;
    return present.has(name) ? [[name, wnid] as [string, string]] : [];
  });
}
