import type { RandomStream } from '../../numeric/random';
import type { Ball } from '../attack-options';
import { randomPlace, randomSign, type SquareProposals, writeOnSphere } from './square-proposals';

/**
 * Proposals of Square for tables, whose features have no neighbours: in place of a square window a random set of features,
 * a share p of them, each treated as a channel of its own.
 *
 * L-inf: the features of the set jump to x - epsilon or x + epsilon, each with its own sign; at the start all do.
 *
 * L2: a random direction on the set, added to what is there, gets the length that is left of epsilon and that of the
 * perturbation on the set and on a second one, where it is taken away; at the start all signs are random.
 */
export class FeatureProposals implements SquareProposals {
  private readonly delta: Float64Array;
  private readonly chosen: Int32Array;
  private readonly given: Int32Array;
  private readonly marks: Uint8Array;

  /** @param x attacked points, rows of d numbers */
  constructor(
    private readonly ball: Ball,
    private readonly x: Float64Array,
    private readonly d: number,
  ) {
    this.delta = new Float64Array(d);
    this.chosen = new Int32Array(d);
    this.given = new Int32Array(d);
    this.marks = new Uint8Array(d);
  }

  start(centre: number, draws: RandomStream, out: Float64Array, at: number): void {
    const { delta, d, ball } = this;
    for (let j = 0; j < d; j++) delta[j] = randomSign(draws);
    if (ball.norm === 'l2') writeOnSphere(this.x, centre, delta, ball.radius, ball.bounds, out, at);
    else for (let j = 0; j < d; j++) out[at + j] = this.edge(centre + j, delta[j]);
  }

  propose(
    centre: number,
    share: number,
    draws: RandomStream,
    best: Float64Array,
    first: number,
    out: Float64Array,
    at: number,
  ): void {
    const { d, ball, chosen } = this;
    const count = Math.max(1, Math.round(share * d));
    this.choose(count, draws, chosen);
    if (ball.norm === 'l2') {
      for (let j = 0; j < d; j++) this.delta[j] = best[first + j] - this.x[centre + j];
      this.moveLength(count, draws);
      writeOnSphere(this.x, centre, this.delta, ball.radius, ball.bounds, out, at);
      return;
    }
    for (let j = 0; j < d; j++) out[at + j] = best[first + j];
    for (let c = 0; c < count; c++) out[at + chosen[c]] = this.edge(centre + chosen[c], randomSign(draws));
  }

  private edge(p: number, sign: number): number {
    const { radius, bounds } = this.ball;
    return Math.min(bounds[1], Math.max(bounds[0], this.x[p] + sign * radius));
  }

  /** Gives the chosen features new values, and the length of others. */
  private moveLength(count: number, draws: RandomStream): void {
    const { d, delta, chosen, given, marks } = this;
    let total = 0;
    for (let j = 0; j < d; j++) total += delta[j] * delta[j];
    let own = 0;
    for (let c = 0; c < count; c++) own += delta[chosen[c]] ** 2;
    this.choose(count, draws, given);
    for (let c = 0; c < count; c++) marks[chosen[c]] = 1;
    let freed = own;
    for (let c = 0; c < count; c++) {
      if (marks[given[c]]) continue;
      freed += delta[given[c]] ** 2;
      delta[given[c]] = 0;
    }
    for (let c = 0; c < count; c++) marks[chosen[c]] = 0;
    const length = Math.sqrt(own);
    let square = 0;
    for (let c = 0; c < count; c++) {
      const old = length > 0 ? delta[chosen[c]] / length : 0;
      delta[chosen[c]] = randomSign(draws) / Math.sqrt(count) + old;
      square += delta[chosen[c]] ** 2;
    }
    const budget = Math.sqrt(Math.max(this.ball.radius ** 2 - total, 0) + freed);
    const scale = square > 0 ? budget / Math.sqrt(square) : 0;
    for (let c = 0; c < count; c++) delta[chosen[c]] *= scale;
  }

  /** A uniformly random set of features (Floyd's method). */
  private choose(count: number, draws: RandomStream, out: Int32Array): void {
    const { d, marks } = this;
    for (let c = 0, j = d - count; j < d; j++, c++) {
      const place = randomPlace(draws, j + 1);
      out[c] = marks[place] ? j : place;
      marks[out[c]] = 1;
    }
    for (let c = 0; c < count; c++) marks[out[c]] = 0;
  }
}
