import type { Kernels } from './module';
import type { Rows } from './rows';
import type { WalkState } from './walk-states';

/** Points that walk along a decision boundary, and in what directions. */
export interface ForeseenWalks {
  /** [n x d] */
  readonly X: Rows;
  /** [n], their classes */
  readonly y: ArrayLike<number>;
  readonly bounds: readonly [number, number];
  /** [n x d], or [d] for all points, to be drawn before every step */
  readonly directions: Float64Array;
}

/** Which candidates of a step are certainly of the class of the attacked point, without making them. */
export interface Foresight {
  /** Numbers of the walks whose candidates must be made and classified; valid until the next call. */
  readonly open: Int32Array;
  /** For each of the active walks in turn, one of `outcomes`. */
  readonly outcomes: Int32Array;
  /** Sets the numbers of the walks that go on. */
  activate(active: Int32Array): void;
  /** Says where a walk is now, and its steps. */
  follow(i: number, state: WalkState): void;
  /**
   * @param recorded whether the places on the sphere are asked about, too: `refused` then says that they are of the
   *   attacked point's class
   * @returns number of walks left open
   */
  look(recorded: boolean): number;
}

/** What can be foreseen of a candidate. */
export const outcomes = { open: 0, refused: 1, adversarialOnSphere: 2 } as const;

/** `ForeseenWalks` in assembly/foreseen-walks.ts: where its arrays are. */
const fields = [
  ...['points', 'adversarials', 'distances', 'sphericalSteps', 'sourceSteps', 'directions'],
  ...['labels', 'active', 'open', 'outcomes'],
] as const;

/** @param net address of the net in the memory of these kernels */
export function foresight(exports: Kernels, net: number, walks: ForeseenWalks): Foresight {
  return new LocalForesight(exports, net, walks);
}

class LocalForesight implements Foresight {
  private readonly walks: number;
  private count = 0;
  private latest: Views;

  constructor(
    private readonly exports: Kernels,
    private readonly net: number,
    private readonly given: ForeseenWalks,
  ) {
    const { X, y, bounds, directions } = given;
    this.walks = exports.placeWalks(X.rows, X.cols, Number(directions.length > X.cols), bounds[0], bounds[1]);
    this.latest = viewsOf(exports, this.walks, given);
    this.latest.points.set(X.data.subarray(0, X.rows * X.cols));
    this.latest.labels.set(y);
  }

  get open(): Int32Array {
    return this.views().open;
  }

  get outcomes(): Int32Array {
    return this.views().outcomes;
  }

  activate(active: Int32Array): void {
    this.views().active.set(active);
    this.count = active.length;
  }

  follow(i: number, state: WalkState): void {
    const views = this.views();
    const { cols } = this.given.X;
    for (let p = i * cols; p < (i + 1) * cols; p++) views.adversarials[p] = state.adversarials[p];
    views.distances[i] = state.distances[i];
    views.sphericalSteps[i] = state.sphericalSteps[i];
    views.sourceSteps[i] = state.sourceSteps[i];
  }

  look(recorded: boolean): number {
    this.views().directions.set(this.given.directions);
    return this.exports.foresee(this.net, this.walks, this.count, Number(recorded));
  }

  /** Growth of the memory detaches views: they have no length then. */
  private views(): Views {
    if (this.latest.active.length === 0) {
      this.latest = viewsOf(this.exports, this.walks, this.given);
    }
    return this.latest;
  }
}

type Views = ReturnType<typeof viewsOf>;

function viewsOf({ memory: { buffer } }: Kernels, walks: number, { X, directions }: ForeseenWalks) {
  const addresses = new Int32Array(buffer, walks + 24, fields.length);
  const at = (field: (typeof fields)[number]) => addresses[fields.indexOf(field)];
  const { rows: n, cols: d } = X;
  const numbers = (field: (typeof fields)[number], length: number) =>
    new Float64Array(buffer, at(field), length);
  const integers = (field: (typeof fields)[number]) => new Int32Array(buffer, at(field), n);
  return {
    ...{ points: numbers('points', n * d), adversarials: numbers('adversarials', n * d) },
    ...{ distances: numbers('distances', n), sphericalSteps: numbers('sphericalSteps', n) },
    ...{ sourceSteps: numbers('sourceSteps', n), directions: numbers('directions', directions.length) },
    ...{ labels: integers('labels'), active: integers('active') },
    ...{ open: integers('open'), outcomes: integers('outcomes') },
  };
}
