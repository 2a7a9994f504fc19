import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';
import type { Tensor, Tensor4D, Variable } from '@tensorflow/tfjs';
import { randomStream, tensorflow } from 'genlabel';
import { disposeNetwork, type ImageNetwork, lenet5, logits, resnet18 } from 'genlabel/images';
import { cifar10, mnist } from './gpu-data.mjs';
import { accuracy, momentsOf, resident, Training } from './gpu-training.mjs';

type Tensorflow = typeof import('@tensorflow/tfjs');

// One part of the bench, in a process of its own: gpu-worker.mjs PART JSON. Writes a line of JSON for every result as it comes.

interface Request {
  readonly mnist: string;
  readonly cifar: string;
  /** Divides numbers of images and of steps. */
  readonly shrink: number;
  readonly width: number;
  /** Of training on CIFAR-10. */
  readonly seconds: number;
  /** Of training on CIFAR-10, if the time is not to decide. */
  readonly epochs?: number;
}

const request: Request = JSON.parse(process.argv[3]);
const { shrink, width } = request;
const now = () => performance.now() / 1000;
const say = (result: object) => process.stdout.write(`${JSON.stringify(result)}\n`);
const fewer = (count: number, least = 1) => Math.max(least, Math.round(count / shrink));
const uniform = () => {
  const stream = randomStream('order');
  return () => stream.uniform();
};

async function start(): Promise<Tensorflow> {
  const { tf, name, reason } = await tensorflow<Tensorflow>();
  say({ backend: name, reason, node: process.version });
  return tf;
}

interface Info {
  readonly adapterInfo: object;
  readonly device: { readonly limits: Record<string, number>; readonly features: Iterable<string> };
}

interface Gpu {
  requestAdapter(options: object): Promise<{ readonly info: Record<string, unknown> }>;
}

async function device(): Promise<void> {
  const tf = await start();
  const { device: gpu } = tf.backend() as unknown as Info;
  const { navigator } = globalThis as unknown as { navigator: { gpu: Gpu } };
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  const { vendor, architecture, device: model, description, isFallbackAdapter } = adapter.info;
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize } = gpu.limits;
  say({
    adapter: { vendor, architecture, device: model, description, isFallbackAdapter },
    limits: { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize },
    features: [...gpu.features],
  });
}

/** Gradients of a net's loss by all its parameters, and what it took to know them. */
async function gradientsOf(tf: Tensorflow, network: ImageNetwork, batch: number): Promise<Float32Array[]> {
  const stream = randomStream('images');
  const size = batch * network.inputShape.reduce((a, b) => a * b, 1);
  const pixels = Float32Array.from({ length: size }, () => stream.normal());
  const grads = tf.tidy(() => {
    const x = tf.tensor4d(pixels, [batch, ...network.inputShape]);
    const y = tf.oneHot(tf.tensor1d(Int32Array.from({ length: batch }, (_, i) => i % 10)), 10);
    const loss = () =>
      tf.losses.softmaxCrossEntropy(y, logits(network, x as Tensor4D, { training: true })).asScalar();
    const all = tf.variableGrads(loss, network.parameters as Variable[]).grads;
    return network.parameters.map(({ name }) => all[name]);
  });
  const values = await Promise.all(grads.map((tensor: Tensor) => tensor.data() as Promise<Float32Array>));
  tf.dispose(grads);
  return values;
}

/** |a - b| / |b|, Euclidean. */
function distance(a: Float32Array, b: Float32Array): number {
  let [difference, square] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference += (a[i] - b[i]) ** 2;
    square += b[i] ** 2;
  }
  return Math.sqrt(difference / square);
}

/** The largest relative distance of a parameter's gradients that passes: single precision, summed in other orders. */
const tolerance = 1e-3;

interface Gradients {
  readonly net: string;
  readonly batch: number;
  readonly seconds: number;
  readonly values: readonly Float32Array[];
}

