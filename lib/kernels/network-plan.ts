import { type Arena, bytesOf, type Precision } from './arena';
import type { NetworkModel } from './network-model';
import { roundUp } from './round-up';
import { oddLines } from './sweep-plan';

/** Memory of the nets of a sweep. */
export interface NetworkPlan {
  readonly address: number;
  readonly learningRates: number;
  readonly gammas: number;
  readonly losses: number;
  /** Bytes of a row of activations by units. */
  readonly batchRow: number;
  /** Writes a net's parameters. */
  pack(net: number, model: NetworkModel): void;
  /** Reads them. */
  unpack(net: number): NetworkModel;
}

interface PlacedLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Bytes from the start of the net's parameters. */
  readonly offset: number;
  /** Bytes of a row of weights. */
  readonly row: number;
}

interface Workspace {
  readonly pitch: number;
  readonly batchRow: number;
  readonly precision: Precision;
  readonly numFeatures: number;
  readonly last: PlacedLayer;
}

export interface NetworkShape {
  readonly architecture: NetworkModel['architecture'];
  readonly nets: number;
  /** Points of a batch in memory. */
  readonly pitch: number;
  readonly batchSize: number;
  readonly precision: Precision;
  readonly clipNorm?: number;
}

/** Lays out the nets, their moments and the workspace of a batch; fields in the order of assembly/network.ts. */
export function placeNetworks(arena: Arena, shape: NetworkShape): NetworkPlan {
  const { architecture, nets, pitch, batchSize, precision, clipNorm = 0 } = shape;
  const { widths, activation } = architecture;
  const real = bytesOf(precision);
  const layers = layersOf(widths, real);
  const end = layers[layers.length - 1];
  const size = roundUp(end.offset + layerBytes(end), 64);
  const [parameters, firstMoment, secondMoment] = [0, 1, 2].map(() => arena.allocate(nets * size));
  const [learningRates, gammas, losses] = [0, 1, 2].map(() => arena.allocate(8 * nets));
  const batchRow = oddLines(real * pitch);
  const workspace = { pitch, batchRow, precision, numFeatures: widths[0], last: end };
  const addresses = layers.map((layer) => placeLayer(arena, layer, workspace));
  const features = roundUp(1 + widths[0], 4);
  const integers = [
    ...[arena.placeI32(addresses), layers.length, Number(activation === 'relu'), nets, size],
    ...[parameters, firstMoment, secondMoment, learningRates, gammas, losses],
    ...[real * pitch, batchRow],
    Number(activation === 'identity' && 1 + widths[0] < batchSize),
    arena.allocate(features * Math.max(...layers.map(({ row }) => row))),
    arena.allocate(features * end.row),
  ];
  const clipAt = roundUp(4 * integers.length, 8);
  const address = arena.allocate(clipAt + 8);
  arena.i32(address, integers.length).set(integers);
  arena.f64(address + clipAt, 1)[0] = clipNorm;
  const view = (net: number) => arena.reals(precision, parameters + net * size, size / real);
  return {
    ...{ address, learningRates, gammas, losses, batchRow },
    pack: (net, model) => copyParameters(layers, view(net), model.parameters, real, 'pack'),
    unpack(net) {
      const copy = new Float64Array(
        layers.reduce((sum, { inputs, outputs }) => sum + (1 + inputs) * outputs, 0),
      );
      copyParameters(layers, view(net), copy, real, 'unpack');
      return { architecture, parameters: copy };
    },
  };
}

function layersOf(widths: readonly number[], real: number): PlacedLayer[] {
  let offset = 0;
  return widths.slice(1).map((outputs, i) => {
    const layer = { inputs: widths[i], outputs, offset, row: oddLines(real * roundUp(outputs, 4)) };
    offset += layerBytes(layer);
    return layer;
  });
}

/** Rows for the bias and the weights, and those that transposing whole blocks reads beyond. */
function layerBytes({ inputs, row }: PlacedLayer): number {
  return (1 + roundUp(inputs, 4)) * row;
}

function placeLayer(
  arena: Arena,
  { inputs, outputs, offset, row }: PlacedLayer,
  { pitch, batchRow, precision, numFeatures, last }: Workspace,
): number {
  const real = bytesOf(precision);
  const units = roundUp(outputs, 4);
  const transposedRow = oddLines(real * roundUp(inputs, 4));
  const pointRow = oddLines(real * (4 + units));
  const byUnit = arena.allocate((1 + units) * batchRow);
  const byPoint = arena.allocate(pitch * pointRow);
  arena.reals(precision, byUnit, pitch).fill(1);
  const points = arena.reals(precision, byPoint, (pitch * pointRow) / real);
  for (let b = 0; b < pitch; b++) points[(b * pointRow) / real] = 1;
  return arena.placeI32([
    ...[inputs, outputs, offset, row],
    arena.allocate(roundUp(1 + inputs, 4) * row),
    arena.allocate(units * transposedRow),
    ...[transposedRow, byUnit, byPoint, pointRow],
    arena.allocate(units * batchRow),
    arena.allocate(pitch * row),
    outputs,
    ...liveFields(arena, { inputs, outputs, row, batchRow, transposedRow }),
    ...collapsedFields(arena, { inputs, outputs, offset, row }, { numFeatures, last, real }),
  ]);
}

/** Memory of the units that are active in a batch (assembly/live-units.ts). */
function liveFields(
  arena: Arena,
  sizes: Pick<PlacedLayer, 'inputs' | 'outputs' | 'row'> & { batchRow: number; transposedRow: number },
): number[] {
  const { inputs, outputs, row, batchRow, transposedRow } = sizes;
  const units = roundUp(outputs, 4);
  return [
    4 * outputs,
    4 * outputs,
    units * batchRow,
    units * transposedRow,
    roundUp(1 + inputs, 4) * row,
  ].map((bytes) => arena.allocate(bytes));
}

/** Memory to train nets without activations as one matrix (assembly/collapsed.ts). */
function collapsedFields(
  arena: Arena,
  { inputs, outputs, row }: PlacedLayer,
  { numFeatures, last, real }: { numFeatures: number; last: PlacedLayer; real: number },
): number[] {
  const features = roundUp(1 + numFeatures, 4);
  const classes = roundUp(last.outputs, 4);
  const prefixRow = oddLines(real * (4 + roundUp(inputs, 4)));
  const prefix = arena.allocate(features * prefixRow);
  const prefixTransposed = arena.allocate((1 + roundUp(inputs, 4)) * features * real);
  const precision = real === 4 ? 'single' : 'double';
  arena.reals(precision, prefix, 1)[0] = 1;
  arena.reals(precision, prefixTransposed, 1)[0] = 1;
  return [
    ...[prefix, prefixRow, prefixTransposed],
    arena.allocate(classes * prefixRow),
    arena.allocate(roundUp(outputs, 4) * last.row),
    arena.allocate(classes * row),
  ];
}

/** Between rows [bias, weights] of the kernels and [weights, bias] of a model, layer by layer. */
function copyParameters(
  layers: readonly PlacedLayer[],
  memory: Float32Array | Float64Array,
  parameters: Float64Array,
  real: number,
  direction: 'pack' | 'unpack',
): void {
  let next = 0;
  for (const { inputs, outputs, offset, row } of layers) {
    for (let i = 0; i <= inputs; i++) {
      const from = (offset + (i === inputs ? 0 : i + 1) * row) / real;
      for (let j = 0; j < outputs; j++) {
        if (direction === 'pack') memory[from + j] = parameters[next];
        else parameters[next] = memory[from + j];
        next++;
      }
    }
  }
}
