import { type Arena, bytesOf, type Precision, withArena } from './arena';
import type { ClassDensity } from './class-density';
import { clampTo, cutOf, HUGE, placeKernel } from './place-kernel';
import { roundUp } from './round-up';
import { byFeatures, type Rows } from './rows';
import { type WhitenedDensity, whitenDensity } from './whitened-density';

/** Where densities are evaluated. */
export interface DensityPlace {
  readonly d: number;
  /** Points of a block in memory, a multiple of 8. */
  readonly pitch: number;
  readonly precision: Precision;
  /** Of a sweep, whose mixed points come from these; with the largest size in bytes of all tables of distances. */
  readonly training?: { readonly X: Rows; readonly pairwiseMemory?: number };
}

/** Bytes of all tables beyond which reading them costs as much as computing them: near 3,000 rows. */
const LARGEST_TABLES = 2 ** 25;

/** Features from which on a look into a table costs less than the distances. */
const TABLE_FEATURES = 5;

/** Bytes of the terms of 8 points and a chunk of centres, and their smallest. */
const TERMS = 8 * (64 * 32 + 64 + 16);

/** Puts densities into the kernels' memory; their addresses (0: none), and that of scratch memory. */
export function placeDensities(
  arena: Arena,
  densities: readonly (ClassDensity | undefined)[],
  place: DensityPlace,
): { addresses: number[]; scratch: number } {
  const { d, pitch, precision, training } = place;
  const sizes = densities.map((density) => density?.centres.rows ?? 0);
  const centres = sizes.reduce((sum, size) => sum + size, 0);
  const real = bytesOf(precision);
  const tables =
    training !== undefined &&
    d >= TABLE_FEATURES &&
    training.X.rows * centres * real <= (training.pairwiseMemory ?? LARGEST_TABLES);
  const points = training && byFeatures(training.X, 4);
  const addresses = densities.map((density) => {
    if (!density) return 0;
    const whitened = whitenDensity(density);
    const fields = points ? placeTraining(arena, whitened, points, { precision, tables }) : noTraining;
    return placeDensity(arena, whitened, precision, fields);
  });
  const largest = Math.max(...sizes);
  const scratch = [
    arena.allocate(8 * d * pitch),
    arena.allocate(8 * roundUp(d, 4) * pitch),
    arena.allocate(8 * roundUp(d, 4) * pitch),
    arena.allocate(real * d * pitch),
    ...[0, 1, 2].map(() => arena.allocate(8 * pitch)),
    arena.allocate(Math.max(TERMS, roundUp(real * largest, 32) + 16)),
  ];
  return { addresses, scratch: arena.placeI32(scratch) };
}

interface TrainingFields {
  readonly rows: number;
  readonly pairs: number;
  readonly pairRow: number;
}

const noKernel = { panels: 0, norms: 0, reach: 0 };
const noTraining: TrainingFields = { rows: 0, pairs: 0, pairRow: 0 };

/** Fields in the order of ClassDensity in assembly/class-density.ts. */
function placeDensity(
  arena: Arena,
  density: WhitenedDensity,
  precision: Precision,
  { rows, pairs, pairRow }: TrainingFields,
): number {
  const { m, mean, whitening, logScale } = density;
  const kernel = m > 1 && pairs === 0 ? placeKernel(arena, density, precision) : noKernel;
  const integers = [
    ...[arena.placeF64(mean), arena.placeF64(whitening), kernel.panels, kernel.norms],
    ...[m, rows, pairs, pairRow],
  ];
  const address = arena.allocate(56);
  arena.i32(address, integers.length).set(integers);
  arena.f64(address + 32, 3).set([logScale, kernel.reach, cutOf(m, precision)]);
  return address;
}

/** Whitened training points (given by features), and the table of their distances to the centres. */
function placeTraining(
  arena: Arena,
  density: WhitenedDensity,
  training: Float64Array,
  { precision, tables }: { precision: Precision; tables: boolean },
): TrainingFields {
  const { d, m } = density;
  const pitch = training.length / d;
  const columns = roundUp(d, 4);
  const rows = arena.allocate(8 * pitch * columns);
  const real = bytesOf(precision);
  const pairRow = tables && m > 1 ? roundUp(m * real, 32) : 0;
  const pairs = pairRow > 0 ? arena.allocate(pitch * pairRow) : 0;
  withArena((temporary) => {
    const address = placeDensity(temporary, density, precision, { rows, pairs: 0, pairRow: 0 });
    const points = temporary.placeF64(training);
    const centred = temporary.allocate(8 * d * pitch);
    temporary.exports.whitenTraining(address, points, centred, d, pitch, rows);
    if (pairs > 0) fillPairs(temporary, density, { rows, pairs, pairRow, pitch, precision });
  });
  return { rows, pairs, pairRow };
}

function fillPairs(
  arena: Arena,
  { d, m, centres }: WhitenedDensity,
  table: { rows: number; pairs: number; pairRow: number; pitch: number; precision: Precision },
): void {
  const { rows, pairs, pairRow, pitch, precision } = table;
  const real = bytesOf(precision);
  const columns = roundUp(d, 4);
  const width = pairRow / real;
  const clamp = clampTo(precision);
  const points = arena.allocate(real * d * pitch);
  const reference = arena.allocate(d * pairRow);
  const smallest = arena.allocate(32);
  const whitened = arena.f64(rows, pitch * columns);
  const pointView = arena.reals(precision, points, d * pitch);
  for (let i = 0; i < pitch; i++) {
    for (let j = 0; j < d; j++) pointView[j * pitch + i] = clamp(whitened[i * columns + j]);
  }
  const referenceView = arena.reals(precision, reference, d * width);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < d; j++) referenceView[j * width + i] = clamp(centres.data[i * d + j]);
  }
  const { pairwise32, pairwise64 } = arena.exports;
  (precision === 'single' ? pairwise32 : pairwise64)(points, pitch, reference, pairRow, d, pairs, smallest);
  const view = arena.reals(precision, pairs, pitch * width);
  for (let i = 0; i < pitch; i++) view.fill(HUGE[precision], i * width + m, (i + 1) * width);
}
