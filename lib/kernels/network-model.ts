/** A fully connected net whose last layer gives logits, as `DenseNetwork`. */
export interface NetworkModel {
  readonly architecture: {
    /** From the features to the classes. */
    readonly widths: readonly number[];
    /** Of the hidden layers. */
    readonly activation: 'relu' | 'identity';
  };
  /** Layer by layer: weights [inputs x outputs] row-major, then the bias [outputs]. */
  readonly parameters: Float64Array;
}

export function numParameters(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, outputs, i) => sum + (widths[i] + 1) * outputs, 0);
}

/** @throws RangeError if the parameters do not fit the widths */
export function requireParameters({ architecture: { widths }, parameters }: NetworkModel): void {
  const count = numParameters(widths);
  if (parameters.length === count) return;
  throw new RangeError(`a net of [${widths}] with ${parameters.length} parameters, expected ${count}`);
}
