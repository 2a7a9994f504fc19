import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { int, perValue, runShader, threads } from './shader';

const side = 64;
const depth = 16;
/** Enough for the largest cards: 132 multiprocessors of four workgroups each. */
const wantedWorkgroups = 512;

/**
 * Gradient of a convolution in its filter, as a product of matrices over all places of all images:
 *
 *   dw[i, j, c, k] = sum over n, y, x of X[n, s y + i - p, s x + j - p, c] dY[n, y, x, k]
 *
 * A workgroup has a tile of 64 rows (i, j, c) and 64 columns k and a share of the places, a thread 4 x 4 of it; the shares are
 * summed at last. TensorFlow.js' own shader has one thread a weight, which goes through all places alone.
 */
export function filterGradient(
  tf: Tensorflow,
  x: TensorInfo,
  dy: TensorInfo,
  attributes: NamedAttrMap,
): TensorInfo {
  const { strides, pad, dimRoundingMode, filterShape } = attributes as unknown as {
    strides: [number, number];
    pad: 'same' | 'valid' | number;
    dimRoundingMode?: 'floor';
    filterShape: [number, number, number, number];
  };
  const shape = x.shape as [number, number, number, number];
  const info = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
  const places = info.batchSize * info.outHeight * info.outWidth;
  const rows = info.filterHeight * info.filterWidth * info.inChannels;
  const columns = info.outChannels;
  const tiles = [Math.ceil(rows / side), Math.ceil(columns / side)];
  const wanted = Math.ceil(wantedWorkgroups / (tiles[0] * tiles[1]));
  const steps = Math.ceil(places / Math.min(wanted, Math.ceil(places / (8 * depth))) / depth);
  const shares = Math.ceil(places / (steps * depth));
  const partial = runShader(tf, {
    ...{
      name: 'FilterGradient',
      inputs: { x, dy },
      shape: shares === 1 ? [...filterShape] : [shares, rows, columns],
    },
    uniforms: {
      tiles: int(...tiles),
      strides: int(info.strideHeight, info.strideWidth),
      pads: int(info.padInfo.top, info.padInfo.left),
      input: int(info.inHeight, info.inWidth, info.inChannels),
      window: int(info.filterWidth),
      output: int(info.outHeight, info.outWidth, columns),
      extent: int(rows, places),
      steps: int(steps),
    },
    workgroups: tiles[0] * tiles[1] * shares,
    code: shareCode,
  });
  if (shares === 1) return partial;
  const sum = runShader(tf, {
    ...{ name: 'SumOfShares', inputs: { part: partial }, shape: [...filterShape] },
    uniforms: { shares: int(shares), values: int(rows * columns) },
    ...{ workgroups: perValue(rows * columns), code: sumCode },
  });
  tf.backend().disposeData(partial.dataId as object);
  return sum;
}

const shareCode = `
  var<workgroup> left: array<array<f32, ${side}>, ${depth}>;
  var<workgroup> right: array<array<f32, ${side}>, ${depth}>;

  fn main(thread: i32) {
    let count = uniforms.tiles.x * uniforms.tiles.y;
    let group = i32(workgroupId.x + workgroupId.y * numWorkgroups.x);
    let share = group / count;
    let tile = group % count;
    let firstRow = tile / uniforms.tiles.y * ${side};
    let firstColumn = tile % uniforms.tiles.y * ${side};
    let local = i32(localIndex);
    let lane = local % ${side};
    let quarter = local / ${side};
    let row = firstRow + lane;
    let column = firstColumn + lane;
    let channels = uniforms.input.z;
    let tap = row / channels;
    let channel = row % channels;
    let offset = vec2<i32>(tap / uniforms.window, tap % uniforms.window) - uniforms.pads;
    let begin = share * uniforms.steps * ${depth};
    let top = local / 16 * 4;
    let first = local % 16 * 4;
    var sums: array<vec4<f32>, 4>;
    for (var step = 0; step < uniforms.steps; step++) {
      for (var at = quarter; at < ${depth}; at += ${threads / side}) {
        let place = begin + step * ${depth} + at;
        var a = 0.0;
        var b = 0.0;
        if (place < uniforms.extent.y) {
          if (column < uniforms.output.z) {
            b = dy[place * uniforms.output.z + column];
          }
          let line = place / uniforms.output.y;
          let corner = vec2<i32>(line % uniforms.output.x, place % uniforms.output.y) * uniforms.strides + offset;
          if (row < uniforms.extent.x && all(corner >= vec2<i32>(0)) && all(corner < uniforms.input.xy)) {
            let image = line / uniforms.output.x;
            a = x[((image * uniforms.input.x + corner.x) * uniforms.input.y + corner.y) * channels + channel];
          }
        }
        left[at][lane] = a;
        right[at][lane] = b;
      }
      workgroupBarrier();
      for (var at = 0; at < ${depth}; at++) {
        let b = vec4<f32>(right[at][first], right[at][first + 1], right[at][first + 2], right[at][first + 3]);
        for (var i = 0; i < 4; i++) {
          sums[i] += left[at][top + i] * b;
        }
      }
      workgroupBarrier();
    }
    for (var i = 0; i < 4; i++) {
      for (var j = 0; j < 4; j++) {
        if (firstRow + top + i < uniforms.extent.x && firstColumn + first + j < uniforms.output.z) {
          let at = (share * uniforms.extent.x + firstRow + top + i) * uniforms.output.z + firstColumn + first + j;
          result[at] = sums[i][j];
        }
      }
    }
  }`;

const sumCode = `
  fn main(thread: i32) {
    if (thread < uniforms.values) {
      var sum = 0.0;
      for (var share = 0; share < uniforms.shares; share++) {
        sum += part[share * uniforms.values + thread];
      }
      result[thread] = sum;
    }
  }`;
