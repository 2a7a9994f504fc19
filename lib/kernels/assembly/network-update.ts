import { adamStep, placeAdam } from './adam';
import { multiplyAdd, VECTOR } from './lanes';
import { once } from './once';
import { Layer, layerOf, Network } from './network';
import { Sweep } from './plan';

/** Step of one net's optimiser along its gradient, as update.ts, after clipping to the largest norm. */
export function updateNetwork<T>(plan: Sweep, network: Network, net: i32): void {
  const start = <usize>net * network.size;
  const rate = load<f64>(network.learningRates + (<usize>net << 3)) * plan.rateFactor;
  const factor = clipFactor<T>(network);
  if (plan.adam) placeAdam<T>(plan);
  for (let index = 0; index < network.depth; index++) {
    const layer = layerOf(network, index);
    const offset = start + layer.offset;
    if (plan.adam) adamLayer<T>(plan, network, layer, offset, rate, factor);
    else momentumLayer<T>(plan, network, layer, offset, rate, factor);
  }
}

/** As torch.nn.utils.clip_grad_norm_: min(1, largest / (norm + 1e-6)). */
function clipFactor<T>(network: Network): f64 {
  if (network.clipNorm == 0) return 1;
  let sum: f64 = 0;
  for (let index = 0; index < network.depth; index++) {
    const layer = layerOf(network, index);
    for (let i = 0; i <= layer.inputs; i++) {
      for (let j = 0; j < layer.outputs; j++) {
        const value = <f64>load<T>(layer.gradient + <usize>i * layer.row + <usize>j * sizeof<T>());
        sum += value * value;
      }
    }
  }
  return min(1, network.clipNorm / (Math.sqrt(sum) + 1e-6));
}

function adamLayer<T>(plan: Sweep, network: Network, layer: Layer, offset: usize, rate: f64, factor: f64): void {
  const rates = once(v128.splat<T>(<T>(rate / (1 - plan.beta1Power)))), factors = once(v128.splat<T>(<T>factor));
  const width = <usize>layer.outputs * sizeof<T>();
  for (let i = 0; i <= layer.inputs; i++) {
    const row = <usize>i * layer.row;
    let p = network.parameters + offset + row;
    let first = network.firstMoment + offset + row;
    let second = network.secondMoment + offset + row;
    let gradient = layer.gradient + row;
    for (const end = p + width; p < end; p += VECTOR) {
      adamStep<T>(p, first, second, v128.mul<T>(v128.load(gradient), factors), rates);
      first += VECTOR, second += VECTOR, gradient += VECTOR;
    }
  }
}

function momentumLayer<T>(plan: Sweep, network: Network, layer: Layer, offset: usize, rate: f64, factor: f64): void {
  const rates = once(v128.splat<T>(<T>rate)), momentum = once(v128.splat<T>(<T>plan.momentum));
  const decay = once(v128.splat<T>(<T>plan.weightDecay)), factors = once(v128.splat<T>(<T>factor));
  const width = <usize>layer.outputs * sizeof<T>();
  for (let i = 0; i <= layer.inputs; i++) {
    const row = <usize>i * layer.row;
    let p = network.parameters + offset + row;
    let first = network.firstMoment + offset + row;
    let gradient = layer.gradient + row;
    for (const end = p + width; p < end; p += VECTOR) {
      const value = v128.load(p);
      const g = multiplyAdd<T>(v128.mul<T>(v128.load(gradient), factors), decay, value);
      const m = multiplyAdd<T>(g, momentum, v128.load(first));
      v128.store(first, m);
      v128.store(p, v128.sub<T>(value, v128.mul<T>(rates, m)));
      first += VECTOR, gradient += VECTOR;
    }
  }
}
