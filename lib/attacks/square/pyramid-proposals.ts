import type { RandomStream } from '../../numeric/random';
import type { Ball } from '../attack-options';
import { type ImageShape, type ImageStrides, imageStrides } from '../image-shape';
import { randomPlace, randomSign, type SquareProposals, writeOnSphere } from './square-proposals';
import { squarePyramid } from './square-pyramid';

interface Window {
  readonly top: number;
  readonly left: number;
}

/**
 * Proposals of Square for images in L2 (Andriushchenko et al. 2020, Algorithm 3): in every channel a pyramid, added to
 * what is in a window, gets the length that is left of epsilon and that of the perturbation in this window and a second
 * one, where it is taken away; at the start pyramids fill the image.
 */
export class PyramidProposals implements SquareProposals {
  private readonly strides: ImageStrides;
  private readonly delta: Float64Array;
  private readonly pyramids = new Map<number, Float64Array>();

  /** @param x attacked points, rows of d numbers */
  constructor(
    private readonly ball: Ball,
    private readonly x: Float64Array,
    private readonly shape: ImageShape,
  ) {
    this.strides = imageStrides(shape);
    this.delta = new Float64Array(shape.channels * shape.height * shape.width);
  }

  start(centre: number, draws: RandomStream, out: Float64Array, at: number): void {
    const { delta, ball } = this;
    const { channels, height, width } = this.shape;
    const side = Math.max(1, Math.floor(Math.min(height, width) / 5));
    const rest = (size: number) => Math.floor((size % side) / 2);
    delta.fill(0);
    for (let top = rest(height); top + side <= height; top += side) {
      for (let left = rest(width); left + side <= width; left += side) {
        const turned = draws.uniform() > 0.5;
        for (let c = 0; c < channels; c++) this.addPyramid(c, { top, left }, side, turned, randomSign(draws));
      }
    }
    writeOnSphere(this.x, centre, delta, ball.radius, ball.bounds, out, at);
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
    const { delta, ball, x } = this;
    const { channels, height, width } = this.shape;
    let total = 0;
    for (let j = 0; j < delta.length; j++) {
      delta[j] = best[first + j] - x[centre + j];
      total += delta[j] * delta[j];
    }
    const odd = Math.max(Math.round(Math.sqrt(share * height * width)), 3);
    const side = Math.min(odd + (odd % 2 === 0 ? 1 : 0), height, width);
    const place = () => ({
      top: randomPlace(draws, height - side + 1),
      left: randomPlace(draws, width - side + 1),
    });
    const [taker, giver] = [place(), place()];
    const turned = draws.uniform() > 0.5;
    const left = Math.max(ball.radius ** 2 - total, 0) / channels;
    for (let c = 0; c < channels; c++) {
      const own = this.lengthSquared(c, taker, side);
      const both = own + this.clearOutside(c, giver, taker, side);
      this.scaleWindow(c, taker, side, own > 0 ? 1 / Math.sqrt(own) : 0);
      this.addPyramid(c, taker, side, turned, randomSign(draws));
      const length = Math.sqrt(this.lengthSquared(c, taker, side));
      this.scaleWindow(c, taker, side, length > 0 ? Math.sqrt(left + both) / length : 0);
    }
    writeOnSphere(x, centre, delta, ball.radius, ball.bounds, out, at);
  }

  private lengthSquared(channel: number, window: Window, side: number): number {
    let sum = 0;
    this.visit(channel, window, side, (j) => {
      sum += this.delta[j] ** 2;
    });
    return sum;
  }

  private scaleWindow(channel: number, window: Window, side: number, factor: number): void {
    this.visit(channel, window, side, (j) => {
      this.delta[j] *= factor;
    });
  }

  /** Takes the perturbation of a window away where it is not in the other; its squared length. */
  private clearOutside(channel: number, window: Window, other: Window, side: number): number {
    let freed = 0;
    this.visit(channel, window, side, (j, r, q) => {
      const row = window.top + r - other.top;
      const column = window.left + q - other.left;
      if (row >= 0 && row < side && column >= 0 && column < side) return;
      freed += this.delta[j] ** 2;
      this.delta[j] = 0;
    });
    return freed;
  }

  private addPyramid(channel: number, window: Window, side: number, turned: boolean, sign: number): void {
    let pyramid = this.pyramids.get(side);
    if (!pyramid) {
      pyramid = squarePyramid(side);
      this.pyramids.set(side, pyramid);
    }
    const heights = pyramid;
    this.visit(channel, window, side, (j, r, q) => {
      this.delta[j] += sign * heights[turned ? q * side + r : r * side + q];
    });
  }

  private visit(
    channel: number,
    { top, left }: Window,
    side: number,
    use: (j: number, row: number, column: number) => void,
  ): void {
    const { strides } = this;
    const first = channel * strides.channel + top * strides.row + left * strides.column;
    for (let r = 0; r < side; r++) {
      for (let q = 0; q < side; q++) use(first + r * strides.row + q * strides.column, r, q);
    }
  }
}
