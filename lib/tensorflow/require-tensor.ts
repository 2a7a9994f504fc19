/** Of a tensor, what is looked at before its bytes are read. */
interface Described {
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** @throws TypeError if the tensor is not of single precision: its bytes would be read as if it were */
export function requireFloat(name: string, { dtype }: Pick<Described, 'dtype'>): void {
  if (dtype === 'float32') return;
  throw new TypeError(`the dtype of ${name} is ${dtype}, expected float32: cast it with tf.cast`);
}

/**
 * @param expected a length that is given by a name may be any
 * @throws RangeError if the tensor has another shape
 */
export function requireShape(
  name: string,
  { shape }: Pick<Described, 'shape'>,
  expected: readonly (number | string)[],
): void {
  const fits = (length: number, i: number) => typeof expected[i] === 'string' || expected[i] === length;
  if (shape.length === expected.length && shape.every(fits)) return;
  throw new RangeError(`the shape of ${name} is [${shape}], expected [${expected}]`);
}

/** @throws TypeError or RangeError, as `requireFloat` and `requireShape` do */
export function requireTensor(name: string, tensor: Described, expected: readonly (number | string)[]): void {
  requireFloat(name, tensor);
  requireShape(name, tensor, expected);
}
