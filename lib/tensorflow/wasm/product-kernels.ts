import type { TensorInfo } from '@tensorflow/tfjs';
import { requireShape } from '../require-tensor';
import type { Tensorflow } from '../tensorflow-typings';
import { type ActivationAttributes, activated } from './activation';
import { convolve } from './convolution';
import { productShape, transposedShape } from './convolution-shape';
import { filterGradient } from './filter-gradient';
import { inputGradient } from './input-gradient';
import { type KernelContext, sizeOf } from './kernel-call';

/** Attributes of BatchMatMul and _FusedMatMul. */
export interface ProductAttributes extends ActivationAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

type Call = KernelContext<ProductAttributes>;

/** Whether the kernels here know it: single precision, as many matrices on both sides or one on one of them. */
export function isProduct({ inputs: { a, b, bias } }: Call): boolean {
  const [batchA, batchB] = [a, b].map(({ shape }) => shape.slice(0, -2));
  const pairs = batchA.join() === batchB.join() || sizeOf(batchA) === 1 || sizeOf(batchB) === 1;
  return pairs && a.dtype === 'float32' && b.dtype === 'float32' && (!bias || bias.shape.length === 1);
}

/**
 * BatchMatMul, and _FusedMatMul with the activations of activation.ts: A B is a convolution of images of one pixel, A B^T
 * the gradient of one in its images and A^T B in its filter; A^T B^T, which
 * no gradient needs, is summed plainly.
 *
 * @throws RangeError if the matrices do not match, or the bias has not one value a column
 */
export function matMul(tf: Tensorflow, call: Call): TensorInfo {
  const { inputs, attributes, kernels } = call;
  const { transposeA, transposeB } = attributes;
  const [aRows, aColumns] = inputs.a.shape.slice(-2);
  const [bRows, bColumns] = inputs.b.shape.slice(-2);
  const [rows, inner] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [innerB, columns] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (inner !== innerB) throw new RangeError(`the inner lengths of the product are ${inner} and ${innerB}`);
  if (inputs.bias) requireShape('bias', inputs.bias, [columns]);
  const [batchA, batchB] = [inputs.a, inputs.b].map(({ shape }) => shape.slice(0, -2));
  const longer = batchA.length > batchB.length ? batchA : batchB;
  const shorter = longer === batchA ? batchB : batchA;
  const batch = sizeOf(shorter) === 1 ? longer : [...longer.slice(shorter.length), ...shorter];
  const y = call.output([...batch, rows, columns]);
  for (let i = 0; i < sizeOf(batch); i++) {
    const a = call.at('a') + (sizeOf(batchA) > 1 ? 4 * i * aRows * aColumns : 0);
    const b = call.at('b') + (sizeOf(batchB) > 1 ? 4 * i * bRows * bColumns : 0);
    multiply(call, { rows, inner, columns }, { a, b, y: y.address + 4 * i * rows * columns });
  }
  if (inputs.bias && (transposeA || transposeB)) {
    kernels.addRow(y.address, sizeOf(y.info.shape) / columns, columns, call.at('bias'));
  }
  return activated(tf, call, y);
}

/** One product; a bias is added only where nothing is transposed. */
function multiply(
  call: Call,
  { rows, inner, columns }: { readonly rows: number; readonly inner: number; readonly columns: number },
  { a, b, y }: { readonly a: number; readonly b: number; readonly y: number },
): void {
  const { backend, kernels, attributes } = call;
  const { transposeA, transposeB } = attributes;
  if (transposeA && transposeB) {
    kernels.transposedProduct(a, b, rows, inner, columns, y);
  } else if (transposeA) {
    filterGradient(backend, kernels, transposedShape(rows, inner, columns), { x: a, dy: b, gradient: y });
  } else if (transposeB) {
    inputGradient(backend, kernels, productShape(rows, columns, inner), { dy: a, filter: b, dx: y });
  } else {
    convolve(backend, kernels, productShape(rows, inner, columns), {
      ...{ x: a, filter: b, bias: call.at('bias'), y },
    });
  }
}
