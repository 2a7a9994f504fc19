import type { RandomStream } from '../../numeric/random';
import type { Ball } from '../attack-options';
import { type ImageShape, type ImageStrides, imageStrides } from '../image-shape';
import { randomPlace, randomSign, type SquareProposals } from './square-proposals';

/**
 * Proposals of Square for images in L-inf (Andriushchenko et al. 2020, Algorithm 2): a square window of each channel jumps
 * to x - epsilon or x + epsilon; at the start vertical stripes do.
 */
export class StripeProposals implements SquareProposals {
  private readonly strides: ImageStrides;

  /** @param x attacked points, rows of d numbers */
  constructor(
    private readonly ball: Ball,
    private readonly x: Float64Array,
    private readonly shape: ImageShape,
  ) {
    this.strides = imageStrides(shape);
  }

  start(centre: number, draws: RandomStream, out: Float64Array, at: number): void {
    const { channels, height, width } = this.shape;
    for (let c = 0; c < channels; c++) {
      for (let column = 0; column < width; column++) {
        this.fill(c, 0, column, height, 1, randomSign(draws), centre, out, at);
      }
    }
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
    const { channels, height, width } = this.shape;
    const d = channels * height * width;
    for (let j = 0; j < d; j++) out[at + j] = best[first + j];
    const side = Math.min(Math.max(Math.round(Math.sqrt(share * height * width)), 1), height, width);
    const top = randomPlace(draws, height - side + 1);
    const left = randomPlace(draws, width - side + 1);
    for (let c = 0; c < channels; c++) {
      this.fill(c, top, left, side, side, randomSign(draws), centre, out, at);
    }
  }

  /** Sets a rectangle of a channel to the edge of the ball. */
  private fill(
    channel: number,
    top: number,
    left: number,
    height: number,
    width: number,
    sign: number,
    centre: number,
    out: Float64Array,
    at: number,
  ): void {
    const { radius, bounds } = this.ball;
    const { strides, x } = this;
    for (let r = top; r < top + height; r++) {
      for (let q = left; q < left + width; q++) {
        const j = channel * strides.channel + r * strides.row + q * strides.column;
        out[at + j] = Math.min(bounds[1], Math.max(bounds[0], x[centre + j] + sign * radius));
      }
    }
  }
}
