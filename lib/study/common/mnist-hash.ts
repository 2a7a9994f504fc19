import { createHash } from 'node:crypto';
import { mnist } from '../../data/images/mnist';

/** SHA-256 of the pixels and classes of both parts of MNIST, however the files are packed. @throws DataUnavailableError as `mnist` */
export function mnistHash(): string {
  const hash = createHash('sha256');
  for (const part of ['training', 'test'] as const) {
    const { pixels, labels } = mnist(part);
    hash.update(pixels).update(Uint8Array.from(labels));
  }
  return hash.digest('hex');
}
