import ln from '@stdlib/math-base-special-ln';
import type { Density } from '../../density/density';
import { requirePoints, requireQueries } from '../../density/require-points';
import { withArena } from '../../kernels/arena';
import { type Matrix, selectRows } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { requireGiven } from '../../numeric/require-given';
import { type DenseNetwork, initialNetwork, layersOf } from '../dense-network';
import { logitsOf } from '../forward';
import { columnsOf, couple, partsOf, uncouple } from './coupling';
import { likelihoodGradient } from './flow-gradient';
import { standardiser } from './standardiser';
import {
  DivergenceError,
  drawRows,
  fallingRate,
  relu,
  requireFitted,
  requireSettings,
  trainedNet,
} from './trained-net';

/** Settings of the normalising flow. */
export interface FlowOptions {
  /** Number of couplings; 6 unless given. */
  readonly couplings?: number;
  /** Hidden layers of each coupling's net; two of 32 unless given. */
  readonly hiddenWidths?: readonly number[];
  /** 2000 unless given. */
  readonly steps?: number;
  /** 128 unless given. */
  readonly batchSize?: number;
  /** 0.002 unless given. */
  readonly learningRate?: number;
  /** Share of the points by which the best step is chosen, below 1; 0.2 unless given. With 0 the last step counts. */
  readonly heldOut?: number;
  /**
   * Standard deviation of normal noise that is added to the points whenever they train, in units of their root mean square coordinate;
   * 0.1 unless given. A flow of few points otherwise makes peaks of them.
   */
  readonly jitter?: number;
  readonly stream: RandomStream;
}

/** Density of one class by a normalising flow: exact. */
export interface FlowDensity extends Density {
  /** One net a coupling, of standardised points. */
  readonly couplings: readonly DenseNetwork[];
  /** Step of the parameters that are kept. */
  readonly steps: number;
  /** Images under the flow, about N(0, I), [n x d]. */
  transform(points: Matrix): Matrix;
  /** Points of images: the inverse of `transform`. */
  invert(images: Matrix): Matrix;
  /** @returns [count x d], independent points of the density @throws RangeError if count is no positive integer */
  sample(count: number, stream: RandomStream): Matrix;
}

const LOG_2_PI = 1.8378770664093453;
/** Steps between two looks at the held-out points. */
const interval = 50;

/**
 * Normalising flow of one class (Appendix F.6 names flows): affine couplings (RealNVP, Dinh et al. 2017) map points to normal ones, each
 * stretching every other feature by a function of the rest,
 *
 *   p(x) = N(f(x); 0, I) |det f'(x)|,  x_B <- x_B exp(s(x_A)) + t(x_A),
 *
 * trained by maximum likelihood. The density is exact, so that it needs no inversion and no bound.
 *
 * @param points [n x d], the class's points, d at least 2
 * @throws DivergenceError if training diverges
 * @throws RangeError if there are fewer than two points or features, a coordinate is not finite, or an option is out of range
 * Deviation: beyond the paper, which has no flow.
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const model = classConditional(X, y, 2, (points, c) => fitFlow(points, { stream: randomStream(1).split(c), steps: 200 }));
 * posterior(model.logDensities(X)); // labels of eq. (1)
 */
