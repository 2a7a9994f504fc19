import { strictLimit } from './limit.mjs';
import { interleave, type Measurement } from './measure.mjs';
import { startPeer } from './peer.mjs';
import { createProblem } from './problem.mjs';
import { operations, ourVariants, peerVariants } from './variants.mjs';
import { throughput } from './workers.mjs';

// Cost of a training step of one configuration. W1: softmax regression, 10 features, 3 classes, 1000 points, batch 128,
// 24 configurations, Gaussian generative labels. W2: two hidden layers of 128. W3: kernel log densities of 128 points,
// 3 classes of 333 points. AdaMixUp: softmax regression of W1's shape, 4 configurations; fixed: with its generator left
// as it starts. `npm run bench -- --rounds 5` for fewer rounds, `--only W1` for one workload.

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const rounds = Number(option('rounds') ?? 15);
const only = option('only');

const targets: Record<string, number> = { W1: 100, W2: 3, W3: 6 };

function report(measurements: readonly Measurement[], limits: { strict: number; native?: number }): void {
  console.log('\n| workload | variant | µs (quartiles) | times the peer | GFLOP/s | of strict SIMD |');
  console.log('|---|---|---|---|---|---|');
  for (const { variant, low, median, high } of measurements) {
    const peer = measurements.find(
      (other) => other.variant.workload === variant.workload && /PyTorch|scipy/.test(other.variant.name),
    );
    const { count } = operations[variant.workload] ?? {};
    const rate = count === undefined ? undefined : count / median / 1000;
    const cells = [
      variant.workload,
      variant.name,
      `${format(median)} (${format(low)}-${format(high)})`,
      peer ? format(peer.median / median) : '',
      rate === undefined ? '' : format(rate),
      rate === undefined ? '' : `${Math.round((100 * rate) / limits.strict)} %`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log('\nGFLOP/s count, in the plain algorithm:');
  for (const [workload, { of }] of Object.entries(operations)) console.log(`  ${workload}: ${of}`);
  const native = limits.native === undefined ? '' : `; a large f32 product in numpy ${format(limits.native)}`;
  console.log(
    `Limits on one thread: strict SIMD multiply and add ${format(limits.strict)} GFLOP/s${native}.`,
  );
}

function reportTargets(measurements: readonly Measurement[]): void {
  for (const [workload, target] of Object.entries(targets)) {
    const of = measurements.filter(({ variant }) => variant.workload === workload);
    const peer = of.find(({ variant }) => /PyTorch|scipy/.test(variant.name));
    const ours = of.find(({ variant }) => variant.name.startsWith('kernels, single'));
    if (!peer || !ours) continue;
    const ratio = peer.median / ours.median;
    console.log(
      `${workload}: ${format(ratio)} times the peer, target ${target}: ${ratio >= target ? 'met' : 'missed'}`,
    );
  }
}

const format = (value: number) => value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value)) : 3);

const problem = createProblem();
const peer = await startPeer();
if (peer) console.log(`Peer: ${peer.versions}; Node ${process.version}`);
const variants = [...(peer ? peerVariants(peer) : []), ...ourVariants(problem)]
  .filter(({ workload }) => !only || workload === only)
  .sort((a, b) => a.workload.localeCompare(b.workload));
const { measurements, sink } = await interleave(variants, rounds);
const native = peer && (await peer.ask({ workload: 'limit' })).gflops;
peer?.end();
report(measurements, { strict: await strictLimit(), native });
reportTargets(measurements);
const one = await throughput(1, 3);
const two = await throughput(2, 3);
const ratio = two.perSecond / one.perSecond;
const efficiency = two.perCpuSecond / one.perCpuSecond;
console.log(
  `Two workers: ${format(ratio)} times one in wall time, target 1.9: ${ratio >= 1.9 ? 'met' : 'missed'};`,
);
console.log(
  `  ${format(2 * efficiency)} times by work done per second of CPU, whatever else runs on the machine.`,
);
console.log(`Sink: ${sink}`);
