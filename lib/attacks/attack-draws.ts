import { type Matrix, row } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';

/**
 * Random numbers of an attack. A point's stream is named by its coordinates, so that its numbers depend neither on the
 * other points nor on their order.
 */
export class AttackDraws {
  private readonly keys: string[];
  private readonly sources: RandomStream[];

  /** @param directions [d] for directions that are common to all points, [n x d] for one each: where they are written */
  constructor(
    private readonly stream: RandomStream,
    X: Matrix,
    private readonly kind: 'common' | 'own',
    private readonly directions: Float64Array,
  ) {
    this.keys = Array.from({ length: X.rows }, (_, i) => Array.from(row(X, i)).join());
    const source = stream.split('directions');
    this.sources = kind === 'common' ? [source] : this.keys.map((key) => source.split(key));
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
}
