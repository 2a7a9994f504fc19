import { mixBatch } from './batch';
import { trainCollapsed } from './collapsed';
import { multiply } from './gemm';
import { packRows, rectifySlopes, spreadGradient } from './live-units';
import { layerOf, Network } from './network';
import { networkCorrect, networkLoss, networkSoftmax } from './network-softmax';
import { updateNetwork } from './network-update';
import { Sweep } from './plan';
import { prepareBatch } from './sweep';
import { batchTargets } from './targets';
import { rectify, transpose } from './transpose';

/** Trains all nets for one epoch on the same batches. */
export function trainNetworkEpoch<T>(plan: Sweep, network: Network): void {
  let step: usize = 0;
  for (let from = 0; from < plan.n; from += plan.batchSize) {
    const count = min(plan.batchSize, plan.n - from);
    prepareBatch<T>(plan, from, count, step);
    if (batchTargets<T>(plan, from, count, load<f64>(plan.labelWeights + step * 8)) > 0) {
      plan.beta1Power *= plan.beta1;
      plan.beta2Power *= plan.beta2;
      for (let net = 0; net < network.nets; net++) {
        if (network.collapsed) trainCollapsed<T>(plan, network, net, count);
        else trainNet<T>(plan, network, net, count);
      }
    }
    step++;
  }
}

function trainNet<T>(plan: Sweep, network: Network, net: i32, count: i32): void {
  const parameters = network.parameters + <usize>net * network.size;
  const gamma = load<f64>(network.gammas + (<usize>net << 3));
  const last = layerOf(network, network.depth - 1);
  forward<T>(network, parameters, plan.byFeature, count, true);
  if (plan.recordLoss) {
    const loss = network.losses + (<usize>net << 3);
    store<f64>(loss, load<f64>(loss) + networkLoss<T>(plan, network, last, gamma, count));
  }
  networkSoftmax<T>(plan, network, last, gamma, count);
  transpose<T>(last.slopes, network.batchRow, last.slopesByPoint, last.row, last.outputs, count);
  for (let index = network.depth - 1; index >= 0; index--) {
    backward<T>(network, parameters, index, plan.byPoint, count);
  }
  updateNetwork<T>(plan, network, net);
}

// @ts-ignore: decorator
@inline
function vectorsOf<T>(count: i32): i32 {
  return (count * <i32>sizeof<T>() + 15) / 16;
}

/** Outputs of all layers, by units; of hidden layers by points too if they are needed for a backward pass. */
export function forward<T>(
  network: Network, parameters: usize, byFeature: usize, count: i32, training: bool,
): void {
  const vectors = vectorsOf<T>(count);
  let input = byFeature;
  let inputRow = network.inputRow;
  for (let index = 0; index < network.depth; index++) {
    const layer = layerOf(network, index);
    const outputs = layer.byUnit + network.batchRow;
    multiply<T>(
      parameters + layer.offset, layer.row, input, inputRow,
      outputs, network.batchRow, (layer.outputs + 3) & ~3, vectors, layer.inputs + 1,
    );
    if (index + 1 < network.depth) {
      if (network.rectify) rectify<T>(outputs, network.batchRow, layer.outputs, count);
      if (training) {
        const byPoint = layer.byPoint + sizeof<T>();
        transpose<T>(outputs, network.batchRow, byPoint, layer.pointRow, layer.outputs, count);
      }
    }
    input = layer.byUnit;
    inputRow = network.batchRow;
  }
}

/** Gradient of a layer's parameters, and the slopes of the layer below. */
export function backward<T>(network: Network, parameters: usize, index: i32, byPoint: usize, count: i32): void {
  const layer = layerOf(network, index);
  const allLive = layer.live == layer.outputs;
  const below = layerOf(network, max(0, index - 1));
  const input = index == 0 ? byPoint : below.byPoint;
  const inputRow = index == 0 ? <usize>((layer.inputs + 4) & ~3) * sizeof<T>() : below.pointRow;
  multiply<T>(
    input, inputRow, layer.slopesByPoint, layer.row,
    allLive ? layer.gradient : layer.liveGradient, layer.row, layer.inputs + 1, vectorsOf<T>(layer.live), count,
  );
  if (!allLive) spreadGradient<T>(layer);
  if (index == 0) return;
  const weights = parameters + layer.offset + layer.row;
  transpose<T>(weights, layer.row, layer.transposed, layer.transposedRow, layer.inputs, layer.outputs);
  if (!allLive) packRows(layer, layer.transposed, layer.transposedRow, layer.liveTransposed);
  multiply<T>(
    allLive ? layer.transposed : layer.liveTransposed, layer.transposedRow,
    allLive ? layer.slopes : layer.liveSlopes, network.batchRow,
    below.slopes, network.batchRow, (layer.inputs + 3) & ~3, vectorsOf<T>(count), layer.live,
  );
  rectifySlopes<T>(network, below, count);
}

/** Counts, for every net, the points whose class is predicted. @param correct i32 [nets] */
export function classifyNetwork<T>(plan: Sweep, network: Network, correct: usize): void {
  memory.fill(correct, 0, <usize>network.nets << 2);
  for (let from = 0; from < plan.n; from += plan.batchSize) {
    const count = min(plan.batchSize, plan.n - from);
    mixBatch<T>(plan, from, count, 1);
    for (let net = 0; net < network.nets; net++) {
      forward<T>(network, network.parameters + <usize>net * network.size, plan.byFeature, count, false);
      const hits = networkCorrect<T>(network, layerOf(network, network.depth - 1), plan.y + (<usize>from << 2), count);
      const total = correct + (<usize>net << 2);
      store<i32>(total, load<i32>(total) + hits);
    }
  }
}
