import { type ForeseenWalks, type Foresight, foresight } from './foresight';
import { type Kernels, ownKernels } from './module';
import { type NetworkModel, requireParameters } from './network-model';
import type { Rows } from './rows';

/** Classes of points that come in neighbourhoods. */
export interface NeighbourClassifier {
  /**
   * @param points [m x d]
   * @param owners [m], number from 0 of the neighbourhood of each point; default: the whole net is asked
   * @param centres [owners x d], points in whose vicinity the neighbours lie; default: the points themselves
   * @returns [m], of equally probable classes the first, as `predict`; of neighbours, -1 where rounding might decide or a
   *   logit is not finite
   */
  classify(points: Rows, owners?: Int32Array, centres?: Rows): Int32Array;
  /** Of walks each in the neighbourhood of its number. */
  foresee(walks: ForeseenWalks): Foresight;
}

/**
 * Classifies points near others in f64, much faster than the whole net does: a ReLU net is linear where no unit changes
 * sign. Each neighbourhood keeps this linear net of its centre, and the few units that may change sign around it. A net
 * without activations is one linear map. No class depends on which points were asked about before.
 *
 * @throws RangeError if the model's parameters do not fit its widths
 *
 * @example
 * const classifier = kernels.neighbourClassifier({
 *   architecture: { widths: [2, 2], activation: 'relu' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * });
 * classifier.classify(matrix([[0.1, 0.2], [0.1, 0.21]]), Int32Array.of(0, 0)); // [1, 1]
 */
export function neighbourClassifier(model: NetworkModel): NeighbourClassifier {
  const { widths, activation } = model.architecture;
  requireParameters(model);
  const count = model.parameters.length;
  const exports = ownKernels();
  const places = [exports.reserve(4 * widths.length), exports.reserve(8 * count)] as const;
  new Int32Array(exports.memory.buffer, places[0], widths.length).set(widths);
  new Float64Array(exports.memory.buffer, places[1], count).set(model.parameters);
  const net = exports.placeNet(places[0], widths.length - 1, Number(activation === 'identity'), places[1]);
  return new LocalClassifier(exports, net, widths[0]);
}

/** Arrays in the kernels' memory, made again when it has grown. */
interface Views {
  readonly buffer: ArrayBuffer;
  readonly points: Float64Array;
  readonly centres: Float64Array;
  readonly owners: Int32Array;
  readonly classes: Int32Array;
}

class LocalClassifier implements NeighbourClassifier {
  private capacity = 0;
  private addresses = { points: 0, centres: 0, owners: 0, classes: 0 };
  private latest: Views | undefined;

  constructor(
    private readonly exports: Kernels,
    private readonly net: number,
    private readonly numFeatures: number,
  ) {}

  classify(points: Rows, owners?: Int32Array, centres?: Rows): Int32Array {
    const { rows, cols } = points;
    this.requireFeatures(cols);
    const largest = Math.max(rows, centres?.rows ?? 0);
    if (largest > this.capacity) this.grow(largest);
    const views = this.views();
    fill(views.points, points);
    const { exports, net, addresses: at } = this;
    if (owners) {
      views.owners.set(owners);
      if (centres) fill(views.centres, centres);
      exports.classifyNeighbours(
        ...([net, at.points, rows, at.owners, centres ? at.centres : 0, at.classes] as const),
      );
    } else exports.classifyWhole(net, at.points, rows, at.classes);
    return this.views().classes.slice(0, rows);
  }

  foresee(walks: ForeseenWalks): Foresight {
    this.requireFeatures(walks.X.cols);
    return foresight(this.exports, this.net, walks);
  }

  private requireFeatures(cols: number): void {
    if (cols !== this.numFeatures) {
      throw new RangeError(`points have ${cols} features, the net expects ${this.numFeatures}`);
    }
  }

  private grow(rows: number): void {
    this.capacity = 2 * rows;
    const numbers = 8 * this.capacity * this.numFeatures;
    const { exports, capacity } = this;
    this.addresses = {
      ...{ points: exports.reserve(numbers), centres: exports.reserve(numbers) },
      ...{ owners: exports.reserve(4 * capacity), classes: exports.reserve(4 * capacity) },
    };
    this.latest = undefined;
  }

  private views(): Views {
    const { buffer } = this.exports.memory;
    if (this.latest?.buffer !== buffer) {
      const { points, centres, owners, classes } = this.addresses;
      const numbers = (address: number) =>
        new Float64Array(buffer, address, this.capacity * this.numFeatures);
      const integers = (address: number) => new Int32Array(buffer, address, this.capacity);
      this.latest = {
        ...{ buffer, points: numbers(points), centres: numbers(centres) },
        ...{ owners: integers(owners), classes: integers(classes) },
      };
    }
    return this.latest;
  }
}

function fill(view: Float64Array, { data, rows, cols }: Rows): void {
  view.set(data.length === rows * cols ? data : data.subarray(0, rows * cols));
}
