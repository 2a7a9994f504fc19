import { spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// Training on a graphics card by WebGPU beside PyTorch on the same card: `npm run bench:gpu -- --minutes 5 --out gpu.json`.
// Every part runs in a process of its own, within a limit of time, and its results are written as they come. GENLABEL_DATA
// names the folder of MNIST and CIFAR-10 (noise stands in for what is not there), GENLABEL_PYTHON a Python with torch.

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'gpu.json' },
    /** Of the whole run. */
    minutes: { type: 'string', default: '7' },
    data: { type: 'string', default: process.env.GENLABEL_DATA ?? 'data' },
    /** Divides numbers of images and of steps, to try the command on a software Vulkan. */
    shrink: { type: 'string', default: '1' },
    width: { type: 'string', default: '64' },
    /** Of training on CIFAR-10; as many as the time allows unless given. */
    epochs: { type: 'string' },
    only: { type: 'string', default: '' },
    /** Multiplies the limits of time of the parts. */
    patience: { type: 'string', default: '1' },
  },
});

const start = performance.now();
const elapsed = () => (performance.now() - start) / 1000;
const total = 60 * Number(options.minutes);
const python = process.env.GENLABEL_PYTHON;

interface Part {
  readonly name: string;
  /** Kind of process. */
  readonly on: 'webgpu' | 'torch';
  /** Seconds after which it is ended. */
  readonly limit: number;
}

// What matters most comes first; training takes what is left.
const parts: Part[] = [
  { name: 'device', on: 'webgpu', limit: 40 },
  { name: 'gradients', on: 'webgpu', limit: 90 },
  { name: 'lenet', on: 'webgpu', limit: 60 },
  { name: 'lenet', on: 'torch', limit: 60 },
  { name: 'resnet', on: 'webgpu', limit: 50 },
  { name: 'resnet', on: 'torch', limit: 50 },
  { name: 'profile', on: 'webgpu', limit: 40 },
  { name: 'cifar', on: 'webgpu', limit: Number.POSITIVE_INFINITY },
  { name: 'cifar', on: 'torch', limit: 60 },
];

type Result = Record<string, unknown>;

const report = {
  machine: { platform: `${platform()} ${arch()}, ${release()}`, cpu: cpus()[0]?.model, cores: cpus().length },
  node: process.version,
  options,
  parts: [] as {
    name: string;
    on: string;
    seconds: number;
    end: string;
    results: Result[];
    errors: string;
  }[],
};

/** Replaces the file in one step: a run that is cut off leaves the last whole one. */
function write(): void {
  writeFileSync(`${options.out}.part`, `${JSON.stringify(report, null, 1)}\n`);
  renameSync(`${options.out}.part`, options.out);
}

function command({ name, on }: Part, seconds: number): [string, string[]] {
  const epochs = options.epochs ? Number(options.epochs) : on === 'torch' ? trainedEpochs() : undefined;
  const request = JSON.stringify({
    ...{ mnist: join(options.data, 'mnist'), cifar: join(options.data, 'cifar10') },
    ...{ shrink: Number(options.shrink), width: Number(options.width), seconds, epochs },
  });
  if (on === 'torch')
    return [python as string, [fileURLToPath(new URL('../gpu_peer.py', import.meta.url)), name, request]];
  return [process.execPath, [fileURLToPath(new URL('./gpu-worker.mjs', import.meta.url)), name, request]];
}

/** As many as on WebGPU, so that the accuracies can be compared. */
function trainedEpochs(): number | undefined {
  const results = report.parts.find(({ name, on }) => name === 'cifar' && on === 'webgpu')?.results ?? [];
  return results.find(({ epochs }) => epochs !== undefined)?.epochs as number | undefined;
}

async function run(part: Part): Promise<void> {
  const reserve = part.name === 'cifar' && part.on === 'webgpu' && python ? 30 : 2;
  const limit = Math.min(part.limit * Number(options.patience), total - elapsed() - reserve);
  if (limit < 5) return console.log(`${part.name} on ${part.on}: left out, no time is left`);
  const begin = elapsed();
  const entry = {
    name: part.name,
    on: part.on,
    seconds: 0,
    end: 'running',
    results: [] as Result[],
    errors: '',
  };
  report.parts.push(entry);
  const [file, argv] = command(part, limit - 8);
  const env = { ...process.env, GENLABEL_BACKEND: part.on, PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(file, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * limit);
  child.stderr.on('data', (text) => {
    entry.errors = `${entry.errors}${text}`.slice(-4000);
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(signal ? `ended after ${limit.toFixed(0)} s` : `status ${code}`),
    );
  });
  for await (const line of createInterface({ input: child.stdout })) {
    try {
      entry.results.push(JSON.parse(line));
    } catch {
      entry.results.push({ text: line });
    }
    console.log(`${part.name} on ${part.on}: ${line.length > 700 ? `${line.slice(0, 700)} ...` : line}`);
    entry.seconds = elapsed() - begin;
    write();
  }
  entry.end = await ended;
  clearTimeout(timer);
  entry.seconds = elapsed() - begin;
  if (entry.end !== 'status 0')
    console.log(`${part.name} on ${part.on}: ${entry.end}: ${entry.errors.slice(-1500)}`);
  write();
}

write();
for (const part of parts.filter(
  ({ name }) => options.only === '' || options.only.split(',').includes(name),
)) {
  if (part.on === 'torch' && !python) {
    console.log(`${part.name} on torch: left out, GENLABEL_PYTHON does not name a Python with torch`);
    continue;
  }
  await run(part);
}
console.log(`${elapsed().toFixed(0)} s; results in ${options.out}`);