async function* allGradients(tf: Tensorflow): AsyncGenerator<Gradients> {
  const wide = (w: number) => resnet18(tf, { numClasses: 10, width: w, stream: randomStream(1) });
  const nets: [string, number, () => ImageNetwork][] = [
    ['LeNet-5', fewer(128, 4), () => lenet5(tf, { numClasses: 10, stream: randomStream(1) })],
    ['ResNet-18, width 16', fewer(16, 4), () => wide(16)],
    [`ResNet-18, width ${width}`, fewer(16, 4), () => wide(width)],
  ];
  for (const [net, batch, make] of nets) {
    const network = make();
    const begin = now();
    const values = await gradientsOf(tf, network, batch);
    yield { net, batch, values, seconds: now() - begin };
    disposeNetwork(network);
  }
}

/** Compares with wasm, which a thread of its own computes on: a thread has one backend. */
async function gradients(): Promise<void> {
  const env = { ...process.env, GENLABEL_BACKEND: 'wasm' };
  const other = new Worker(fileURLToPath(import.meta.url), { argv: ['reference', process.argv[3]], env });
  const references = new Map<string, (of: Gradients) => void>();
  const reference = (net: string) => new Promise<Gradients>((resolve) => references.set(net, resolve));
  const waiting = new Map<string, Promise<Gradients>>();
  for (const net of ['LeNet-5', 'ResNet-18, width 16', `ResNet-18, width ${width}`]) {
    waiting.set(net, reference(net));
  }
  other.on('message', (of: Gradients) => references.get(of.net)?.(of));
  const tf = await start();
  for await (const { net, batch, seconds, values } of allGradients(tf)) {
    const expected = await (waiting.get(net) as Promise<Gradients>);
    const distances = values.map((found, i) => distance(found, expected.values[i]));
    const worst = distances.reduce((most, d) => (d > most || Number.isNaN(d) ? d : most), 0);
    const median = [...distances].sort((a, b) => a - b)[distances.length >> 1];
    const verdict = { worst, median, tolerance, equal: worst <= tolerance };
    say({ net, batch, parameters: distances.length, ...verdict, seconds, wasmSeconds: expected.seconds });
  }
}

async function reference(): Promise<void> {
  const { tf } = await tensorflow<Tensorflow>();
  for await (const gradients of allGradients(tf)) parentPort?.postMessage(gradients);
}

async function lenet(): Promise<void> {
  const tf = await start();
  const { train, test } = mnist(request.mnist, fewer(60_000, 16), fewer(10_000, 16));
  const moments = momentsOf(train);
  const network = lenet5(tf, { numClasses: 10, stream: randomStream(1) });
  const [on, held] = [resident(tf, train, moments), resident(tf, test, moments)];
  const batch = fewer(128, 8);
  const training = new Training(network, on, batch, uniform());
  for (let epoch = 1; epoch <= (shrink > 1 ? 1 : 3); epoch++) {
    const begin = now();
    const loss = await training.epoch(() => 0.02);
    const seconds = now() - begin;
    const share = await accuracy(network, held, 500);
    say({ net: 'LeNet-5', data: train.source, epoch, seconds, steps: training.steps, loss, accuracy: share });
  }
}

function ofResnet(tf: Tensorflow, count: number, batch: number) {
  const { train, test } = cifar10(request.cifar, count, fewer(2000, 16));
  const moments = momentsOf(train);
  const network = resnet18(tf, { numClasses: 10, width, stream: randomStream(1) });
  const training = new Training(network, resident(tf, train, moments), batch, uniform());
  return { network, training, train, held: resident(tf, test, moments) };
}

