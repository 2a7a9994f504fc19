/** How a row of features is an image. */
export interface ImageShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Whether the channel is the slowest index of a row, as in PyTorch, or the fastest, as in TensorFlow. Default: first. */
  readonly channelsAre?: 'first' | 'last';
}

/** Where things lie in a row of features. */
export interface ImageStrides {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

export function imageStrides({ channels, height, width, channelsAre }: ImageShape): ImageStrides {
  if (channelsAre === 'last') return { channel: 1, row: width * channels, column: channels };
  return { channel: height * width, row: width, column: 1 };
}

/** @throws RangeError if the shape is not that of d features */
export function requireImageShape(shape: ImageShape, d: number): void {
  const { channels, height, width, channelsAre } = shape;
  const sizes = [channels, height, width];
  if (sizes.some((size) => !Number.isInteger(size) || size < 1) || channels * height * width !== d) {
    throw new RangeError(
      `imageShape is ${channels} x ${height} x ${width}, expected channels, height and width of the ${d} features: leave it ` +
        'out if they are no image',
    );
  }
  if (channelsAre !== undefined && channelsAre !== 'first' && channelsAre !== 'last') {
    throw new RangeError(`imageShape.channelsAre is ${channelsAre}, expected 'first' or 'last'`);
  }
}
