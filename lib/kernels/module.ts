import { kernelBytes } from './kernel-bytes';

/** Functions of the compiled kernels (assembly/index.ts); addresses are bytes into `memory`. */
export interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  trainEpoch32(plan: number): void;
  trainEpoch64(plan: number): void;
  trainNetworkEpoch32(plan: number, network: number): void;
  trainNetworkEpoch64(plan: number, network: number): void;
  classifyNetwork32(plan: number, network: number, correct: number): void;
  classifyNetwork64(plan: number, network: number, correct: number): void;
  networkForward(pass: number, count: number): void;
  networkBackward(pass: number, count: number): void;
  networkInputGradient(pass: number, count: number): void;
  passLogits(pass: number, count: number): void;
  passLogitGradient(pass: number, count: number): void;
  arrangeRows32(plan: number): void;
  arrangeRows64(plan: number): void;
  classify32(plan: number, correct: number): void;
  classify64(plan: number, correct: number): void;
  startAdaMixUp32(plan: number, ada: number): void;
  startAdaMixUp64(plan: number, ada: number): void;
  trainAdaMixUpEpoch32(plan: number, ada: number): void;
  trainAdaMixUpEpoch64(plan: number, ada: number): void;
  refreshDifferences32(plan: number): void;
  refreshDifferences64(plan: number): void;
  logDensity32(density: number, scratch: number, points: number, d: number, pitch: number, out: number): void;
  logDensity64(density: number, scratch: number, points: number, d: number, pitch: number, out: number): void;
  whitenTraining(
    density: number,
    points: number,
    centred: number,
    d: number,
    pitch: number,
    out: number,
  ): void;
  narrowArray(from: number, to: number, count: number): void;
  pairwise32: Pairwise;
  pairwise64: Pairwise;
  nearestIndices(points: number, training: number, d: number, pitch: number, n: number, out: number): void;
  posterior(logDensities: number, k: number, pitch: number): void;
  placeNet(widths: number, numLayers: number, linear: number, parameters: number): number;
  classifyNeighbours(
    net: number,
    points: number,
    count: number,
    owners: number,
    centres: number,
    classes: number,
  ): void;
  classifyWhole(net: number, points: number, count: number, classes: number): void;
  placeWalks(n: number, d: number, own: number, low: number, high: number): number;
  foresee(net: number, walks: number, count: number, recorded: number): number;
  propose(walk: number, active: number, count: number, candidates: number, onSphere: number): void;
  reserve(bytes: number): number;
  permuteRuns(entries: number, count: number, length: number, generator: number): void;
  uniforms(to: number, count: number, generator: number): void;
  powers32(address: number, count: number): void;
  powers64(address: number, count: number): void;
  logarithms(address: number, count: number): void;
}

type Pairwise = (
  points: number,
  pitch: number,
  centres: number,
  row: number,
  d: number,
  out: number,
  smallest: number,
) => void;

/** Neither lib.es2022 nor the types of Node 20 declare this global. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object) => { readonly exports: unknown };
  };
};

let compiled: object | undefined;
let instance: Kernels | undefined;

/**
 * The kernels' instance of this thread, loaded on first use.
 *
 * @throws Error if the module has not been built
 */
export function kernels(): Kernels {
  instance ??= ownKernels();
  return instance;
}

/**
 * Another instance, with memory of its own for what outlives a call: `reserve` takes from it; it ends with the instance.
 *
 * @throws Error if the module has not been built
 */
export function ownKernels(): Kernels {
  compiled ??= new WebAssembly.Module(kernelBytes());
  return new WebAssembly.Instance(compiled).exports as Kernels;
}
