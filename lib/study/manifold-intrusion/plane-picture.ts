import type { Matrix } from '../../numeric/matrix';
import type { DecisionBoundary } from '../../train/margins/decision-boundary';
import { polylines } from '../../train/margins/polylines';
import type { TopLabels } from './label-conflicts';
import { type ByMethod, byMethod, type PlaneMethod, type PlaneRun } from './plane-classifiers';

/** What Figures 4 and 7 draw of a trial. Coordinates have three decimals; a class is a digit. */
export type PlanePicture = {
  /** x and y in turn of some training points, and their classes. */
  readonly points: readonly number[];
  readonly classes: string;
  /** The same of mixed points; their top-1 labels and the class of the nearest training point. */
  readonly mixed: {
    readonly points: readonly number[];
    readonly mixup: string;
    readonly genlabel: string;
    readonly nearest: string;
  };
  /** First and last node of the grid in x and in y. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly methods: {
    readonly [method in PlaneMethod]: {
      /** Classes of the nodes, a line for each y from below: `0*70 1*71` is class 0 at 70 nodes, then class 1 at 71. */
      readonly regions: readonly string[];
      /** Lines of the decision boundary, x and y in turn. */
      readonly boundary: readonly (readonly number[])[];
    };
  };
};

/** How many points are drawn. */
const [numPoints, numMixed] = [450, 450];

/** The first points of a trial, the first of its mixed points, and what every classifier makes of the plane. */
export function planePicture(
  { training, grid }: PlaneRun,
  mixed: TopLabels,
  boundaries: ByMethod<DecisionBoundary>,
): PlanePicture {
  const ends = (values: readonly number[]) => [values[0], values[values.length - 1]] as const;
  return {
    points: coordinates(training.X, numPoints),
    classes: digits(training.y, numPoints),
    mixed: {
      points: coordinates(mixed.points, numMixed),
      mixup: digits(mixed.mixup, numMixed),
      genlabel: digits(mixed.genlabel, numMixed),
      nearest: digits(mixed.nearest, numMixed),
    },
    ...{ x: ends(grid.x), y: ends(grid.y) },
    methods: byMethod((method) => drawn(boundaries[method])),
  };
}

function drawn({ classes, segments, grid }: DecisionBoundary) {
  const width = grid.x.length;
  return {
    regions: grid.y.map((_, r) => runs(classes.subarray(r * width, (r + 1) * width))),
    boundary: polylines(segments).map((line) => line.map(rounded)),
  };
}

function runs(classes: Int32Array): string {
  const starts = Array.from(classes.keys()).filter((k) => k === 0 || classes[k] !== classes[k - 1]);
  return starts.map((k, r) => `${classes[k]}*${(starts[r + 1] ?? classes.length) - k}`).join(' ');
}

/** Classes of the nodes of one line of `regions`. */
export function regionClasses(line: string): number[] {
  return line.split(' ').flatMap((run) => {
    const [label, count] = run.split('*').map(Number);
    return Array.from({ length: count }, () => label);
  });
}

const rounded = (value: number) => Math.round(1000 * value) / 1000;

const coordinates = ({ data, rows }: Matrix, count: number) =>
  Array.from(data.subarray(0, 2 * Math.min(count, rows)), rounded);

const digits = (classes: ArrayLike<number>, count: number) => Array.from(classes).slice(0, count).join('');
