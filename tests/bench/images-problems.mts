/** A net and its batch. */
export interface ImageProblem {
  readonly name: string;
  /** Of ResNet-18; undefined: LeNet-5. */
  readonly width?: number;
  readonly batch: number;
  /** Steps of a run. */
  readonly steps: number;
  /** Multiplications and additions of a step: 6 a multiply-add of the forward pass. */
  readonly operations: number;
}

export const imageProblems: readonly ImageProblem[] = [
  { name: 'LeNet-5, batch 128', batch: 128, steps: 10, operations: 6 * 128 * lenetProducts() },
  {
    name: 'ResNet-18, width 16, batch 32',
    width: 16,
    batch: 32,
    steps: 1,
    operations: 6 * 32 * resnetProducts(16),
  },
  {
    name: 'ResNet-18, width 64, batch 8',
    width: 64,
    batch: 8,
    steps: 1,
    operations: 6 * 8 * resnetProducts(64),
  },
];

function lenetProducts(): number {
  return 24 * 24 * 25 * 6 + 8 * 8 * 25 * 6 * 16 + 256 * 120 + 120 * 84 + 84 * 10;
}

function resnetProducts(width: number): number {
  let sum = 32 * 32 * 9 * 3 * width + 8 * width * 10;
  for (let stage = 0; stage < 4; stage++) {
    const [places, channels] = [(32 >> stage) ** 2, width << stage];
    const whole = places * 9 * channels * channels;
    // The first convolution of a stage that halves has half the inputs, and its shortcut a window of one place.
    sum += stage === 0 ? 4 * whole : 3.5 * whole + places * (channels / 2) * channels;
  }
  return sum;
}
