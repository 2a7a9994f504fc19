import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomStream, readTable, trainClassifier } from 'genlabel';
import { startPeer } from './peer.mjs';

// `genlabel train` beside scikit-learn on the same files: as many splits and folds, logistic regression. CPU seconds of one
// thread without start-up and reading of the file, and the wall time of the whole command in all threads; both ways run one
// after the other, round by round. `npm run bench:train -- --rows 20000 --rounds 3`: the largest file (default 5000; there
// are 20000 and 100000 as well). GENLABEL_PYTHON names a Python with scikit-learn.

const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const rounds = option('rounds', 5);
const largest = option('rows', 5000);

/** Rows, columns, classes, and how far the means of neighbouring classes are apart in every column. */
const sizes = [
  { rows: 2000, columns: 10, numClasses: 3, apart: 1 },
  { rows: 5000, columns: 10, numClasses: 3, apart: 1 },
  { rows: 20_000, columns: 10, numClasses: 3, apart: 1 },
  { rows: 100_000, columns: 10, numClasses: 3, apart: 1 },
  { rows: 100, columns: 2000, numClasses: 2, apart: 0.1 },
].filter(({ rows }) => rows <= largest);
const protocol = { splits: 10, folds: 6 };

function writeTable(file: string, { rows, columns, numClasses, apart }: (typeof sizes)[number]): void {
  const stream = randomStream('bench').split('table');
  const names = Array.from({ length: columns }, (_, j) => `x${j}`);
  const lines = Array.from({ length: rows }, (_, i) => {
    const label = i % numClasses;
    return [...names.map(() => (stream.normal() + apart * label).toPrecision(6)), label].join(',');
  });
  writeFileSync(file, `${[...names, 'class'].join(',')}\n${lines.join('\n')}\n`);
}

interface Sample {
  readonly cpu: number;
  /** Seconds of the whole command. */
  readonly wall: number;
  readonly peer: number;
  /** Mean test accuracies, in percent: ours of vanilla training and GenLabel, the peer's. */
  readonly accuracies: readonly number[];
}

const command = fileURLToPath(new URL('../../../lib/genlabel.cjs', import.meta.url));

function wallSeconds(file: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [command, 'train', file, '--target', 'class', '--out', '/dev/null'],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (status !== 0) throw new Error(`genlabel train ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

async function sampleOf(file: string): Promise<Sample> {
  const answer = await peer?.ask({ file, ...protocol });
  const data = await readTable(file, { target: 'class' });
  const start = process.cpuUsage();
  const { accuracies } = await trainClassifier(data, protocol);
  const { user, system } = process.cpuUsage(start);
  const shares = [accuracies.vanilla.mean, accuracies.genLabel.mean, answer?.sink ?? Number.NaN];
  return {
    cpu: (user + system) / 1e6,
    wall: wallSeconds(file),
    peer: answer?.cpu ?? Number.NaN,
    accuracies: shares.map((share) => 100 * share),
  };
}

/** Median and quartiles, these outwards where they lie between two values. */
function quartiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const at = [0.5, 0.25, 0.75].map((share) =>
    share > 0.5 ? Math.ceil(share * last) : Math.floor(share * last),
  );
  const [median, low, high] = at.map((place) => sorted[place].toPrecision(3));
  return `${median} (${low}-${high})`;
}

const peer = await startPeer('train_peer.py', 'scikit-learn and numpy');
if (peer) console.log(`Peer: ${peer.versions}.`);
console.log(
  `Node ${process.version}, ${availableParallelism()} threads, ${rounds} rounds; medians (quartiles), accuracies in percent.`,
);
console.log(
  '| rows x columns, classes | CPU s | scikit-learn | ratio | wall s of the command | vanilla, GenLabel, scikit-learn |',
);
console.log('|---|---|---|---|---|---|');
const folder = mkdtempSync(join(tmpdir(), 'genlabel-bench-'));
try {
  for (const size of sizes) {
    const file = join(folder, `${size.rows}.csv`);
    writeTable(file, size);
    const samples: Sample[] = [];
    for (let round = 0; round < rounds; round++) samples.push(await sampleOf(file));
    const cells = [
      `${size.rows} x ${size.columns}, ${size.numClasses}`,
      quartiles(samples.map(({ cpu }) => cpu)),
      ...(peer
        ? [quartiles(samples.map((s) => s.peer)), quartiles(samples.map((s) => s.cpu / s.peer))]
        : ['', '']),
      quartiles(samples.map(({ wall }) => wall)),
      samples[0].accuracies.map((value) => value.toFixed(2)).join(', '),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
  peer?.end();
}
