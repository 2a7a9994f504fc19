import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// How long our kernel and ipykernel take until they answer, and for cells, through the same client and in turns.
// `GENLABEL_PYTHON=… npm run bench:kernel -- --rounds 5`; that Python needs jupyter_client, ipykernel and psutil.

// `--settle`: seconds from the first answer of a kernel to the first cell; a reader takes at least 2 to press Shift-Enter, and a
// busy machine needs more until the kernel has read ahead.

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const rounds = option('rounds', 5);
const settle = option('settle', 2);

type Sample = Record<string, number> & { readonly kernel: string };

const steps = [
  { name: 'ready', aim: 0.8 },
  { name: 'first', aim: undefined },
  { name: 'import', aim: 0.4 },
  { name: 'later', aim: 0.05 },
];

function samples(python: string): Sample[] {
  const data = mkdtempSync(join(tmpdir(), 'genlabel-bench-'));
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  try {
    const env = { ...process.env, JUPYTER_DATA_DIR: data };
    const command = join(root, 'lib', 'genlabel.cjs');
    spawnSync(process.execPath, [command, 'kernel-install'], { env, stdio: 'ignore' });
    const { stdout, status } = spawnSync(
      python,
      [
        fileURLToPath(new URL('../kernel_peer.py', import.meta.url)),
        String(rounds),
        String(settle),
        "genlabel=import { matrix } from 'genlabel'; matrix([[1]])=const later = NUMBER; later + 1",
        'python3=import decimal, asyncio, sqlite3=later = NUMBER; later + 1',
      ],
      { env, cwd: join(root, 'notebooks'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (status !== 0) throw new Error(`${python} ended with status ${status}`);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Sample);
  } finally {
    rmSync(data, { recursive: true });
  }
}

/** Quartiles in milliseconds. */
function quartiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, middle, high] = [0.25, 0.5, 0.75].map(
    (share) => sorted[Math.round(share * (sorted.length - 1))],
  );
  return `${(1000 * middle).toFixed(0)} (${(1000 * low).toFixed(0)} to ${(1000 * high).toFixed(0)})`;
}

const python = process.env.GENLABEL_PYTHON;
if (!python) throw new Error('GENLABEL_PYTHON names no Python with jupyter_client, ipykernel and psutil');
const before = loadavg()[0];
const taken = samples(python);
console.log(
  `${rounds} rounds, first cell after ${settle} s, load ${before.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after`,
);
console.log('milliseconds: median (quartiles), wall time and CPU time\n');
console.log('kernel     step     wall                     CPU                      aim');
for (const kernel of ['genlabel', 'python3']) {
  const own = taken.filter((sample) => sample.kernel === kernel);
  for (const { name, aim } of steps) {
    const wall = quartiles(own.map((sample) => sample[name]));
    const cpu = quartiles(own.map((sample) => sample[`${name}_cpu`]));
    const wanted = kernel === 'genlabel' && aim !== undefined ? String(1000 * aim) : '';
    console.log(`${kernel.padEnd(10)} ${name.padEnd(8)} ${wall.padEnd(24)} ${cpu.padEnd(24)} ${wanted}`);
  }
}
