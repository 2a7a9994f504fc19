import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { float, type Inputs, int, perValue, runShader, type Uniform } from './shader';

interface Attributes {
  readonly epsilon: number;
  readonly relu: boolean;
  readonly shortcut: boolean;
}

/** Channels that a workgroup sums, by 4 threads each. */
const lanes = 64;
const rowsAtLeast = 64;
const wantedWorkgroups = 512;

/** `BatchNormalisation`: y, mean and variance, in three passes over x: of the sums, of the shares, of the values. */
export function normalise(
  tf: Tensorflow,
  { x, gamma, beta, shortcut }: Inputs,
  attributes: NamedAttrMap,
): TensorInfo[] {
  const { epsilon, relu } = attributes as unknown as Attributes;
  const { size, rows, channels } = extent(tf, x);
  // About the first row: squares about 0 would lose a variance that is small beside the mean.
  const moments = sums(tf, {
    ...{ name: 'Moments', inputs: { x }, rows, channels },
    code: 'let v = x[at] - x[channel]; sum += vec2<f32>(v, v * v);',
    total:
      'let m = sum.x / f32(uniforms.rows); result[channel] = m; result[channels + channel] = sum.y / f32(uniforms.rows) - m * m;',
  });
  const shifted = { x, moments, gamma, beta, ...(shortcut ? { shortcut } : {}) };
  const y = runShader(tf, {
    ...{ name: `Normalised ${shortcut ? 'sum' : ''} ${relu}`, inputs: shifted, shape: x.shape },
    uniforms: { values: int(size), channels: int(channels), epsilon: float(epsilon) },
    workgroups: perValue(size),
    code: `fn main(at: i32) {
      if (at < uniforms.values) {
        let channel = at % uniforms.channels;
        let deviation = x[at] - x[channel] - moments[channel];
        let scale = gamma[channel] * inverseSqrt(moments[uniforms.channels + channel] + uniforms.epsilon);
        let value = deviation * scale + beta[channel]${shortcut ? ' + shortcut[at]' : ''};
        result[at] = ${relu ? 'max(value, 0.0)' : 'value'};
      }
    }`,
  });
  const part = (name: string, inputs: Inputs, value: string) =>
    runShader(tf, {
      ...{ name, inputs, shape: [channels], uniforms: { channels: int(channels) } },
      workgroups: perValue(channels),
      code: `fn main(at: i32) { if (at < uniforms.channels) { result[at] = ${value}; } }`,
    });
  const result = [
    y,
    part('Mean', { x, moments }, 'x[at] + moments[at]'),
    part('Variance', { moments }, 'moments[uniforms.channels + at]'),
  ];
  tf.backend().disposeData(moments.dataId as object);
  return result;
}

/** `BatchNormalisationGrad`: of x, gamma, beta and, where it was cut off as well, of the shortcut. */
export function normaliseGradient(
  tf: Tensorflow,
  { dy, x, gamma, y, mean, variance }: Inputs,
  attributes: NamedAttrMap,
): TensorInfo[] {
  const { epsilon, relu, shortcut } = attributes as unknown as Attributes;
  const { size, rows, channels } = extent(tf, x);
  const inputs = { dy, x, mean, variance, ...(relu ? { y } : {}) };
  const slope = relu ? 'select(0.0, dy[at], y[at] > 0.0)' : 'dy[at]';
  const z = '(x[at] - mean[channel]) * inverseSqrt(variance[channel] + uniforms.epsilon)';
  const epsilonUniform = { epsilon: float(epsilon) };
  const totals = sums(tf, {
    ...{ name: `Slopes ${relu}`, inputs, rows, channels, uniforms: epsilonUniform },
    code: `let g = ${slope}; sum += vec2<f32>(g, g * ${z});`,
    total: 'result[channel] = sum.x; result[channels + channel] = sum.y;',
  });
  const dx = runShader(tf, {
    ...{ name: `NormalisedGradient ${relu}`, inputs: { ...inputs, gamma, totals }, shape: x.shape },
    uniforms: { values: int(size), channels: int(channels), rows: float(rows), ...epsilonUniform },
    workgroups: perValue(size),
    code: `fn main(at: i32) {
      if (at < uniforms.values) {
        let channel = at % uniforms.channels;
        let centred = ${slope} - (totals[channel] + ${z} * totals[uniforms.channels + channel]) / uniforms.rows;
        result[at] = centred * gamma[channel] * inverseSqrt(variance[channel] + uniforms.epsilon);
      }
    }`,
  });
  const part = (name: string, from: number) =>
    runShader(tf, {
      ...{ name, inputs: { totals }, shape: [channels], uniforms: { channels: int(channels) } },
      workgroups: perValue(channels),
      code: `fn main(at: i32) { if (at < uniforms.channels) { result[at] = totals[at + ${from} * uniforms.channels]; } }`,
    });
  const gradients = [dx, part('ScaleGradient', 1), part('OffsetGradient', 0)];
  tf.backend().disposeData(totals.dataId as object);
  if (!relu || !shortcut) return gradients;
  const cutOff = runShader(tf, {
    ...{ name: 'CutOff', inputs: { dy, y }, shape: x.shape, uniforms: { values: int(size) } },
    workgroups: perValue(size),
    code: `fn main(at: i32) { if (at < uniforms.values) { result[at] = ${slope}; } }`,
  });
  return [...gradients, cutOff];
}