export function fitFlow(points: Matrix, options: FlowOptions): FlowDensity {
  requireGiven('fitFlow', options, { stream: 'object' });
  requirePoints(points);
  const d = points.cols;
  if (points.rows < 2) throw new RangeError(`got ${points.rows} point, expected at least 2`);
  if (d < 2) throw new RangeError('couplings need at least 2 features, got 1: use a kernel density');
  const { couplings = 6, hiddenWidths = [32, 32], steps = 2000, batchSize = 128, stream } = options;
  const { learningRate = 2e-3, heldOut = 0.2, jitter = 0.1 } = options;
  requireSettings({ couplings, steps, batchSize }, { learningRate, jitter });
  if (!(heldOut >= 0 && heldOut < 1))
    throw new RangeError(`heldOut is ${heldOut}, expected a share from 0 to below 1`);
  const space = standardiser(points);
  const nets = Array.from({ length: couplings }, (_, layer) => {
    const { kept, moved } = partsOf(d, layer);
    return startingAtIdentity(
      initialNetwork(
        relu([kept.length, ...hiddenWidths, 2 * moved.length]),
        stream.split('nets').split(layer),
      ),
    );
  });
  const best = train(nets, space.apply(points), { steps, batchSize, learningRate, heldOut, jitter }, stream);
  const shift = -(d / 2) * LOG_2_PI - d * ln(space.scale);
  const invert = (images: Matrix): Matrix => {
    const X = { ...images, data: images.data.slice() };
    for (let layer = couplings - 1; layer >= 0; layer--) {
      const { kept, moved } = partsOf(d, layer);
      uncouple(X, moved, logitsOf(nets[layer], columnsOf(X, kept)).data);
    }
    return space.invert(X);
  };
  const density: FlowDensity = {
    ...{ numFeatures: d, couplings: nets, steps: best, invert },
    transform(queries) {
      requireQueries(queries, d);
      return flow(nets, space.apply(queries)).images;
    },
    logDensity(queries) {
      requireQueries(queries, d);
      return logDensities(nets, space.apply(queries)).map((value) => value + shift);
    },
    sample(count, own) {
      requireSettings({ count }, {});
      const data = Float64Array.from({ length: count * d }, () => own.normal());
      return invert({ data, rows: count, cols: d });
    },
  };
  requireFitted(density.logDensity, points, { what: 'flow', steps, learningRate });
  return density;
}

/** Last layer 0: the coupling starts as no change. */
function startingAtIdentity(network: DenseNetwork): DenseNetwork {
  const layers = layersOf(network.architecture);
  network.parameters.fill(0, layers[layers.length - 1].weights);
  return network;
}

function flow(nets: readonly DenseNetwork[], points: Matrix) {
  const images = { ...points, data: points.data.slice() };
  const logDeterminants = new Float64Array(points.rows);
  nets.forEach((net, layer) => {
    const { kept, moved } = partsOf(points.cols, layer);
    couple(images, moved, logitsOf(net, columnsOf(images, kept)).data, logDeterminants);
  });
  return { images, logDeterminants };
}

/** Log densities of standardised points, but for the constant. */
function logDensities(nets: readonly DenseNetwork[], points: Matrix): Float64Array {
  const { images, logDeterminants } = flow(nets, points);
  const d = points.cols;
  return logDeterminants.map((value, i) => {
    let square = 0;
    for (let j = 0; j < d; j++) square += images.data[i * d + j] * images.data[i * d + j];
    return value - square / 2;
  });
}

interface Schedule {
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly heldOut: number;
  readonly jitter: number;
}

/** Trains the nets in place. @returns the step whose parameters they have in the end */
function train(nets: readonly DenseNetwork[], X: Matrix, schedule: Schedule, stream: RandomStream): number {
  const { steps, batchSize, learningRate, heldOut, jitter } = schedule;
  const order = stream.split('split').permutation(X.rows);
  const numHeld = Math.min(X.rows - 1, Math.floor(heldOut * X.rows));
  const [held, training] = [
    selectRows(X, order.subarray(0, numHeld)),
    selectRows(X, order.subarray(numHeld)),
  ];
  const [draws, normals] = [stream.split('points'), stream.split('jitter')];
  const best = { score: -Infinity, step: 0, parameters: nets.map(({ parameters }) => parameters.slice()) };
  withArena((arena) => {
    const trained = nets.map((net) => trainedNet(arena, net, batchSize));
    for (let step = 1; step <= steps; step++) {
      const batch = drawRows(training, batchSize, draws);
      if (jitter > 0)
        batch.data.forEach((x, p) => {
          batch.data[p] = x + jitter * normals.normal();
        });
      const loss = likelihoodGradient(trained, batch);
      if (!Number.isFinite(loss)) throw new DivergenceError('flow', step, steps, learningRate);
      const rate = fallingRate(learningRate, step - 1, steps);
      for (const { optimiser, network, gradient } of trained)
        optimiser.step(network.parameters, gradient, rate);
      if (numHeld === 0 || (step % interval !== 0 && step !== steps)) continue;
      const score = logDensities(nets, held).reduce((sum, value) => sum + value, 0);
      if (!(score > best.score)) continue;
      Object.assign(best, { score, step });
      nets.forEach(({ parameters }, n) => {
        best.parameters[n].set(parameters);
      });
    }
  });
  if (numHeld === 0) return steps;
  nets.forEach(({ parameters }, n) => {
    parameters.set(best.parameters[n]);
  });
  return best.step;
}
