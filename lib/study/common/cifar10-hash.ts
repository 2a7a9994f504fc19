import { createHash } from 'node:crypto';
import { cifar10 } from '../../data/images/cifar';

/** SHA-256 of the pixels and classes of both parts of CIFAR-10, or of its subset, however the files are packed. @throws DataUnavailableError as `cifar10` */
export function cifar10Hash(): string {
  const hash = createHash('sha256');
  for (const part of ['training', 'test'] as const) {
    const { pixels, labels } = cifar10(part);
    hash.update(pixels).update(Uint8Array.from(labels));
  }
  return hash.digest('hex');
}
