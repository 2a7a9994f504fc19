import { type Kernels, ownKernels } from './module';
import { type NetworkModel, numParameters } from './network-model';
import { roundUp } from './round-up';
import type { Rows } from './rows';

/** Fields of `ReluUnits` in assembly/relu-units.ts. */
const UNITS_BYTES = 56;
const RADIUS_AT = 32;
/** First radii of the outer and inner ball; they adapt. */
const FIRST_RADII = [0.1, 0.02];

/** Classes of points that come in neighbourhoods. */
export interface NeighbourClassifier {
  /**
   * @param points [m x d]
   * @param owners [m], number from 0 of the neighbourhood of each point; any numbers, where the net has no activations
   * @returns [m], of equally probable classes the first; -1 where rounding might decide, or a logit is not finite
   */
  classify(points: Rows, owners?: Int32Array): Int32Array;
}

/**
 * Classifies points near earlier ones in f64, much faster than the whole net does: where a neighbourhood lies in few
 * linear regions of a ReLU net, only the units that change sign there are left, the others are linear or zero. A net
 * without activations is one linear map. No class depends on which points were asked about before.
 *
 * @throws RangeError if the model's parameters do not fit its widths
 *
 * @example
 * const classifier = neighbourClassifier({ architecture: { widths: [2, 2], activation: 'relu' }, parameters });
 * classifier.classify(matrix([[0.1, 0.2], [0.1, 0.21]]), Int32Array.of(0, 0));
 */
export function neighbourClassifier(model: NetworkModel): NeighbourClassifier {
  const { widths, activation } = model.architecture;
  const count = numParameters(widths);
  if (model.parameters.length !== count) {
    throw new RangeError(
      `a net of [${widths}] with ${model.parameters.length} parameters, expected ${count}`,
    );
  }
  return new LocalClassifier(ownKernels(), model, activation === 'identity');
}

interface BatchViews {
  readonly buffer: ArrayBuffer;
  readonly points: Float64Array;
  readonly places: Int32Array;
  readonly classes: Int32Array;
}

class LocalClassifier implements NeighbourClassifier {
  private readonly net: number;
  private readonly reduction: number;
  private readonly scratch: number;
  private readonly locals: number[] = [];
  private readonly linear: number;
  private capacity = 0;
  private points = 0;
  private places = 0;
  private classes = 0;
  private batch: BatchViews | undefined;

  constructor(
    private readonly exports: Kernels,
    private readonly model: NetworkModel,
    isLinear: boolean,
  ) {
    const { rows, numRows, length, numUnits } = unitRows(model);
    this.net = this.place(numUnits, Number.POSITIVE_INFINITY);
    const address = exports.reserve(8 * rows.length);
    this.f64(address, rows.length).set(rows);
    this.i32(this.net + 12, 3).set([8 * length, address, 8 * rows.length]);
    this.scratch = exports.reserve(8 * length);
    const sizes = [8 * rows.length, 4 * numRows, 4 * numRows, 8 * numRows, 8 * length];
    const parts = sizes.map((bytes) => exports.reserve(bytes));
    this.reduction = exports.reserve(32);
    this.i32(this.reduction, 7).set([...parts, 0, Number(isLinear)]);
    this.linear = isLinear ? this.collapse() : 0;
  }

  classify(points: Rows, owners?: Int32Array): Int32Array {
    const { rows, cols, data } = points;
    if (cols !== this.model.architecture.widths[0]) {
      throw new RangeError(
        `points have ${cols} features, the net expects ${this.model.architecture.widths[0]}`,
      );
    }
    if (rows > this.capacity) this.grow(rows);
    for (let i = 0; i < rows; i++) {
      const place = this.linear || this.local(owners ? owners[i] : 0);
      this.views().places[i] = place;
    }
    this.views().points.set(data.length === rows * cols ? data : data.subarray(0, rows * cols));
    this.exports.classifyNeighbours(
      ...([this.points, rows, this.places, this.reduction, this.scratch, this.classes] as const),
    );
    return this.views().classes.slice(0, rows);
  }

  private grow(rows: number): void {
    const cols = this.model.architecture.widths[0];
    this.capacity = 2 * rows;
    this.points = this.exports.reserve(8 * this.capacity * cols);
    this.places = this.exports.reserve(4 * this.capacity);
    this.classes = this.exports.reserve(4 * this.capacity);
    this.batch = undefined;
  }

  /** Views of a batch, made again after the memory has grown. */
  private views(): BatchViews {
    const { buffer } = this.exports.memory;
    if (this.batch?.buffer !== buffer) {
      this.batch = {
        buffer,
        points: this.f64(this.points, this.capacity * this.model.architecture.widths[0]),
        places: this.i32(this.places, this.capacity),
        classes: this.i32(this.classes, this.capacity),
      };
    }
    return this.batch;
  }

  /** The local network of a neighbourhood. */
  private local(owner: number): number {
    let address = this.locals[owner];
    if (address === undefined) {
      const [outer, inner] = FIRST_RADII.map((radius) => this.place(0, radius));
      address = this.placeLocal(outer, inner, false);
      this.locals[owner] = address;
    }
    return address;
  }

  /** The one local network of a net without activations, right everywhere. */
  private collapse(): number {
    const all = this.place(0, Number.POSITIVE_INFINITY);
    this.exports.reduceUnits(this.net, this.i32(all + 24, 1)[0], all, this.reduction);
    return this.placeLocal(all, all, true);
  }

  private placeLocal(outer: number, inner: number, started: boolean): number {
    const address = this.exports.reserve(16);
    this.i32(address, 4).set([this.net, outer, inner, Number(started)]);
    return address;
  }

  private place(numUnits: number, radius: number): number {
    const { widths } = this.model.architecture;
    const centre = this.exports.reserve(8 * widths[0]);
    const address = this.exports.reserve(UNITS_BYTES);
    this.i32(address, 7).set([widths[0], numUnits, widths[widths.length - 1], 0, 0, 0, centre]);
    this.f64(address + RADIUS_AT, 1)[0] = radius;
    return address;
  }

  private f64(address: number, length: number): Float64Array {
    return new Float64Array(this.exports.memory.buffer, address, length);
  }

  private i32(address: number, length: number): Int32Array {
    return new Int32Array(this.exports.memory.buffer, address, length);
  }
}

/** All hidden units of a net, then its logits, in terms of the features, 1 and the units (assembly/relu-units.ts). */
function unitRows({ architecture: { widths }, parameters }: NetworkModel) {
  const d = widths[0];
  const numUnits = widths.slice(1, -1).reduce((a, b) => a + b, 0);
  const numRows = numUnits + widths[widths.length - 1];
  const length = roundUp(d + 1 + numUnits, 2);
  const rows = new Float64Array(numRows * length);
  let first = 0;
  let column = 0;
  let next = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    for (let i = 0; i <= widths[layer - 1]; i++) {
      const place = i === widths[layer - 1] ? d : column + i;
      for (let u = 0; u < widths[layer]; u++) rows[(first + u) * length + place] = parameters[next++];
    }
    column = d + 1 + first;
    first += widths[layer];
  }
  return { rows, numRows, length, numUnits };
}
