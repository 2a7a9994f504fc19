import { multiply } from './gemm';
import { VECTOR } from './lanes';
import { BLOCK_BYTES, layerOf, PiecewiseNet } from './piecewise-net';

// The forward pass of lib/train/forward.ts, lanes are points: every sum runs in the same order, to the same digit.

const ROW: usize = BLOCK_BYTES, BLOCK: i32 = <i32>(BLOCK_BYTES >> 3);

/**
 * Classes of points by the whole net; of equal logits the first, 0 if the first is NaN.
 *
 * @param points f64 [count x d]
 * @param classes i32 [count]
 */
export function classifyWhole(address: usize, points: usize, count: i32, classes: usize): void {
  const net = changetype<PiecewiseNet>(address);
  const bytes = <usize>net.d << 3;
  for (let first = 0; first < count; first += BLOCK) {
    const size = min(BLOCK, count - first);
    toUnits(points, size, bytes, net.inputs);
    let inputs = net.inputs, outputs = net.outputs;
    for (let l = 0; l <= net.last; l++) {
      const layer = layerOf(net, l);
      const rectified = l < net.last && !net.linear;
      affine(layer.weights, layer.row, layer.inputs, layer.outputs, inputs, outputs, (size + 1) >> 1, rectified);
      const swap = inputs;
      inputs = outputs, outputs = swap;
    }
    for (let i = 0; i < size; i++) {
      store<i32>(classes + (<usize>(first + i) << 2), largest(inputs + (<usize>i << 3), layerOf(net, net.last).outputs));
    }
    points += <usize>size * bytes;
  }
}

/** A block of points, `bytes` each, from rows to columns. */
export function toUnits(points: usize, count: i32, bytes: usize, to: usize): void {
  for (let i = 0; i < count; i++, to += 8) {
    for (let at = to, end = points + bytes; points < end; points += 8, at += ROW) store<f64>(at, load<f64>(points));
  }
}

/** Back from columns to rows. */
export function toPoints(from: usize, count: i32, bytes: usize, points: usize): void {
  for (let i = 0; i < count; i++, from += 8) {
    for (let at = from, end = points + bytes; points < end; points += 8, at += ROW) store<f64>(points, load<f64>(at));
  }
}

/**
 * A layer for the first `vectors` of points of a block.
 *
 * @param weights f64 [numInputs + 1 rows of `row` bytes], the last of them the bias
 * @param outputs rows4(numOutputs) rows are written
 */
export function affine(
  weights: usize, row: usize, numInputs: i32, numOutputs: i32, inputs: usize, outputs: usize, vectors: i32, rectified: bool,
): void {
  multiply<f64>(weights, row, inputs, ROW, outputs, ROW, (numOutputs + 3) & ~3, vectors, numInputs);
  const zero = f64x2.splat(0);
  let bias = weights + <usize>numInputs * row;
  for (let u = 0; u < numOutputs; u++, bias += 8, outputs += ROW) {
    const added = v128.load64_splat(bias);
    for (let at = outputs, end = at + <usize>vectors * VECTOR; at < end; at += VECTOR) {
      const sum = f64x2.add(v128.load(at), added);
      v128.store(at, rectified ? f64x2.pmax(sum, zero) : sum);
    }
  }
}

function largest(logits: usize, numClasses: i32): i32 {
  let best = load<f64>(logits);
  let choice = 0;
  for (let c = 1; c < numClasses; c++) {
    logits += ROW;
    if (load<f64>(logits) > best) best = load<f64>(logits), choice = c;
  }
  return choice;
}
