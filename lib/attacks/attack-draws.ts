import { type Matrix, row } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';

/**
 * Random numbers of an attack. A point's stream is named by its coordinates, so that its numbers depend neither on the
 * other points nor on their order.
 */
export class AttackDraws {
  private readonly keys: string[];
  private readonly sources: RandomStream[];
  private readonly directions: Float64Array;

  constructor(
    private readonly stream: RandomStream,
    X: Matrix,
    private readonly kind: 'common' | 'own',
  ) {
    this.keys = Array.from({ length: X.rows }, (_, i) => Array.from(row(X, i)).join());
    const source = stream.split('directions');
    this.sources = kind === 'common' ? [source] : this.keys.map((key) => source.split(key));
    this.directions = new Float64Array(this.sources.length * X.cols);
    this.numFeatures = X.cols;
  }

  private readonly numFeatures: number;

  /** Fresh stream of uniform numbers for the search for a point's start. */
  start(point: number): RandomStream {
    return this.stream.split('start').split(this.keys[point]);
  }

  /** Draws the next step's directions, standard normal, for the points that still walk. */
  draw(walks: (point: number) => boolean): void {
    const d = this.numFeatures;
    this.sources.forEach((source, i) => {
      if (this.kind === 'own' && !walks(i)) return;
      for (let j = i * d; j < (i + 1) * d; j++) this.directions[j] = source.normal();
    });
  }

  /** Where a point's direction starts in `values`. */
  offset(point: number): number {
    return this.kind === 'common' ? 0 : point * this.numFeatures;
  }

  get values(): Float64Array {
    return this.directions;
  }
}
