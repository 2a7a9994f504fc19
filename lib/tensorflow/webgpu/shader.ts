import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';

/** A uniform of a shader: one to four integers or numbers. */
export type Uniform = { readonly type: 'int32' | 'float32'; readonly data: number[] };

/** Tensors by the names that a shader reads them by. */
export type Inputs = Readonly<Record<string, TensorInfo>>;

/** A compute shader as TensorFlow.js' WebGPU backend runs them: one output, and inputs that the code reads by their names. */
export interface Shader {
  readonly name: string;
  readonly inputs: Inputs;
  readonly shape: number[];
  readonly uniforms: Readonly<Record<string, Uniform>>;
  /** Number of workgroups of 256 threads. */
  readonly workgroups: number;
  /** WGSL with `fn main(thread: i32)`; `result` is the output, `workgroupId` and `localIndex` say where the thread is. */
  readonly code: string;
}

interface WebgpuBackend {
  runWebGPUProgram(
    program: object,
    inputs: TensorInfo[],
    type: 'float32',
    uniforms: readonly Uniform[],
  ): TensorInfo;
}

export const threads = 256;

/** Runs a shader. @returns its output, which the caller owns */
export function runShader(tf: Tensorflow, shader: Shader): TensorInfo {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const { name, inputs, shape, uniforms, workgroups, code } = shader;
  const program = {
    constructor: { name },
    ...{ variableNames: Object.keys(inputs), outputShape: shape, shaderKey: name },
    // All of the output's axes along x: the backend then gives main() the index of the thread.
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    ...{ dispatch: [workgroups, 1, 1], workgroupSize: [threads, 1, 1] },
    uniforms: Object.entries(uniforms)
      .map(([key, { type, data }]) => `${key} : ${wgslType(type, data.length)},`)
      .join(' '),
    getUserCode: () => code,
  };
  return backend.runWebGPUProgram(program, Object.values(inputs), 'float32', Object.values(uniforms));
}

function wgslType(type: Uniform['type'], length: number): string {
  const element = type === 'int32' ? 'i32' : 'f32';
  return length === 1 ? element : `vec${length}<${element}>`;
}

export const int = (...data: number[]): Uniform => ({ type: 'int32', data });
export const float = (...data: number[]): Uniform => ({ type: 'float32', data });

/** Workgroups for one thread a value of an output; beyond 65,535 the backend folds them, and `thread` stays the index. */
export const perValue = (size: number): number => Math.ceil(size / threads);
