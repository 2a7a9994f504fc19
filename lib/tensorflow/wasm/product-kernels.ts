import type { TensorInfo } from '@tensorflow/tfjs';
import { activate } from './activation';
import { convolve } from './convolution';
import { productShape } from './convolution-shape';
import { filterGradient } from './filter-gradient';
import { inputGradient } from './input-gradient';
import type { KernelContext } from './kernel-call';

/** Attributes of BatchMatMul and _FusedMatMul. */
export interface ProductAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly activation?: string;
}

type Call = KernelContext<ProductAttributes>;

/**
 * Whether the kernels here know it: one product of two matrices in single precision, of which one may be transposed, and
 * only without a bias.
 */
export function isPlain({ inputs: { a, b, bias }, attributes: { transposeA, transposeB } }: Call): boolean {
  const batches = [a, b].flatMap(({ shape }) => shape.slice(0, -2));
  const transposed = Number(transposeA) + Number(transposeB);
  const known = transposed === 0 ? !bias || bias.shape.length === 1 : transposed === 1 && !bias;
  return known && a.dtype === 'float32' && b.dtype === 'float32' && batches.every((length) => length === 1);
}

/**
 * BatchMatMul, and _FusedMatMul with the activations of activation.ts: A B is a convolution of images of one pixel, A B^T the gradient
 * of one in its images and A^T B in its filter.
 */
export function matMul(call: Call): TensorInfo {
  const { inputs, attributes, backend, kernels } = call;
  const [aRows, aColumns] = inputs.a.shape.slice(-2);
  const [bRows, bColumns] = inputs.b.shape.slice(-2);
  const { transposeA, transposeB } = attributes;
  const rows = transposeA ? aColumns : aRows;
  const columns = transposeB ? bRows : bColumns;
  const [inner, innerB] = [transposeA ? aRows : aColumns, transposeB ? bColumns : bRows];
  if (inner !== innerB) throw new RangeError(`the inner lengths of the product are ${inner} and ${innerB}`);
  const batch = inputs.a.shape.length > inputs.b.shape.length ? inputs.a.shape : inputs.b.shape;
  const { info, address } = call.output([...batch.slice(0, -2), rows, columns]);
  const [a, b, bias] = [call.at('a'), call.at('b'), call.at('bias')];
  if (transposeA)
    filterGradient(backend, kernels, productShape(inner, rows, columns), { x: a, dy: b, gradient: address });
  else if (transposeB)
    inputGradient(backend, kernels, productShape(rows, columns, inner), { dy: a, filter: b, dx: address });
  else convolve(backend, kernels, productShape(rows, inner, columns), { x: a, filter: b, bias, y: address });
  activate(call, address, info.shape);
  return info;
}
