/** A tensor of TensorFlow.js, as far as we ask it. */
export interface TensorLike {
  readonly shape: readonly number[];
  /** Its values, row-major. */
  dataSync(): ArrayLike<number>;
  /** Gives back its memory. */
  dispose(): void;
}

/** A model of layers of TensorFlow.js, as far as we ask it. */
export interface LayersModelLike {
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
  /** Outputs of the last layer for points [m x ...shape of the input]. */
  apply(points: unknown, options?: { readonly training?: boolean }): unknown;
}

/**
 * TensorFlow.js as its user has loaded it, with a backend that is set.
 *
 * Structural: the typings of TensorFlow.js fit it, and whoever does without TensorFlow.js does not meet them.
 */
export interface TensorflowLike {
  readonly version_core: string;
  /** Name of the backend that is set. */
  getBackend(): string;
  /** A new model of layers, without any yet. */
  sequential(): LayersModelLike;
}
