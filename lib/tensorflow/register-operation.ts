import type { NamedAttrMap, NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow-typings';

/** An operation with a gradient, of what the backend in use knows. */
export interface Operation {
  readonly kernelName: string;
  readonly inputsToSave: string[];
  readonly outputsToSave: boolean[];
  compute(inputs: Record<string, Tensor>, attributes: NamedAttrMap): Tensor | Tensor[];
  /** Gradients by input: what is not asked for is not computed, unlike tf.customGrad's. */
  gradient(dy: Tensor, saved: Tensor[], attributes: NamedAttrMap): Record<string, () => Tensor>;
}

/** Makes an operation known to the backend in use, unless it is. */
export function registerOperation(tf: Tensorflow, operation: Operation): void {
  const { kernelName, inputsToSave, outputsToSave, compute, gradient } = operation;
  const backendName = tf.getBackend();
  if (!tf.getKernel(kernelName, backendName)) {
    const kernelFunc = ({ inputs, attrs }: { inputs: NamedTensorInfoMap; attrs?: NamedAttrMap }) =>
      tf.tidy(() => compute(inputs as Record<string, Tensor>, attrs ?? {}));
    tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
  if (tf.getGradient(kernelName)) return;
  const gradFunc = (dy: Tensor | Tensor[], saved: Tensor[], attributes: NamedAttrMap) =>
    gradient(Array.isArray(dy) ? dy[0] : dy, saved, attributes);
  tf.registerGradient({ kernelName, inputsToSave, outputsToSave, gradFunc });
}
