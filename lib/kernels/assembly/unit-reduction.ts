import { multiplyAdd, VECTOR } from './lanes';
import { copy, dot, ReluUnits, vectorBytes } from './relu-units';

/** Room for a reduction of a net of n units; filled by ../neighbour-classifier.ts. */
@unmanaged
export class Reduction {
  /** f64 [n + k rows of the net] */
  work: usize;
  /** i32 [n]: -2 always off, -1 always on, otherwise the unit's place among those left */
  fate: usize;
  /** i32 [n + k], numbers in a row of `work` */
  ends: usize;
  /** f64 [n], bounds of the units left */
  bounds: usize;
  /** f64 [a row of the net] */
  z: usize;
  left: i32;
  /** 1: all units are linear, the net has no activations */
  linear: i32;
}

const OFF = -2, ON = -1;
/** Room for the rounding of sums and bounds. */
const SLACK: f64 = 1 + 1e-9;

let top: usize = __heap_base;

/** Fresh zeros. For instances of their own: the other kernels' memory is managed by ../arena.ts. */
export function reserve(bytes: usize): usize {
  const address = (top + 63) & ~63;
  top = address + bytes;
  const missing = <i32>((top + 65535) >> 16) - memory.size();
  // By large steps: each detaches the views of the memory.
  if (missing > 0) memory.grow(max(missing, 64));
  return address;
}

/**
 * Rewrites a net for a ball: a unit whose sum keeps its sign there is linear or zero, and goes into the units after it;
 * only the others are left. Within the ball the reduced net is the net itself, up to rounding.
 *
 * A sum changes by no more than |a| + sum_v |t_v| l_v per unit of distance, a its coefficients of x, t_v and l_v those of
 * the units left before it and their own bounds.
 */
export function reduce(net: ReluUnits, x: usize, into: ReluUnits, reduction: Reduction): void {
  const d = net.d, n = net.n;
  const z = reduction.z;
  copy(x, z, <usize>d << 3);
  store<f64>(z + (<usize>d << 3), 1);
  reduction.left = 0;
  into.cost = 0;
  for (let u = 0; u < n; u++) {
    substitute(net, u, into, reduction);
    const fate = reduction.linear ? ON : decide(net, u, into.radius, reduction);
    store<i32>(reduction.fate + (<usize>u << 2), fate);
  }
  for (let c = n; c < n + net.k; c++) substitute(net, c, into, reduction);
  copyLeft(net, into, reduction);
}

/** Row of a unit or output in terms of x, 1 and the units left so far. */
function substitute(net: ReluUnits, u: i32, into: ReluUnits, reduction: Reduction): void {
  const features = <usize>(net.d + 1) << 3;
  const from = net.rows + <usize>u * net.row;
  const to = reduction.work + <usize>u * net.row;
  const end = net.d + 1 + reduction.left;
  clear(to, to + vectorBytes(end));
  copy(from, to, features);
  let cost = end;
  let fate = reduction.fate;
  let source = reduction.work;
  let ends = reduction.ends;
  for (let at = from + features, last = at + (<usize>min(u, net.n) << 3); at < last; at += 8) {
    const weight = load<f64>(at);
    const place = load<i32>(fate);
    if (weight != 0 && place != OFF) {
      if (place >= 0) {
        const entry = to + features + (<usize>place << 3);
        store<f64>(entry, load<f64>(entry) + weight);
      } else {
        const length = load<i32>(ends);
        addMultiple(to, weight, source, vectorBytes(length));
        cost += length;
      }
    }
    fate += 4, ends += 4, source += net.row;
  }
  store<i32>(reduction.ends + (<usize>u << 2), end);
  into.cost += <f64>cost;
}

/** From a vector boundary of a row on. */
// @ts-ignore: decorator
@inline
function clear(from: usize, to: usize): void {
  for (; from < to; from += VECTOR) v128.store(from, i64x2.splat(0));
}

// @ts-ignore: decorator
@inline
function addMultiple(to: usize, weight: f64, from: usize, bytes: usize): void {
  const factor = f64x2.splat(weight);
  for (const end = to + bytes; to < end; to += VECTOR, from += VECTOR) {
    v128.store(to, multiplyAdd<f64>(v128.load(to), factor, v128.load(from)));
  }
}

function decide(net: ReluUnits, u: i32, radius: f64, reduction: Reduction): i32 {
  const left = reduction.left;
  const row = reduction.work + <usize>u * net.row;
  const units = <usize>(net.d + 1) << 3;
  const next = reduction.z + units + (<usize>left << 3);
  store<f64>(next, 0);
  const sum = dot(row, reduction.z, vectorBytes(net.d + 1 + left));
  let square: f64 = 0;
  for (let at = row, end = row + units - 8; at < end; at += 8) square += load<f64>(at) * load<f64>(at);
  let bound = sqrt(square);
  let weight = row + units;
  for (let at = reduction.bounds, end = at + (<usize>left << 3); at < end; at += 8, weight += 8) {
    bound += abs(load<f64>(weight)) * load<f64>(at);
  }
  const change = bound * radius * SLACK;
  if (sum > change) return ON;
  if (sum < -change) return OFF;
  store<f64>(reduction.bounds + (<usize>left << 3), bound);
  store<f64>(next, max<f64>(0, sum));
  reduction.left = left + 1;
  return left;
}

function copyLeft(net: ReluUnits, into: ReluUnits, reduction: Reduction): void {
  const left = reduction.left;
  into.n = left;
  into.row = vectorBytes(net.d + 1 + left);
  const size = <usize>(left + net.k) * into.row;
  if (size > into.capacity) into.capacity = size + (size >> 1), into.rows = reserve(into.capacity);
  let to = into.rows;
  let from = reduction.work;
  for (let u = 0; u < net.n + net.k; u++, from += net.row) {
    if (u < net.n && load<i32>(reduction.fate + (<usize>u << 2)) < 0) continue;
    const bytes = vectorBytes(load<i32>(reduction.ends + (<usize>u << 2)));
    copy(from, to, bytes);
    clear(to + bytes, to + into.row);
    to += into.row;
  }
  into.cost += <f64>(size >> 3);
}
