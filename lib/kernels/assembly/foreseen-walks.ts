import { reserve } from './reserve';
import { Walk } from './walk';

/** Walks in the neighbourhoods of the same numbers; filled by ../foresight.ts. */
@unmanaged
export class ForeseenWalks extends Walk {
  /** i32 [n], classes of the points */
  labels: usize;
  /** i32 [n], numbers of the points that walk; then of those that are left open, and OPEN or what is certain */
  active: usize;
  open: usize;
  outcomes: usize;
  /** Foresight [n] */
  foresights: usize;
  /** f64 [d], the way to a point */
  way: usize;
  /** Room for a local net at work. */
  work: usize;
  capacity: usize;
}

/** What is known of a walk until it moves. */
@unmanaged
export class Foresight {
  /** Of which ball, distance and steps. */
  ball: i32;
  /** Units that may change sign; -1: nothing can be told */
  numUnits: i32;
  distance: f64;
  sphericalStep: f64;
  sourceStep: f64;
  /** p D, k, and k with b = 0 */
  reach: f64;
  candidateFactor: f64;
  sphereFactor: f64;
  /** The gap's start, of candidates and on the sphere, and what the way to the point adds. */
  candidate: f64;
  sphere: f64;
  slope: f64;
  /** Gap from which on the class is certain; the most by which units lower and raise it */
  least: f64;
  fall: f64;
  rise: f64;
  /** f64 [d x 2], the way to the point and the gap's map */
  pairs: usize;
  /** f64 [rows of columns], the gap and the units in their order: their maps, starts, slopes, and what each unit adds */
  columns: usize;
  capacity: usize;
  row: usize;
}

export function placeWalks(n: i32, d: i32, own: i32, low: f64, high: f64): usize {
  const walks = changetype<ForeseenWalks>(reserve(offsetof<ForeseenWalks>()));
  const row = <usize>d << 3;
  walks.d = d, walks.directionRow = own ? <i32>row : 0, walks.low = low, walks.high = high;
  walks.points = reserve(<usize>n * row), walks.adversarials = reserve(<usize>n * row);
  walks.distances = reserve(<usize>n << 3);
  walks.sphericalSteps = reserve(<usize>n << 3), walks.sourceSteps = reserve(<usize>n << 3);
  walks.directions = reserve(own ? <usize>n * row : row);
  walks.labels = reserve(<usize>n << 2), walks.active = reserve(<usize>n << 2);
  walks.open = reserve(<usize>n << 2), walks.outcomes = reserve(<usize>n << 2);
  walks.foresights = reserve(<usize>n * offsetof<Foresight>()), walks.way = reserve(row);
  // One after the other, as they are read.
  let pairs = reserve(<usize>n * row * 2);
  for (let i = 0; i < n; i++, pairs += row * 2) foresightOf(walks, i).pairs = pairs;
  return changetype<usize>(walks);
}

// @ts-ignore: decorator
@inline
export function foresightOf(walks: ForeseenWalks, i: i32): Foresight {
  return changetype<Foresight>(walks.foresights + <usize>i * offsetof<Foresight>());
}

/** Room for a local net at work; what is there stays. */
export function workOf(walks: ForeseenWalks, bytes: usize): usize {
  if (bytes > walks.capacity) {
    const before = walks.work, kept = walks.capacity;
    walks.capacity = 2 * bytes, walks.work = reserve(2 * bytes);
    memory.copy(walks.work, before, kept);
  }
  return walks.work;
}
