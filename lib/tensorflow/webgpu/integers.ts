import type { DataType, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { type Inputs, int, perValue, runShader } from './shader';

type Compute = (inputs: Inputs, attributes: NamedAttrMap) => TensorInfo;

/** Stock kernels that bring axes into another order, to reduce the last ones or as their result, which their shader does for numbers alone; and of what type the result is. */
export const reordering: Readonly<Record<string, (type: DataType) => DataType>> = {
  Transpose: (type) => type,
  Sum: () => 'int32',
  Max: (type) => type,
  Min: (type) => type,
  Prod: () => 'int32',
  Mean: () => 'float32',
  All: () => 'bool',
  Any: () => 'bool',
  ArgMax: () => 'int32',
  ArgMin: () => 'int32',
};

/**
 * `Cast`: integers and truth values become numbers. The stock kernel leaves the integers where they are under the name of numbers, and a
 * shader that reads them without turning them into numbers is no valid one.
 */
export function castToNumbers(tf: Tensorflow, stock: Compute): Compute {
  return (inputs, attributes) => {
    const { x } = inputs;
    if (attributes.dtype !== 'float32' || (x.dtype !== 'int32' && x.dtype !== 'bool'))
      return stock(inputs, attributes);
    const size = tf.util.sizeFromShape(x.shape);
    return runShader(tf, {
      ...{ name: 'Numbers', inputs: { x }, shape: x.shape, workgroups: perValue(size) },
      uniforms: { values: int(size) },
      code: 'fn main(at: i32) { if (at < uniforms.values) { result[at] = f32(x[at]); } }',
    });
  };
}

/** A stock kernel of `reordering`, also for integers and truth values: by way of numbers, exact to 2^24 as the stock sums are. */
export function throughNumbers(tf: Tensorflow, name: string, stock: Compute, cast: Compute): Compute {
  return (inputs, attributes) => {
    const { x } = inputs;
    if (x.dtype !== 'int32' && x.dtype !== 'bool') return stock(inputs, attributes);
    const numbers = cast({ x }, { dtype: 'float32' });
    const result = stock({ x: numbers }, attributes);
    const dtype = reordering[name](x.dtype);
    const turned = result.dtype === dtype ? result : cast({ x: result }, { dtype });
    for (const own of [numbers, result]) if (own !== turned) tf.backend().disposeData(own.dataId);
    return turned;
  };
}
