import { createHash } from 'node:crypto';
import type { ImageTrainingOptions } from './training-options';

/** What a training is made of, as far as a checkpoint can tell. */
export type TrainingSettings = Readonly<Record<string, unknown>>;

/** Settings and images of a training; of these the SHA-256. */
export function settingsOf({
  training,
  augmentation: { mean, deviation, padding = 0, flips = false },
  ...options
}: ImageTrainingOptions): TrainingSettings {
  const { batchSize, learningRate, momentum, weightDecay, milestones } = options;
  const { pixels, labels, shape, numClasses } = training;
  const bytes = (values: Uint8Array | Int32Array) =>
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return {
    ...{ batchSize, learningRate, momentum, weightDecay, milestones: [...milestones] },
    augmentation: { mean: [...mean], deviation: [...deviation], padding, flips },
    images: { shape: [...shape], numClasses, count: labels.length },
    'SHA-256 of the images': createHash('sha256').update(bytes(pixels)).update(bytes(labels)).digest('hex'),
  };
}

/** How the settings of a checkpoint differ from those of a training; undefined: they do not. */
export function otherSetting(kept: TrainingSettings, own: TrainingSettings): string | undefined {
  for (const [name, value] of Object.entries(own)) {
    const [found, expected] = [kept?.[name], value].map((setting) => JSON.stringify(setting));
    if (found !== expected) return `is that of another training: ${name} ${found}, expected ${expected}`;
  }
  return undefined;
}
