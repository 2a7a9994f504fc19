import {
  type BoundaryAttackOptions,
  boundaryAttack,
  type DenseNetwork,
  kernels,
  networkPredictor,
  type Predictor,
  predict,
  randomStream,
} from 'genlabel';
import { type Peer, startPeer } from './peer.mjs';

// Boundary Attack on nets of two hidden layers of 128, trained by mixup, beside foolbox on the same nets and points.
// `npm run bench:attack -- --rounds 3`; GENLABEL_PYTHON names a Python with foolbox and torch.

const at = process.argv.indexOf('--rounds');
const rounds = at < 0 ? 5 : Number(process.argv[at + 1]);
const STEPS = 25000;
/** Of foolbox, whose cost a query does not depend on them. */
const PEER_STEPS = 1000;

interface Problem {
  readonly name: string;
  readonly network: DenseNetwork;
  readonly options: BoundaryAttackOptions & { readonly epsilon: number };
}

/** CPU seconds, queries and robust accuracy of a run. */
interface Run {
  readonly cpu: number;
  readonly queries: number;
  readonly sink: number;
}

function problemOf(d: number, numClasses: number, n: number): Problem {
  const stream = randomStream(`attack ${d}`);
  const centres = Float64Array.from({ length: numClasses * d }, () => stream.normal());
  const y = Int32Array.from({ length: n }, (_, i) => i % numClasses);
  const data = Float64Array.from(
    { length: n * d },
    (_, i) => stream.normal() + centres[y[Math.floor(i / d)] * d + (i % d)],
  );
  const X = { data, rows: n, cols: d };
  const { models } = kernels.trainNetworkSweep({
    ...{ X, y, numClasses, labels: 'mixup', epochs: 100, batchSize: 128, stream: stream.split('training') },
    ...{ hiddenWidths: [128, 128], activation: 'relu', configurations: [{ learningRate: 0.001 }] },
  });
  const bounds = [Math.min(...data), Math.max(...data)] as const;
  const epsilon = 0.1 * (bounds[1] - bounds[0]);
  const options = { X, y, bounds, epsilon, stream: stream.split('attack'), steps: STEPS };
  return { name: `${d} features, ${numClasses} classes, ${n} points`, network: models[0], options };
}

function timedAttack(ask: Predictor, options: BoundaryAttackOptions): Run {
  const start = process.cpuUsage();
  const { queries, robustAccuracy } = boundaryAttack({ ...options, predict: ask });
  const { user, system } = process.cpuUsage(start);
  return { cpu: (user + system) / 1e6, queries: queries.reduce((a, b) => a + b, 0), sink: robustAccuracy };
}

function variants({ network, options }: Problem, peer: Peer | undefined): Record<string, () => Promise<Run>> {
  const { X, y, bounds, epsilon } = options;
  const whole: Predictor = (points) => predict(network, points);
  const rows = Array.from(y, (_, i) => Array.from(X.data.subarray(i * X.cols, (i + 1) * X.cols)));
  const request = {
    ...{ widths: network.architecture.widths, parameters: Array.from(network.parameters) },
    ...{ X: rows, y: Array.from(y), bounds, epsilon, steps: PEER_STEPS },
  };
  return {
    ...(peer && { foolbox: async () => (await peer.ask(request)) as unknown as Run }),
    'ours, stops at epsilon': async () => timedAttack(networkPredictor(network), options),
    'ours, full walks': async () =>
      timedAttack(networkPredictor(network), { ...options, stopAtEpsilon: false }),
    'ours, full walks, plain predict': async () =>
      timedAttack(whole, { ...options, stopAtEpsilon: false, steps: PEER_STEPS }),
  };
}

const quartiles = (values: number[]) => {
  const sorted = values.sort((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => sorted[Math.round(share * (rounds - 1))]);
  return `${median.toPrecision(3)} (${low.toPrecision(3)}-${high.toPrecision(3)})`;
};

const peer = await startPeer('attack_peer.py', 'foolbox and torch');
if (peer) console.log(`Peer: ${peer.versions}; Node ${process.version}; CPU time, medians and quartiles.`);
console.log('| problem | variant | steps | queries | µs a query | s an attack of 25000 steps |');
console.log('|---|---|---|---|---|---|');
for (const problem of [problemOf(4, 3, 60), problemOf(10, 3, 100), problemOf(20, 2, 150)]) {
  const runs = Object.entries(variants(problem, peer)).map(([name, run]) => ({
    name,
    run,
    samples: [] as Run[],
  }));
  for (let round = -1; round < rounds; round++) {
    for (const { run, samples } of runs) {
      const sample = await run();
      if (round >= 0) samples.push(sample);
    }
  }
  for (const { name, samples } of runs) {
    const steps = name === 'foolbox' || name.endsWith('predict') ? PEER_STEPS : STEPS;
    const perQuery = quartiles(samples.map(({ cpu, queries }) => (1e6 * cpu) / queries));
    // A step of foolbox costs the same throughout; ours end when their points have converged.
    const attack = name.endsWith('predict') ? '' : quartiles(samples.map(({ cpu }) => (cpu * STEPS) / steps));
    const extrapolated = name === 'foolbox' ? `${attack}, from ${PEER_STEPS} steps` : attack;
    const cells = [problem.name, name, steps, samples[0].queries, perQuery, extrapolated];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
peer?.end();
