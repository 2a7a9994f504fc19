import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type ImageProblem, imageProblems } from './images-problems.mjs';
import { strictLimit } from './limit.mjs';
import { interleave, type Measurement, type Variant } from './measure.mjs';
import { type Peer, startPeer } from './peer.mjs';

// A step of training, forward, backward and SGD with momentum, of LeNet-5 and ResNet-18 on one thread: TensorFlow.js' wasm
// backend as it is, with the kernels of this library, and PyTorch. `npm run bench:images -- --rounds 3`; GENLABEL_PYTHON
// names a Python with torch; `--only LeNet` leaves the others out.

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const rounds = Number(option('rounds') ?? 7);
const only = option('only') ?? '';

interface Answer {
  readonly cpu: number;
  readonly sink: number;
}

function wasmVariant(problem: ImageProblem, kind: 'stock' | 'own', children: ChildProcess[]): Variant {
  const script = fileURLToPath(new URL('./images-worker.mjs', import.meta.url));
  const { name, width, batch, steps } = problem;
  const env = { ...process.env, GENLABEL_BACKEND: 'wasm' };
  const child = fork(script, [kind, `${width ?? 'lenet'}`, `${batch}`, `${steps}`], { env });
  children.push(child);
  const run = () =>
    new Promise<Answer>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${name}, ${kind}: the process ended with ${code}`)));
      child.once('message', (answer) => {
        child.removeAllListeners('exit');
        resolve(answer as Answer);
      });
      child.send('run');
    });
  return { workload: name, name: kind === 'stock' ? 'TensorFlow.js wasm' : 'our kernels', units: steps, run };
}

function peerVariant({ name, width, batch, steps }: ImageProblem, peer: Peer): Variant {
  const request = { workload: name, width: width ?? 0, batch, steps };
  return {
    workload: name,
    name: 'PyTorch',
    units: steps,
    run: async () => (await peer.ask(request)) as unknown as Answer,
  };
}

function report(problem: ImageProblem, measurements: readonly Measurement[], strict: number): void {
  const peer = measurements.find(({ variant }) => variant.name === 'PyTorch');
  const stock = measurements.find(({ variant }) => variant.name === 'TensorFlow.js wasm');
  for (const { variant, low, median, high } of measurements) {
    const [ms, from, to] = [median, low, high].map((value) => (value / 1000).toPrecision(3));
    const rate = problem.operations / median / 1000;
    const share = variant.name === 'PyTorch' ? '' : `${Math.round((100 * rate) / strict)} %`;
    const ratios = [stock, peer].map((other) => (other ? (other.median / median).toPrecision(3) : ''));
    const perImage = (median / 1000 / problem.batch).toPrecision(3);
    const cells = [problem.name, variant.name, `${ms} (${from}-${to})`, perImage, rate.toPrecision(3), share];
    console.log(`| ${[...cells, ...ratios].join(' | ')} |`);
  }
}

const peer = await startPeer('images_peer.py', 'torch');
if (peer) console.log(`Peer: ${peer.versions}; Node ${process.version}; CPU time, medians and quartiles.`);
console.log(
  '| net | variant | ms a step | ms an image | GFLOP/s | of strict SIMD | times stock | times PyTorch |',
);
console.log('|---|---|---|---|---|---|---|---|');
const limits: number[] = [];
let total = 0;
for (const problem of imageProblems.filter(({ name }) => name.includes(only))) {
  const children: ChildProcess[] = [];
  const variants = [
    ...(['stock', 'own'] as const).map((kind) => wasmVariant(problem, kind, children)),
    ...(peer ? [peerVariant(problem, peer)] : []),
  ];
  limits.push(await strictLimit());
  const { measurements, sink } = await interleave(variants, rounds);
  limits.push(await strictLimit());
  for (const child of children) child.kill();
  report(problem, measurements, Math.max(...limits));
  total += sink;
}
const native = peer && (await peer.ask({ workload: 'limit' })).gflops;
peer?.end();
console.log(
  `Strict SIMD multiply and add on one thread: ${Math.max(...limits).toPrecision(3)} GFLOP/s, the largest found.`,
);
if (native) console.log(`A large product of matrices in PyTorch: ${native.toPrecision(3)} GFLOP/s.`);
console.log(`Sum of the losses: ${total}`);
