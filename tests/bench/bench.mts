import { densityVariants, ourTraining, trainingOf, trainingVariants } from './batched.mjs';
import { format, growth, spread } from './grid.mjs';
import { jaxPython } from './jax-python.mjs';
import { strictLimit } from './limit.mjs';
import { interleave, type Measurement, ratiosTo, type Variant } from './measure.mjs';
import { type Peer, startPeer } from './peer.mjs';
import { createProblem } from './problem.mjs';
import { HIDDEN, operations, ourVariants, peerVariants } from './variants.mjs';
import { throughput } from './workers.mjs';

// Cost of a training step of one configuration. W1: softmax regression, 10 features, 3 classes, 1000 points, batch 128,
// 24 configurations, Gaussian generative labels. W2: two hidden layers of 128, one configuration, or 24. W3: kernel log
// densities of 128 points, 3 classes of 333 points. AdaMixUp: softmax regression of W1's shape, 4 configurations; fixed:
// with its generator left as it starts. Peers: the authors' style, one configuration at a time; all configurations at
// once in PyTorch and in JAX, with our batches and initial weights, and our losses in the end. `npm run bench --
// --rounds 5` for fewer rounds, `--only W1` for one workload; `--grid all` for the growth of W1 in place of the
// workloads, `--grid features` (rows, classes, configurations) for one axis. GENLABEL_PYTHON names a Python with torch
// and scipy.

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const rounds = Number(option('rounds') ?? 15);
const only = option('only');
const grid = option('grid');

const targets: Record<string, number> = { W1: 100, W2: 3, W3: 6 };
const authors = /^(PyTorch|scipy)/;

type Limit = 'strict SIMD' | 'PyTorch' | 'JAX';

/** The limit that a variant's rate is a share of. */
const limitOf = (name: string): Limit =>
  /^(Batched )?PyTorch/.test(name) ? 'PyTorch' : name.startsWith('JAX') ? 'JAX' : 'strict SIMD';

/** The fastest of a workload's variants whose name begins so. */
function fastest(
  measurements: readonly Measurement[],
  workload: string,
  name: string | RegExp,
): Measurement | undefined {
  return measurements
    .filter(({ variant }) => variant.workload === workload && variant.name.search(name) === 0)
    .sort((a, b) => a.median - b.median)
    .at(0);
}

function report(measurements: readonly Measurement[], limits: Partial<Record<Limit, number>>): void {
  console.log(
    "\n| workload | variant | µs (quartiles) | times authors' style | times JAX | GFLOP/s | of its limit |",
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const measurement of measurements) {
    const { workload, name } = measurement.variant;
    const [peer, jax] = [authors, 'JAX'].map((each) => fastest(measurements, workload, each));
    const { count } = operations[workload] ?? {};
    const rate = count === undefined ? undefined : count / measurement.median / 1000;
    const limit = limits[limitOf(name)];
    const cells = [
      ...[workload, name, spread(measurement)],
      peer ? spread(ratiosTo(peer, measurement)) : '',
      jax ? spread(ratiosTo(jax, measurement)) : '',
      rate === undefined ? '' : format(rate),
      rate === undefined || limit === undefined ? '' : `${Math.round((100 * rate) / limit)} %`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log('\nGFLOP/s count, in the plain algorithm:');
  for (const [workload, { of }] of Object.entries(operations)) console.log(`  ${workload}: ${of}`);
  const texts = Object.entries(limits).map(([name, limit]) => `${name} ${format(limit)}`);
  console.log(
    `Limits on one thread, GFLOP/s: ${texts.join(', ')}; strict SIMD of multiply and add, the others of a large f32 product.`,
  );
}

function reportTargets(measurements: readonly Measurement[]): void {
  for (const [workload, target] of Object.entries(targets)) {
    const peer = fastest(measurements, workload, authors);
    const ours = measurements.find(
      ({ variant }) => variant.workload === workload && variant.name.startsWith('kernels, single'),
    );
    if (!peer || !ours) continue;
    const ratio = peer.median / ours.median;
    console.log(
      `${workload}: ${format(ratio)} times the authors' style, target ${target}: ${ratio >= target ? 'met' : 'missed'}`,
    );
  }
}

/** The batched peers, and our nets with as many configurations; our other variants stand elsewhere. */
async function batchedVariants(peers: readonly (readonly [string, Peer | undefined])[]): Promise<Variant[]> {
  const one = { configurations: 1 };
  const base = createProblem();
  const single = createProblem({ rows: 1000, features: 10, classes: 3, ...one });
  const trainings = [
    ['W1', trainingOf('W1', base, { epochs: 20 })],
    ['W2', trainingOf('W2', single, { epochs: 4, hiddenWidths: HIDDEN })],
    ['W2 x 24', trainingOf('W2 x 24', base, { epochs: 1, hiddenWidths: HIDDEN })],
  ] as const;
  const wanted = (workload: string) => !only || only === workload;
  const variants: Variant[] = wanted('W2 x 24')
    ? [ourTraining('W2 x 24', 'kernels, single', trainings[2][1])]
    : [];
  for (const [name, peer] of peers) {
    if (!peer) continue;
    for (const [workload, training] of trainings) {
      if (wanted(workload)) variants.push(...(await trainingVariants(peer, name, workload, training)));
    }
    if (wanted('W3')) variants.push(...(await densityVariants(peer, name, 'W3', base)));
  }
  return variants;
}

async function workloads(jax: Peer | undefined, limits: Partial<Record<Limit, number>>): Promise<void> {
  const peer = await startPeer();
  const torch = await startPeer('torch_peer.py', 'torch and numpy');
  for (const { versions } of [peer, torch].filter((each) => each !== undefined))
    console.log(`Peer: ${versions}`);
  const variants = [
    ...(peer ? peerVariants(peer) : []),
    ...(await batchedVariants([
      ['Batched PyTorch', torch],
      ['JAX', jax],
    ])),
    ...ourVariants(createProblem()),
  ]
    .filter(({ workload }) => !only || workload === only)
    .sort((a, b) => a.workload.localeCompare(b.workload));
  const { measurements, sink } = await interleave(variants, rounds);
  const native = torch && (await torch.ask({ workload: 'limit' })).gflops;
  peer?.end();
  torch?.end();
  report(measurements, { ...limits, ...(native ? { PyTorch: native } : {}) });
  reportTargets(measurements);
  console.log(`Sink: ${sink}`);
}

async function reportWorkers(): Promise<void> {
  const one = await throughput(1, 3);
  const two = await throughput(2, 3);
  const ratio = two.perSecond / one.perSecond;
  const efficiency = two.perCpuSecond / one.perCpuSecond;
  console.log(
    `Two workers: ${format(ratio)} times one in wall time, target 1.95: ${ratio >= 1.95 ? 'met' : 'missed'};`,
  );
  console.log(
    `  ${format(2 * efficiency)} times by work done per second of CPU, whatever else runs on the machine.`,
  );
}

const python = jaxPython();
const jax = python ? await startPeer('jax_peer.py', 'jax', python) : undefined;
console.log(`Node ${process.version}${jax ? `; peer: ${jax.versions}` : ''}`);
const native = jax && (await jax.ask({ workload: 'limit' })).gflops;
const strict = await strictLimit();
if (grid) await growth(jax, rounds, { strict, jax: native }, grid === 'all' ? undefined : grid);
else {
  await workloads(jax, { 'strict SIMD': strict, ...(native ? { JAX: native } : {}) });
  await reportWorkers();
}
jax?.end();
