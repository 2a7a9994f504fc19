import type { TensorInfo } from '@tensorflow/tfjs';
import { type KernelContext, sizeOf } from './kernel-call';

/** SgdStep: the new parameter and velocity, as ../optimiser-step.ts says. */
export function sgdStepKernel(call: KernelContext<Record<string, number>>): TensorInfo[] {
  const { learningRate, momentum, weightDecay } = call.attributes;
  return step(call, ['parameter', 'velocity'], (parameter, velocity, count, to) => {
    call.kernels.sgdStep(
      ...[parameter, call.at('gradient'), velocity, count, learningRate, momentum, weightDecay, ...to],
    );
  });
}

/** AdamStep: the new parameter and moments, as ../optimiser-step.ts says. */
export function adamStepKernel(call: KernelContext<Record<string, number>>): TensorInfo[] {
  const { rate, unbias, beta1, beta2, epsilon, weightDecay } = call.attributes;
  return step(call, ['parameter', 'first', 'second'], (parameter, first, count, to) => {
    call.kernels.adamStep(
      ...[parameter, call.at('gradient'), first, call.at('second'), count, rate, unbias],
      ...[beta1, 1 - beta1, beta2, 1 - beta2, epsilon, weightDecay, ...to],
    );
  });
}

function step(
  call: KernelContext<Record<string, number>>,
  names: readonly [string, string, ...string[]],
  work: (parameter: number, state: number, count: number, to: readonly number[]) => void,
): TensorInfo[] {
  const { shape } = call.inputs.parameter;
  const outputs = names.map(() => call.output(shape));
  const count = sizeOf(shape);
  work(
    call.at(names[0]),
    call.at(names[1]),
    count,
    outputs.map(({ address }) => address),
  );
  return outputs.map(({ info }) => info);
}
