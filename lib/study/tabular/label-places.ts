/** Where a label stands beside its mark, in the words of plotly.js; the first is preferred. */
const places = ['top center', 'bottom center', 'middle right', 'middle left'] as const;

/** One of `places`. */
export type LabelPlace = (typeof places)[number];

/** A point of a square picture, in pixels. */
export interface Mark {
  readonly x: number;
  readonly y: number;
}

/** Half the width and height of a label of four digits, and the distance of its middle from its mark, pixels. */
const half = { x: 16, y: 7 };
const distance = { x: 24, y: 13 };

/**
 * Place of the label of every mark where it covers least: labels placed before, other marks, and the axes.
 *
 * @param marks those that have a label
 * @param others marks without one
 * @param origin where the axes cross
 */
export function labelPlaces(marks: readonly Mark[], others: readonly Mark[], origin: Mark): LabelPlace[] {
  const middles: Mark[] = [];
  const covered = ({ x, y }: Mark, mark: Mark): number => {
    const near = (other: Mark, reach: Mark) =>
      Math.abs(other.x - x) < half.x + reach.x && Math.abs(other.y - y) < half.y + reach.y ? 1 : 0;
    const labels = middles.reduce((sum, other) => sum + near(other, half), 0);
    const named = marks.reduce((sum, other) => sum + (other === mark ? 0 : near(other, { x: 5, y: 5 })), 0);
    const small = others.reduce((sum, other) => sum + near(other, { x: 3, y: 3 }), 0);
    const axes = Number(Math.abs(origin.x - x) < half.x) + Number(Math.abs(origin.y - y) < half.y);
    return 10 * (labels + named) + 2 * axes + small;
  };
  return marks.map((mark) => {
    const options = places.map((place) => ({ place, middle: middleOf(place, mark) }));
    const costs = options.map(({ middle }) => covered(middle, mark));
    const best = options[costs.indexOf(Math.min(...costs))];
    middles.push(best.middle);
    return best.place;
  });
}

/** Middle of a label; y grows upwards. */
function middleOf(place: LabelPlace, { x, y }: Mark): Mark {
  if (place === 'top center') return { x, y: y + distance.y };
  if (place === 'bottom center') return { x, y: y - distance.y };
  return { x: x + (place === 'middle right' ? distance.x : -distance.x), y };
}
