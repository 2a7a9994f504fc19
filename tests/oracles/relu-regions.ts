import type { PerturbationNorm } from '../../lib/attacks/perturbation-norm';
import { type DenseNetwork, layersOf } from '../../lib/train/dense-network';

type Point = readonly [number, number];

/** Values a x + b y + c of a layer's units on a region, in order [a, b, c]. */
type Affine = readonly [number, number, number];

interface Region {
  /** Corners of a convex polygon, in order. */
  readonly polygon: readonly Point[];
  /** Logits on it. */
  readonly logits: readonly Affine[];
}

/** The convex polygons of a box of the plane on which a ReLU net is affine: split by every unit's sign, layer by layer. */
export function linearRegions(network: DenseNetwork, [min, max]: readonly [number, number]): Region[] {
  const box: Point[] = [
    [min, min],
    [max, min],
    [max, max],
    [min, max],
  ];
  const inputs: Affine[] = [
    [1, 0, 0],
    [0, 1, 0],
  ];
  return regionsAbove(network, 0, box, inputs);
}

function regionsAbove(
  network: DenseNetwork,
  index: number,
  polygon: readonly Point[],
  values: readonly Affine[],
): Region[] {
  const layers = layersOf(network.architecture);
  const { outputs, weights, bias } = layers[index];
  const { parameters } = network;
  const sums = Array.from({ length: outputs }, (_, unit): Affine => {
    const sum: [number, number, number] = [0, 0, parameters[bias + unit]];
    values.forEach((value, i) => {
      for (let j = 0; j < 3; j++) sum[j] += parameters[weights + i * outputs + unit] * value[j];
    });
    return sum;
  });
  if (index === layers.length - 1) return [{ polygon, logits: sums }];
  let parts: { polygon: readonly Point[]; values: Affine[] }[] = [{ polygon, values: [] }];
  for (const sum of sums) {
    parts = parts.flatMap((part) => [
      { polygon: clip(part.polygon, sum), values: [...part.values, sum] },
      {
        polygon: clip(part.polygon, [-sum[0], -sum[1], -sum[2]]),
        values: [...part.values, [0, 0, 0] as Affine],
      },
    ]);
    parts = parts.filter((part) => part.polygon.length > 0);
  }
  return parts.flatMap((part) => regionsAbove(network, index + 1, part.polygon, part.values));
}

/** Part of a convex polygon where an affine function is not negative. */
function clip(polygon: readonly Point[], [a, b, c]: Affine): Point[] {
  const value = ([x, y]: Point) => a * x + b * y + c;
  return polygon.flatMap((from, i): Point[] => {
    const to = polygon[(i + 1) % polygon.length];
    const [start, end] = [value(from), value(to)];
    const kept: Point[] = start >= 0 ? [from] : [];
    if (start >= 0 === end >= 0) return kept;
    const share = start / (start - end);
    return [...kept, [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]];
  });
}

/** Exact distance from a point of the plane to the nearest one of a box that a net gives another class, or a tie. */
export function regionsMinimalPerturbation(
  regions: readonly Region[],
  x: ArrayLike<number>,
  label: number,
  norm: PerturbationNorm,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { polygon, logits } of regions) {
    logits.forEach((logit, c) => {
      if (c === label) return;
      const difference: Affine = [0, 1, 2].map((j) => logit[j] - logits[label][j]) as unknown as Affine;
      least = Math.min(least, distanceToPolygon(clip(polygon, difference), [x[0], x[1]], norm));
    });
  }
  return least;
}

function distanceToPolygon(polygon: readonly Point[], x: Point, norm: PerturbationNorm): number {
  let least = Number.POSITIVE_INFINITY;
  let [left, right] = [false, false];
  polygon.forEach((from, i) => {
    const to = polygon[(i + 1) % polygon.length];
    const turn = (to[0] - from[0]) * (x[1] - from[1]) - (to[1] - from[1]) * (x[0] - from[0]);
    if (turn < 0) right = true;
    if (turn > 0) left = true;
    least = Math.min(least, distanceToSegment(from, to, x, norm));
  });
  const inside = polygon.length > 2 && !(left && right);
  return inside ? 0 : least;
}

/** The distance along a segment is convex; its least value is at an end, or where its formula changes or is level. */
function distanceToSegment(from: Point, to: Point, x: Point, norm: PerturbationNorm): number {
  const [u, v] = [from[0] - x[0], from[1] - x[1]];
  const [du, dv] = [to[0] - from[0], to[1] - from[1]];
  const places =
    norm === 'l2'
      ? [-(u * du + v * dv) / (du * du + dv * dv)]
      : [-u / du, -v / dv, -(u - v) / (du - dv), -(u + v) / (du + dv)];
  const size = (t: number) => {
    const [a, b] = [Math.abs(u + t * du), Math.abs(v + t * dv)];
    return norm === 'l2' ? Math.hypot(a, b) : Math.max(a, b);
  };
  return Math.min(...[0, 1, ...places.filter((t) => t > 0 && t < 1)].map(size));
}
