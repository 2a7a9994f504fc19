/**
 * A layer of a dense net. Activations and gradients of a batch are stored twice: by units (a row is a unit, lanes are
 * points) and by points (a row is a point), so that every product is of the form A^T B (gemm.ts).
 */
@unmanaged
export class Layer {
  inputs: i32;
  outputs: i32;
  /** Bytes from the start of a net's parameters (and of its moments) to this layer's. */
  offset: usize;
  /** Bytes of a row of weights; parameters are T [1 + inputs x outputs], the bias first. */
  row: usize;
  /** T, as the parameters, rows4(1 + inputs) rows */
  gradient: usize;
  /** T [outputs x rows4(inputs)], weights without the bias, transposed; unused in the first layer */
  transposed: usize;
  transposedRow: usize;
  /** T [1 + rows4(outputs) x batchRow], 1 and the outputs after the activation, by units */
  byUnit: usize;
  /** T [pitch x pointRow], the same by points */
  byPoint: usize;
  pointRow: usize;
  /** T [rows4(outputs) x batchRow], gradient of the loss in the sums, by units */
  slopes: usize;
  /** T [pitch x row], the same by points */
  slopesByPoint: usize;
  /** Units to make products of (live-units.ts): all, or the `live` ones in `units`, i32. */
  live: i32;
  units: usize;
  /** i32 [outputs], where a unit is among these, in bytes of T */
  places: usize;
  /** As `slopes`, `transposed` and `gradient`, of these alone; those of hidden layers. */
  liveSlopes: usize;
  liveTransposed: usize;
  liveGradient: usize;
  // Without activations (collapsed.ts):
  /** T [rows4(1 + d) x prefixRow], P_l, its first column e_0; bytes of a row */
  prefix: usize;
  prefixRow: usize;
  /** T [1 + inputs x rows4(1 + d)], P_l^T */
  prefixTransposed: usize;
  /** T [rows4(numClasses) x prefixRow], G^T P_l */
  left: usize;
  /** T [rows4(outputs) x row of the last layer], S_l */
  suffix: usize;
  /** T [rows4(numClasses) x row], S_l^T */
  suffixTransposed: usize;
}

/** Nets of one architecture that are trained on the same batches; filled by ../network-plan.ts. */
@unmanaged
export class Network {
  /** Addresses of the layers, u32 [depth] */
  layers: usize;
  depth: i32;
  /** 1: ReLU, 0: identity */
  rectify: i32;
  nets: i32;
  /** Bytes of the parameters of one net. */
  size: usize;
  parameters: usize;
  firstMoment: usize;
  secondMoment: usize;
  /** f64 [nets] each */
  learningRates: usize;
  gammas: usize;
  losses: usize;
  /** Bytes of a row of activations by units, the first layer's input and the others'. */
  inputRow: usize;
  batchRow: usize;
  /** 1: the net is trained as one matrix */
  collapsed: i32;
  /** T [rows4(1 + d) x the longest row], P_(l+1) without its first column */
  product: usize;
  /** T [rows4(1 + d) x row of the last layer], G */
  moment: usize;
  /** Largest norm of the gradient; 0: no limit. */
  clipNorm: f64;
}

// @ts-ignore: decorator
@inline
export function layerOf(network: Network, index: i32): Layer {
  return changetype<Layer>(load<usize>(network.layers + (<usize>index << 2)));
}
