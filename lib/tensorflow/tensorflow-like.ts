/** A tensor of TensorFlow.js, as far as we ask it. */
export interface TensorLike {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

/** A model of layers of TensorFlow.js, as far as we ask it. */
export interface LayersModelLike {
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
  apply(points: unknown, options?: { readonly training?: boolean }): unknown;
}

/**
 * TensorFlow.js as its user has loaded it, with a backend that is set.
 *
 * Structural: the typings of TensorFlow.js fit it, and whoever does without TensorFlow.js does not meet them.
 */
export interface TensorflowLike {
  readonly version_core: string;
  getBackend(): string;
  sequential(): LayersModelLike;
}
