/** A point of a square picture, in pixels; y grows upwards. */
export interface Mark {
  readonly x: number;
  readonly y: number;
}

/** Half the width and height of a label of four digits, pixels. */
const half = { x: 16, y: 7 };
/** Where a label may stand about its mark: all ways round, the nearest first and above before below before the sides. */
const ways = [
  ...[
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
  ],
  ...[
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ],
];
const offsets: readonly Mark[] = [1, 1.75, 2.5, 3.5, 5].flatMap((ring) =>
  ways.map(([x, y]) => ({ x: 24 * ring * x, y: 13 * ring * y })),
);

/**
 * Offset from every mark to the middle of its label, where it covers least: labels placed before, other marks, and the axes. A label that
 * finds no free place beside its mark goes further away; a line then leads to it.
 *
 * @param marks those that have a label
 * @param others marks without one
 * @param origin where the axes cross
 * @returns pixels
 */
export function labelOffsets(marks: readonly Mark[], others: readonly Mark[], origin: Mark): Mark[] {
  const middles: Mark[] = [];
  const covered = ({ x, y }: Mark): number => {
    const near = (other: Mark, reach: number) =>
      Math.abs(other.x - x) < half.x + reach && Math.abs(other.y - y) < half.y + reach ? 1 : 0;
    const labels = middles.filter(
      (other) => Math.abs(other.x - x) < 2 * half.x && Math.abs(other.y - y) < 2 * half.y,
    ).length;
    const named = marks.reduce((sum, other) => sum + near(other, 5), 0);
    const small = others.reduce((sum, other) => sum + near(other, 3), 0);
    const axes = Number(Math.abs(origin.x - x) < half.x) + Number(Math.abs(origin.y - y) < half.y);
    return 10 * (labels + named) + 2 * axes + small;
  };
  return marks.map((mark) => {
    const middle = (offset: Mark) => ({ x: mark.x + offset.x, y: mark.y + offset.y });
    const costs = offsets.map((offset) => covered(middle(offset)));
    const best = offsets[costs.indexOf(Math.min(...costs))];
    middles.push(middle(best));
    return best;
  });
}
