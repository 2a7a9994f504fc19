import { multiply } from './gemm';
import { Layer, layerOf, Network } from './network';
import { networkLoss, networkSoftmax } from './network-softmax';
import { updateNetwork } from './network-update';
import { Sweep } from './plan';
import { transpose } from './transpose';

// A net without activations is one matrix, and its gradients are of rank numClasses. With [1, x] the input, W_l the
// parameters of layer l (bias first) and hidden inputs extended by a 1 likewise,
//
//   inputs of layer l = [1, x] P_l       P_0 = I, P_(l+1) = [e_0 | P_l W_l]
//   logits = [1, x] P_L                   S_(L-1) = I, S_(l-1) = W_l (without the bias) S_l
//   dLoss/dW_l = (P_l^T G) S_l^T          G = sum_b [1, x_b]^T slopes_b
//
// so that no product runs over points and hidden units. The same numbers up to rounding as layer by layer, for less
// work while there are fewer features than points in a batch.

export function trainCollapsed<T>(plan: Sweep, network: Network, net: i32, count: i32): void {
  const parameters = network.parameters + <usize>net * network.size;
  const gamma = load<f64>(network.gammas + (<usize>net << 3));
  const last = layerOf(network, network.depth - 1);
  collapsedForward<T>(plan, network, parameters, count);
  if (plan.recordLoss) {
    const loss = network.losses + (<usize>net << 3);
    store<f64>(loss, load<f64>(loss) + networkLoss<T>(plan, network, last, gamma, count));
  }
  networkSoftmax<T>(plan, network, last, gamma, count);
  transpose<T>(last.slopes, network.batchRow, last.slopesByPoint, last.row, last.outputs, count);
  const rows = (plan.d + 4) & ~3;
  multiply<T>(
    plan.byPoint, <usize>rows * sizeof<T>(), last.slopesByPoint, last.row,
    network.moment, last.row, rows, vectorsOf<T>(last.outputs), count,
  );
  suffixes<T>(network, parameters);
  for (let index = 0; index < network.depth; index++) gradientOf<T>(plan, network, last, index);
  updateNetwork<T>(plan, network, net);
}

// @ts-ignore: decorator
@inline
function vectorsOf<T>(count: i32): i32 {
  return (count * <i32>sizeof<T>() + 15) / 16;
}

/** P_1, ..., P_(L-1), the matrix of the whole net, and the logits by classes. */
export function collapsedForward<T>(plan: Sweep, network: Network, parameters: usize, count: i32): void {
  const features = plan.d + 1;
  const rows = (features + 3) & ~3;
  const last = layerOf(network, network.depth - 1);
  let product = parameters;
  let productRow = layerOf(network, 0).row;
  for (let index = 1; index < network.depth; index++) {
    const layer = layerOf(network, index);
    // The product so far, with a column e_0 in front, is P of this layer; its transpose is the next factor.
    extend<T>(layer, product, productRow, features);
    const row = <usize>rows * sizeof<T>();
    transpose<T>(product, productRow, layer.prefixTransposed + row, row, features, layer.inputs);
    product = network.product;
    productRow = layer.row;
    multiply<T>(
      layer.prefixTransposed, row, parameters + layer.offset, layer.row,
      product, productRow, rows, vectorsOf<T>(layer.outputs), layer.inputs + 1,
    );
  }
  multiply<T>(
    product, productRow, plan.byFeature, network.inputRow, last.byUnit + network.batchRow, network.batchRow,
    (last.outputs + 3) & ~3, vectorsOf<T>(count), features,
  );
}

function extend<T>(layer: Layer, product: usize, productRow: usize, features: i32): void {
  for (let r: usize = 0; r < <usize>features; r++) {
    const row = layer.prefix + r * layer.prefixRow;
    memory.copy(row + sizeof<T>(), product + r * productRow, <usize>layer.inputs * sizeof<T>());
  }
}

/** S_l^T of all layers but the last, from the top down. */
function suffixes<T>(network: Network, parameters: usize): void {
  const last = layerOf(network, network.depth - 1);
  const k = last.outputs;
  let suffix: usize = 0;
  for (let index = network.depth - 1; index > 0; index--) {
    const layer = layerOf(network, index);
    const below = layerOf(network, index - 1);
    const weights = parameters + layer.offset + layer.row;
    if (index == network.depth - 1) {
      transpose<T>(weights, layer.row, below.suffixTransposed, below.row, layer.inputs, k);
      suffix = weights;
    } else {
      transpose<T>(weights, layer.row, layer.transposed, layer.transposedRow, layer.inputs, layer.outputs);
      multiply<T>(
        suffix, last.row, layer.transposed, layer.transposedRow,
        below.suffixTransposed, below.row, (k + 3) & ~3, vectorsOf<T>(layer.inputs), layer.outputs,
      );
      transpose<T>(below.suffixTransposed, below.row, below.suffix, last.row, k, layer.inputs);
      suffix = below.suffix;
    }
  }
}

/** dLoss/dW_l from G (`moment`), P_l and S_l. */
function gradientOf<T>(plan: Sweep, network: Network, last: Layer, index: i32): void {
  const layer = layerOf(network, index);
  const k = last.outputs;
  const features = plan.d + 1;
  const rows = (layer.inputs + 4) & ~3;
  if (index == network.depth - 1) {
    if (index == 0) memory.copy(layer.gradient, network.moment, <usize>rows * layer.row);
    else multiply<T>(
      layer.prefix, layer.prefixRow, network.moment, last.row,
      layer.gradient, layer.row, rows, vectorsOf<T>(k), features,
    );
    return;
  }
  if (index == 0) transpose<T>(network.moment, last.row, layer.left, layer.prefixRow, features, k);
  else multiply<T>(
    network.moment, last.row, layer.prefix, layer.prefixRow,
    layer.left, layer.prefixRow, (k + 3) & ~3, vectorsOf<T>(layer.inputs + 1), features,
  );
  multiply<T>(
    layer.left, layer.prefixRow, layer.suffixTransposed, layer.row,
    layer.gradient, layer.row, rows, vectorsOf<T>(layer.outputs), k,
  );
}
