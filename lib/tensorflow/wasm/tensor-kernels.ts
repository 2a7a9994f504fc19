import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WasmBackend } from './wasm-backend';

type Address = number;

/** Functions of the compiled kernels; addresses are bytes into the memory of the backend. See assembly/ for each. */
export interface TensorKernels {
  clear(address: Address, bytes: number): void;
  copy(from: Address, to: Address, bytes: number): void;
  copyRows(x: Address, indices: Address, count: number, bytes: number, y: Address): void;
  addRow(address: Address, rows: number, columns: number, row: Address): void;
  transposedProduct(
    ...args: [a: Address, b: Address, rows: number, inner: number, columns: number, y: Address]
  ): void;
  cutOff(address: Address, count: number): void;
  keepPositive(dy: Address, x: Address, count: number, dx: Address): void;
  biasGradient(
    ...args: [
      dy: Address,
      y: Address,
      rows: number,
      channels: number,
      totals: Address,
      sums: Address,
      slope: Address,
    ]
  ): void;
  packPanels(
    ...args: [
      from: Address,
      rows: number,
      columns: number,
      transposed: boolean,
      to: Address,
      depth: number,
      first: number,
    ]
  ): void;
  padImages(
    ...args: [
      from: Address,
      imagePitch: number,
      count: number,
      height: number,
      width: number,
      channels: number,
      first: number,
      rows: number,
      left: number,
      columns: number,
      to: Address,
    ]
  ): void;
  packPlanes(
    ...args: [from: Address, imagePitch: number, count: number, pixels: number, channels: number, to: Address]
  ): void;
  listPlaces(
    ...args: [
      to: Address,
      start: number,
      images: number,
      imagePitch: number,
      rows: number,
      rowPitch: number,
      columns: number,
      columnPitch: number,
    ]
  ): Address;
  multiplyRows(rows: Address, x: Address, y: Address): void;
  addOuterProducts(products: Address): void;
  packThrees(filter: Address, window: number, outputs: number, to: Address): void;
  convolveOneChannel(plan: Address, y: Address): void;
  listTerms(
    ...args: [
      filter: Address,
      windowHeight: number,
      windowWidth: number,
      outputs: number,
      row: number,
      plane: number,
      to: Address,
    ]
  ): void;
  inputGradientOneChannel(plan: Address, dy: Address, dx: Address): void;
  addOneChannel(plan: Address, dy: Address): void;
  sumOneChannel(sums: Address, window: number, outputs: number, filter: Address): void;
  unpackSums(
    ...args: [
      sums: Address,
      windowRows: number,
      sets: number,
      length: number,
      channels: number,
      filter: Address,
    ]
  ): void;
  maxPoolGradient(pooling: Address, x: Address, dy: Address, dx: Address): void;
  averagePoolGradient(pooling: Address, dy: Address, dx: Address): void;
  channelMoments(
    ...args: [x: Address, rows: number, channels: number, totals: Address, mean: Address, variance: Address]
  ): void;
  scaleAndOffset(
    ...args: [
      gamma: Address,
      beta: Address,
      mean: Address,
      variance: Address,
      channels: number,
      epsilon: number,
      scale: Address,
      offset: Address,
    ]
  ): void;
  normalise(
    ...args: [
      x: Address,
      rows: number,
      channels: number,
      scale: Address,
      offset: Address,
      shortcut: Address,
      relu: boolean,
      y: Address,
    ]
  ): void;
  slopeSums(
    ...args: [
      dy: Address,
      x: Address,
      y: Address,
      rows: number,
      channels: number,
      mean: Address,
      totals: Address,
    ]
  ): void;
  slopeFactors(
    ...args: [
      totals: Address,
      gamma: Address,
      variance: Address,
      rows: number,
      channels: number,
      epsilon: number,
      dgamma: Address,
      dbeta: Address,
      factors: Address,
    ]
  ): void;
  normalisationGradient(
    ...args: [
      dy: Address,
      x: Address,
      y: Address,
      rows: number,
      channels: number,
      mean: Address,
      factors: Address,
      dx: Address,
      gradient: Address,
    ]
  ): void;
  sgdStep(...args: number[]): void;
  adamStep(...args: number[]): void;
}

/** Neither lib.es2022 nor the types of Node 20 declare this global. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object, imports: object) => { readonly exports: unknown };
  };
};

/** Beside this file once compiled; from the sources, in the build's folder. */
const name = 'tensor-kernels.wasm';
const places = [join(__dirname, name), join(__dirname, '..', '..', 'dist', 'tensorflow', 'wasm', name)];

let compiled: object | undefined;
const instances = new WeakMap<WasmBackend, TensorKernels>();

/**
 * The kernels in the memory of a backend, loaded on first use.
 *
 * @throws Error if the module has not been built
 */
export function tensorKernels(backend: WasmBackend): TensorKernels {
  const present = instances.get(backend);
  if (present) return present;
  compiled ??= new WebAssembly.Module(moduleBytes());
  const { memory } = backend.wasm.asm;
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  instances.set(backend, exports as TensorKernels);
  return exports as TensorKernels;
}

function moduleBytes(): Uint8Array {
  const file = places.find((place) => existsSync(place));
  if (file) return readFileSync(file);
  throw new Error(`the compiled kernels are missing (${places.join(', ')}): run "npm run build"`);
}