async function resnet(): Promise<void> {
  const tf = await start();
  const batch = fewer(128, 8);
  const { training } = ofResnet(tf, 4 * batch, batch);
  const seconds: number[] = [];
  for (let round = 0; round < (shrink > 1 ? 2 : 6); round++) {
    const begin = now();
    const count = round === 0 ? 1 : fewer(5);
    for (let i = 0; i < count; i++) {
      const loss = training.step(i, 0.01, true);
      if (i === count - 1) await loss.data();
      loss.dispose();
    }
    seconds.push((now() - begin) / count);
    say({ net: `ResNet-18, width ${width}`, batch, round, secondsPerStep: seconds.at(-1) });
  }
}

async function profile(): Promise<void> {
  const tf = await start();
  const batch = fewer(128, 8);
  const { train } = mnist(request.mnist, 256, 256);
  const small = lenet5(tf, { numClasses: 10, stream: randomStream(1) });
  const nets: [string, Training][] = [
    ['LeNet-5', new Training(small, resident(tf, train, momentsOf(train)), batch, uniform())],
    [`ResNet-18, width ${width}`, ofResnet(tf, 2 * batch, batch).training],
  ];
  for (const [net, training] of nets) {
    await training.step(0, 0.01).data();
    const begin = now();
    const steps = net === 'LeNet-5' ? fewer(10) : 1;
    for (let i = 0; i < steps; i++) training.step(i, 0.01).dispose();
    const queued = (now() - begin) / steps;
    await training.step(0, 0.01).data();
    const time = await tf.time(() => {
      training.step(0, 0.01).dispose();
    });
    const { kernelMs, getExtraProfileInfo } = time as unknown as {
      kernelMs: number;
      getExtraProfileInfo(): string;
    };
    const sums = new Map<string, { ms: number; calls: number }>();
    for (const one of getExtraProfileInfo().split(', ')) {
      const [name, ms] = one.split(': ');
      const { ms: before, calls } = sums.get(name) ?? { ms: 0, calls: 0 };
      sums.set(name, { ms: before + Number(ms), calls: calls + 1 });
    }
    const kernels = [...sums].sort((a, b) => b[1].ms - a[1].ms).map(([name, sum]) => ({ name, ...sum }));
    say({ net, kernelMs, queuedMs: 1000 * queued, kernels });
  }
}

/** SGD's learning rate: up to 0.1 over the first fifth of the training, then down to 0. */
const schedule = (progress: number) => 0.1 * (progress < 0.2 ? progress / 0.2 : (1 - progress) / 0.8);

async function cifar(): Promise<void> {
  const tf = await start();
  const batch = fewer(128, 8);
  const { network, training, train, held } = ofResnet(tf, fewer(10_000, 16), batch);
  const begin = now();
  // An epoch is timed by a few steps that leave the weights as they are.
  const warm = Math.min(training.steps, fewer(8)) - 1;
  await training.step(0, 0).data();
  const measured = now();
  for (let i = 0; i < warm; i++) training.step(i, 0).dispose();
  await training.step(0, 0).data();
  const perEpoch = ((now() - measured) / (warm + 1)) * training.steps;
  const left = request.seconds - (now() - begin);
  const epochs = request.epochs ?? Math.max(1, Math.min(30, Math.floor(left / (1.1 * perEpoch))));
  say({
    net: `ResNet-18, width ${width}`,
    data: train.source,
    batch,
    epochs,
    expectedSecondsPerEpoch: perEpoch,
  });
  for (let epoch = 0; epoch < epochs; epoch++) {
    const started = now();
    const rate = (step: number) => schedule((epoch + step / training.steps) / epochs);
    const loss = await training.epoch(rate, true);
    const seconds = now() - started;
    say({
      epoch: epoch + 1,
      seconds,
      steps: training.steps,
      loss,
      accuracy: await accuracy(network, held, 250),
    });
  }
}

const parts: Record<string, () => Promise<void>> = {
  ...{ device, gradients, reference, lenet, resnet, profile, cifar },
};
parts[process.argv[2]]().catch((error) => {
  say({ error: (error as Error).stack ?? String(error) });
  process.exitCode = 1;
});
