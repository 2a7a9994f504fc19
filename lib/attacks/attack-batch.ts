import { type Matrix, row, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import type { Ball } from './attack-options';
import type { AskedModel } from './boundary/asked-model';
import { perturbationSize } from './perturbation-norm';

/** Points that are attacked together, all classified correctly, and the closest adversarials so far. */
export class AttackBatch {
  /** [m x d]; the points themselves where there is none. */
  readonly adversarials: Matrix;
  /** [m], in the norm; Infinity where there is none. */
  readonly distances: Float64Array;
  /** [m], 1 where a gradient was 0 at the start of an ascent. */
  readonly zeroGradients: Uint8Array;
  private readonly keys: string[];

  /**
   * @param X [m x d]
   * @param y [m]
   * @param logits [m x numClasses], those of X
   */
  constructor(
    readonly model: AskedModel,
    readonly X: Matrix,
    readonly y: Int32Array,
    readonly logits: Matrix,
    readonly ball: Ball,
    private readonly stream: RandomStream,
  ) {
    this.adversarials = zeros(X.rows, X.cols);
    this.adversarials.data.set(X.data);
    this.distances = new Float64Array(X.rows).fill(Number.POSITIVE_INFINITY);
    this.zeroGradients = new Uint8Array(X.rows);
    this.keys = Array.from({ length: X.rows }, (_, i) => Array.from(row(X, i)).join());
  }

  /** Stream of a point for a part of an attack, named by the point's coordinates: no other point has a say in it. */
  draws(part: string, i: number): RandomStream {
    return this.stream.split(part).split(this.keys[i]);
  }

  /** Keeps an adversarial of point i, d numbers from `offset` on, if there is none as close. */
  offer(i: number, data: Float64Array, offset: number): void {
    const d = this.X.cols;
    const distance = perturbationSize(this.ball.norm, data, offset, this.X.data, i * d, d);
    if (!(distance < this.distances[i])) return;
    this.distances[i] = distance;
    this.adversarials.data.set(data.subarray(offset, offset + d), i * d);
  }

  /** Points without an adversarial within epsilon. */
  robust(): number[] {
    return Array.from(this.distances.keys()).filter((i) => !(this.distances[i] <= this.ball.epsilon));
  }

  /** Class of point i whose logit is the r-th largest, r from 1; of equal ones the lowest first. */
  rankedClass(i: number, r: number): number {
    const logits = row(this.logits, i);
    return Array.from(logits.keys()).sort((a, b) => logits[b] - logits[a] || a - b)[r - 1];
  }
}
