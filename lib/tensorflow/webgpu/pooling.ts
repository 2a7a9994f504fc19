import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { int, perValue, runShader, type Uniform } from './shader';

interface Attributes {
  readonly filterSize: [number, number];
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid' | number;
  readonly dimRoundingMode?: 'floor';
}

/**
 * `MaxPoolGrad`: a window's slope goes to the first of its largest values, as on wasm and in PyTorch; the stock shader gives it to
 * the last. A thread has a value of x and goes through the windows that it is in.
 */
export function maxPoolGradient(
  tf: Tensorflow,
  dy: TensorInfo,
  x: TensorInfo,
  attributes: NamedAttrMap,
): TensorInfo {
  return throughWindows(tf, 'MaxPoolGradient', { dy, x }, x, attributes, {
    each: `
      var first = true;
      for (var row = begin.x; row < end.x; row++) {
        for (var column = begin.y; column < end.y; column++) {
          let other = x[((image * uniforms.input.x + row) * uniforms.input.y + column) * channels + channel];
          let earlier = row < place.x || (row == place.x && column < place.y);
          if (other > x[at] || (earlier && other == x[at])) { first = false; }
        }
      }`,
    slope: 'select(0.0, dy[slope], first)',
  });
}

/** `AvgPoolGrad`: equal parts of a window's slope for its values, those outside of x not counted; the stock shader counts them. */
export function averagePoolGradient(
  tf: Tensorflow,
  dy: TensorInfo,
  x: TensorInfo,
  attributes: NamedAttrMap,
): TensorInfo {
  return throughWindows(tf, 'AveragePoolGradient', { dy }, x, attributes, {
    each: 'let extent = end - begin;',
    slope: 'dy[slope] / f32(extent.x * extent.y)',
  });
}

interface OfWindow {
  /** Looks through a window, from `begin` to before `end`. */
  readonly each: string;
  /** What the value at `place` has of the window's slope `dy[slope]`. */
  readonly slope: string;
}

function throughWindows(
  tf: Tensorflow,
  name: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  { shape }: TensorInfo,
  attributes: NamedAttrMap,
  { each, slope }: OfWindow,
): TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as Attributes;
  const images = shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(images, filterSize, strides, 1, pad, dimRoundingMode);
  const size = tf.util.sizeFromShape(shape);
  const uniforms: Record<string, Uniform> = {
    values: int(size),
    input: int(info.inHeight, info.inWidth, info.inChannels),
    output: int(info.outHeight, info.outWidth),
    window: int(info.filterHeight, info.filterWidth),
    strides: int(info.strideHeight, info.strideWidth),
    pads: int(info.padInfo.top, info.padInfo.left),
  };
  return runShader(tf, {
    ...{ name, inputs, shape, uniforms, workgroups: perValue(size) },
    code: `fn main(at: i32) {
      if (at >= uniforms.values) { return; }
      let channels = uniforms.input.z;
      let channel = at % channels;
      let line = at / channels / uniforms.input.y;
      let place = vec2<i32>(line % uniforms.input.x, at / channels % uniforms.input.y);
      let image = line / uniforms.input.x;
      let padded = place + uniforms.pads;
      let last = min(padded / uniforms.strides, uniforms.output - 1);
      let before = max(padded - uniforms.window, vec2<i32>(-1));
      let least = select((before / uniforms.strides) + 1, vec2<i32>(0), before < vec2<i32>(0));
      var sum = 0.0;
      for (var i = least.x; i <= last.x; i++) {
        for (var j = least.y; j <= last.y; j++) {
          let corner = vec2<i32>(i, j) * uniforms.strides - uniforms.pads;
          let begin = max(corner, vec2<i32>(0));
          let end = min(corner + uniforms.window, uniforms.input.xy);
          let slope = ((image * uniforms.output.x + i) * uniforms.output.y + j) * channels + channel;
          ${each}
          sum += ${slope};
        }
      }
      result[at] = sum;
    }`,
  });
}
