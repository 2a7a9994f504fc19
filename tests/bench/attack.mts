import { boundaryAttack, networkPredictor, type Predictor, predict } from 'genlabel';
import { type AttackProblem, attackProblems, rowOf } from './attack-problems.mjs';
import { type Peer, startPeer } from './peer.mjs';

// Boundary Attack on nets of two hidden layers of 128, trained by mixup, beside foolbox on the same nets and points; the
// variants of a round run one after the other. `npm run bench:attack -- --rounds 3`; GENLABEL_PYTHON names a Python with
// foolbox and torch, GENLABEL_DATA the folder of OpenML sets.

const at = process.argv.indexOf('--rounds');
const rounds = at < 0 ? 5 : Number(process.argv[at + 1]);
const STEPS = 25000;
/** Of foolbox, whose cost a query does not depend on them. */
const PEER_STEPS = 1000;

/** CPU seconds, queries and robust accuracy of a run. */
interface Run {
  readonly cpu: number;
  readonly queries: number;
  readonly sink: number;
}

interface Variant {
  readonly name: string;
  readonly steps: number;
  run(): Run | Promise<Run>;
}

function variantsOf({ network, options }: AttackProblem, peer: Peer | undefined): Variant[] {
  const { X, y, bounds, epsilon } = options;
  const request = {
    ...{ widths: network.architecture.widths, parameters: Array.from(network.parameters) },
    ...{ X: Array.from(y, (_, i) => rowOf(X, i)), y: Array.from(y), bounds, epsilon, steps: PEER_STEPS },
  };
  const ours = (name: string, steps: number, stopAtEpsilon: boolean, ask: () => Predictor): Variant => ({
    ...{ name, steps },
    run() {
      const start = process.cpuUsage();
      const result = boundaryAttack({ ...options, steps, stopAtEpsilon, predict: ask() });
      const { user, system } = process.cpuUsage(start);
      const queries = result.queries.reduce((a, b) => a + b, 0);
      return { cpu: (user + system) / 1e6, queries, sink: result.robustAccuracy };
    },
  });
  const fast = () => networkPredictor(network);
  return [
    ...(peer
      ? [{ name: 'foolbox', steps: PEER_STEPS, run: async () => (await peer.ask(request)) as unknown as Run }]
      : []),
    ours('full walks', STEPS, false, fast),
    ours('stops at epsilon', STEPS, true, fast),
    ours('as many steps as foolbox', PEER_STEPS, false, fast),
    ours('plain predict', PEER_STEPS, false, () => (points) => predict(network, points)),
  ];
}

function quartiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  // Outwards, where a quartile lies between two values.
  const [low, median] = [0.25, 0.5].map((share) => sorted[Math.floor(share * (rounds - 1))]);
  const high = sorted[Math.ceil(0.75 * (rounds - 1))];
  return `${median.toPrecision(3)} (${low.toPrecision(3)}-${high.toPrecision(3)})`;
}

const perQuery = ({ cpu, queries }: Run) => (1e6 * cpu) / queries;

const peer = await startPeer('attack_peer.py', 'foolbox and torch');
if (peer) console.log(`Peer: ${peer.versions}; Node ${process.version}; CPU time, medians and quartiles.`);
console.log('| problem | variant | steps | queries | µs a query | times cheaper than foolbox |');
console.log('|---|---|---|---|---|---|');
for await (const problem of attackProblems()) {
  const variants = variantsOf(problem, peer);
  const samples = variants.map((): Run[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      const sample = await variant.run();
      if (round >= 0) samples[i].push(sample);
    }
  }
  for (const [i, { name, steps }] of variants.entries()) {
    const ratios = samples[i].map((run, round) => perQuery(samples[0][round]) / perQuery(run));
    const cells = [problem.name, name, steps, samples[i][0].queries, quartiles(samples[i].map(perQuery))];
    console.log(`| ${[...cells, peer && i > 0 ? quartiles(ratios) : ''].join(' | ')} |`);
  }
}
peer?.end();
