import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { float, type Inputs, int, perValue, runShader } from './shader';

/** `SgdStep`: parameter and velocity after a step, by two shaders. */
export function sgdStep(
  tf: Tensorflow,
  { parameter, gradient, velocity }: Inputs,
  attributes: NamedAttrMap,
): TensorInfo[] {
  const { learningRate, momentum, weightDecay } = attributes as unknown as Record<string, number>;
  const size = tf.util.sizeFromShape(parameter.shape);
  const run = (name: string, inputs: Inputs, factors: number[], value: string) =>
    runShader(tf, {
      ...{ name, inputs, shape: parameter.shape, workgroups: perValue(size) },
      uniforms: { factors: float(...factors), values: int(size) },
      code: `fn main(at: i32) { if (at < uniforms.values) { result[at] = ${value}; } }`,
    });
  const v = run(
    'Velocity',
    { parameter, gradient, velocity },
    [momentum, weightDecay],
    'uniforms.factors.x * velocity[at] + gradient[at] + uniforms.factors.y * parameter[at]',
  );
  const moved = run(
    'Descent',
    { parameter, v },
    [learningRate, 0],
    'parameter[at] - uniforms.factors.x * v[at]',
  );
  return [moved, v];
}
