import { multiply } from './gemm';
import { VECTOR } from './lanes';
import { BLOCK_BYTES } from './piecewise-net';
import { transpose } from './transpose';
import { affine, toPoints, toUnits } from './whole-net';

/** Logits of one net and their gradients in the points, in f64; filled by ../logit-pass.ts. */
@unmanaged
export class LogitPass {
  /** i32 [numLayers + 1] */
  widths: usize;
  numLayers: i32;
  /** 1: ReLU, 0: identity */
  rectify: i32;
  /** f64 in the order of a model, and 3 numbers that are read beyond it */
  parameters: usize;
  /** f64 [rows2(outputs) x rows4(inputs)] of every layer, the last one first: the transposed weights */
  transposed: usize;
  /** f64 [units x a block of points] for every block: points, then the outputs of each layer, rows4 of each */
  activations: usize;
  blockBytes: usize;
  /** f64 [rows4(widest) x a block of points] each */
  slopes: usize;
  below: usize;
  /** f64 [capacity x d], points or the gradient in them */
  points: usize;
  /** f64 [capacity x classes], logits or the weights of their gradients */
  logits: usize;
}

const ROW: usize = BLOCK_BYTES, BLOCK: i32 = <i32>(BLOCK_BYTES >> 3);

// @ts-ignore: decorator
@inline
function widthOf(pass: LogitPass, level: i32): i32 {
  return load<i32>(pass.widths + (<usize>level << 2));
}

// @ts-ignore: decorator
@inline
function rows4(count: i32): i32 {
  return (count + 3) & ~3;
}

// @ts-ignore: decorator
@inline
function parameterBytes(inputs: i32, outputs: i32): usize {
  return (<usize>(inputs + 1) * outputs) << 3;
}

/** From `points` to `logits`. */
export function logitForward(pass: LogitPass, count: i32): void {
  const d = <usize>widthOf(pass, 0) << 3, k = <usize>widthOf(pass, pass.numLayers) << 3;
  let block = pass.activations;
  for (let first = 0; first < count; first += BLOCK, block += pass.blockBytes) {
    const size = min(BLOCK, count - first);
    let from = block, weights = pass.parameters;
    toUnits(pass.points + <usize>first * d, size, d, from);
    for (let l = 0; l < pass.numLayers; l++) {
      const inputs = widthOf(pass, l), outputs = widthOf(pass, l + 1);
      const to = from + <usize>rows4(inputs) * ROW;
      const rectified = l + 1 < pass.numLayers && pass.rectify != 0;
      affine(weights, <usize>outputs << 3, inputs, outputs, from, to, (size + 1) >> 1, rectified);
      weights += parameterBytes(inputs, outputs), from = to;
    }
    toPoints(from, size, k, pass.logits + <usize>first * k);
  }
}

/** From the weights in `logits` to the gradient in `points`, after `logitForward`. */
export function logitBackward(pass: LogitPass, count: i32): void {
  transposeWeights(pass);
  const d = <usize>widthOf(pass, 0) << 3, k = <usize>widthOf(pass, pass.numLayers) << 3;
  let block = pass.activations;
  for (let first = 0; first < count; first += BLOCK, block += pass.blockBytes) {
    const size = min(BLOCK, count - first);
    const vectors = (size + 1) >> 1;
    let from = pass.slopes, to = pass.below, weights = pass.transposed;
    let activated = block + pass.blockBytes - <usize>rows4(widthOf(pass, pass.numLayers)) * ROW;
    toUnits(pass.logits + <usize>first * k, size, k, from);
    for (let l = pass.numLayers - 1; l >= 0; l--) {
      const inputs = widthOf(pass, l), outputs = widthOf(pass, l + 1);
      const row = <usize>rows4(inputs) << 3;
      multiply<f64>(weights, row, from, ROW, to, ROW, rows4(inputs), vectors, outputs);
      activated -= <usize>rows4(inputs) * ROW, weights += <usize>((outputs + 1) & ~1) * row;
      if (l > 0 && pass.rectify) mask(to, activated, inputs, vectors);
      const swap = from;
      from = to, to = swap;
    }
    toPoints(from, size, d, pass.points + <usize>first * d);
  }
}

function transposeWeights(pass: LogitPass): void {
  let weights = pass.parameters;
  for (let l = 0; l < pass.numLayers; l++) weights += parameterBytes(widthOf(pass, l), widthOf(pass, l + 1));
  let to = pass.transposed;
  for (let l = pass.numLayers - 1; l >= 0; l--) {
    const inputs = widthOf(pass, l), outputs = widthOf(pass, l + 1);
    const row = <usize>rows4(inputs) << 3;
    weights -= parameterBytes(inputs, outputs);
    transpose<f64>(weights, <usize>outputs << 3, to, row, inputs, outputs);
    to += <usize>((outputs + 1) & ~1) * row;
  }
}

/** 0 where a unit is not on. */
function mask(slopes: usize, activated: usize, units: i32, vectors: i32): void {
  const zero = f64x2.splat(0);
  for (let u = 0; u < units; u++, slopes += ROW, activated += ROW) {
    for (let at: usize = 0; at < <usize>vectors * VECTOR; at += VECTOR) {
      const on = f64x2.gt(v128.load(activated + at), zero);
      v128.store(slopes + at, v128.and(v128.load(slopes + at), on));
    }
  }
}
