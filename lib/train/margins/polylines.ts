import type { Matrix } from '../../numeric/matrix';

/**
 * Joins straight pieces that share ends to lines, so that a boundary can be drawn, and written, with every point once.
 *
 * Where three pieces or more meet, lines end. Closed lines end where they begin.
 *
 * @param segments [m x 4], x and y of one end, then of the other
 * @returns of each line x and y of its points, in turn
 */
export function polylines(segments: Matrix): number[][] {
  const ends = Array.from({ length: segments.rows }, (_, s) =>
    [0, 2].map((k) => Array.from(segments.data.subarray(4 * s + k, 4 * s + k + 2))),
  );
  const keyOf = (point: readonly number[]) => point.join(' ');
  const at = new Map<string, number[]>();
  ends.forEach((pair, s) => {
    for (const point of pair) at.set(keyOf(point), [...(at.get(keyOf(point)) ?? []), s]);
  });
  const used = new Set<number>();
  /** Goes on from a point as long as exactly one other piece begins there. */
  const follow = (start: number, from: readonly number[]): number[] => {
    const line = [...from];
    let [piece, point] = [start, from];
    while (!used.has(piece)) {
      used.add(piece);
      const [a, b] = ends[piece];
      point = keyOf(a) === keyOf(point) ? b : a;
      line.push(...point);
      const here = at.get(keyOf(point)) as number[];
      if (here.length !== 2) break;
      piece = here[0] === piece ? here[1] : here[0];
    }
    return line;
  };
  const isEnd = (point: readonly number[]) => at.get(keyOf(point))?.length !== 2;
  const open = ends.flatMap((pair, s) =>
    pair.filter(isEnd).flatMap((point) => (used.has(s) ? [] : [follow(s, point)])),
  );
  const closed = ends.flatMap((pair, s) => (used.has(s) ? [] : [follow(s, pair[0])]));
  return [...open, ...closed];
}
