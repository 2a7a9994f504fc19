import { type Arena, bytesOf, type Precision } from './arena';
import type { NetworkModel } from './network-model';

interface Lane {
  readonly precision: Precision;
  readonly lane: number;
}

interface Generators {
  readonly address: number;
  readonly widths: readonly number[];
  readonly size: number;
}

/** Writes a net into its lane of [groups x parameters] vectors, every layer's bias first. */
export function packGenerator(arena: Arena, generators: Generators, lane: Lane, model: NetworkModel): void {
  const { memory, lanes } = laneOf(arena, generators, lane);
  forEachParameter(generators.widths, (slot, index) => {
    memory[slot * lanes] = model.parameters[index];
  });
}

/** The net of a lane. */
export function unpackGenerator(arena: Arena, generators: Generators, lane: Lane): NetworkModel {
  const { memory, lanes } = laneOf(arena, generators, lane);
  const parameters = new Float64Array(generators.size);
  forEachParameter(generators.widths, (slot, index) => {
    parameters[index] = memory[slot * lanes];
  });
  return { architecture: { widths: generators.widths, activation: 'identity' }, parameters };
}

function laneOf(arena: Arena, { address, size }: Generators, { precision, lane }: Lane) {
  const real = bytesOf(precision);
  const lanes = 16 / real;
  const from = address + Math.floor(lane / lanes) * size * 16 + (lane % lanes) * real;
  return { memory: arena.reals(precision, from, (size - 1) * lanes + 1), lanes };
}

/** Slots of the kernels (bias, weights) and indices of a model (weights, bias), layer by layer. */
function forEachParameter(widths: readonly number[], use: (slot: number, index: number) => void): void {
  let start = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const [inputs, outputs] = [widths[layer - 1], widths[layer]];
    for (let i = 0; i < inputs * outputs; i++) use(start + outputs + i, start + i);
    for (let j = 0; j < outputs; j++) use(start + j, start + inputs * outputs + j);
    start += (1 + inputs) * outputs;
  }
}