function extent(tf: Tensorflow, x: TensorInfo) {
  const size = tf.util.sizeFromShape(x.shape);
  const channels = x.shape[x.shape.length - 1];
  return { size, channels, rows: size / channels };
}

interface Sums {
  readonly name: string;
  readonly inputs: Inputs;
  readonly rows: number;
  readonly channels: number;
  readonly uniforms?: Readonly<Record<string, Uniform>>;
  /** Adds the value `at` of `channel` to the pair `sum`. */
  readonly code: string;
  /** Writes what becomes of the pair `sum` of `channel` over all rows, both halves of [2, channels]. */
  readonly total: string;
}

/** Two sums a channel: every workgroup sums a share of the rows, then one workgroup a channel the shares. */
function sums(tf: Tensorflow, { name, inputs, rows, channels, uniforms, code, total }: Sums): TensorInfo {
  const tiles = Math.ceil(channels / lanes);
  const wanted = Math.ceil(wantedWorkgroups / tiles);
  const each = Math.max(rowsAtLeast, Math.ceil(rows / wanted));
  const shares = Math.ceil(rows / each);
  const part = runShader(tf, {
    ...{ name: `${name} of shares`, inputs, shape: [shares, 2, channels], workgroups: tiles * shares },
    uniforms: { rows: int(rows), channels: int(channels), each: int(each), tiles: int(tiles), ...uniforms },
    code: `
      var<workgroup> pairs: array<vec2<f32>, 256>;
      fn main(thread: i32) {
        let channels = uniforms.channels;
        let group = i32(workgroupId.x + workgroupId.y * numWorkgroups.x);
        let channel = group % uniforms.tiles * ${lanes} + i32(localIndex) % ${lanes};
        let share = group / uniforms.tiles;
        var sum = vec2<f32>(0.0);
        if (channel < channels) {
          let end = min((share + 1) * uniforms.each, uniforms.rows);
          for (var row = share * uniforms.each + i32(localIndex) / ${lanes}; row < end; row += ${256 / lanes}) {
            let at = row * channels + channel;
            ${code}
          }
        }
        pairs[localIndex] = sum;
        workgroupBarrier();
        if (localIndex < ${lanes}u && channel < channels) {
          let whole = pairs[localIndex] + pairs[localIndex + 64u] + pairs[localIndex + 128u] + pairs[localIndex + 192u];
          result[share * 2 * channels + channel] = whole.x;
          result[(share * 2 + 1) * channels + channel] = whole.y;
        }
      }`,
  });
  const result = runShader(tf, {
    ...{ name: `${name} of all`, inputs: { part }, shape: [2, channels], workgroups: channels },
    uniforms: { rows: int(rows), channels: int(channels), shares: int(shares) },
    code: `
      var<workgroup> pairs: array<vec2<f32>, 256>;
      fn main(thread: i32) {
        let channels = uniforms.channels;
        let channel = i32(workgroupId.x + workgroupId.y * numWorkgroups.x);
        var sum = vec2<f32>(0.0);
        for (var share = i32(localIndex); share < uniforms.shares; share += 256) {
          let at = share * 2 * channels + channel;
          sum += vec2<f32>(part[at], part[at + channels]);
        }
        pairs[localIndex] = sum;
        for (var half = 128u; half > 0u; half /= 2u) {
          workgroupBarrier();
          if (localIndex < half) { pairs[localIndex] += pairs[localIndex + half]; }
        }
        if (localIndex == 0u) {
          sum = pairs[0];
          ${total}
        }
      }`,
  });
  tf.backend().disposeData(part.dataId as object);
  return result;
}
