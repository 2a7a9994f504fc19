import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { DataUnavailableError, loadOpenml } from 'genlabel';
import { type report, studyDatasets } from 'genlabel/study';
import { type Peer, startPeer } from './peer.mjs';

// What the study of Section 6.1 would cost in the style of the authors' released code: one fit per configuration and
// fold, PyTorch and SciPy on one thread, five trials. Every method is timed for some epochs on as many points, features
// and classes as each data set's training part has. `npm run bench:study -- --epochs 3 --save figures/study-cost.json`.

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const epochs = Number(option('epochs') ?? 3);

/**
 * Configurations that cross-validation tries, and how many of the methods of the study train at this cost: mixup with
 * alpha 1 and 2; without intrusion with linear and logistic labels; each density with alpha 1 and 2, on its own and
 * again for GenLabel (CV), which the authors' code trains anew.
 */
const methods = [
  { name: 'vanilla', workload: 'vanilla', configurations: 4, times: 1 },
  { name: 'mixup, alpha 1 and 2', workload: 'mixup', configurations: 4, times: 2 },
  {
    name: 'without intrusion, linear and logistic labels',
    workload: 'without_intrusion',
    configurations: 4,
    times: 2,
  },
  { name: 'AdaMixUp', workload: 'adamixup_fixed', configurations: 4, times: 1 },
  {
    name: 'GenLabel (GM), alpha 1 and 2, alone and in CV',
    workload: 'gaussian',
    configurations: 24,
    times: 4,
  },
  {
    name: 'GenLabel (KDE), alpha 1 and 2, alone and in CV',
    workload: 'kernel',
    configurations: 24,
    times: 4,
  },
];

const TRIALS = 5;
const EPOCHS = 100;
const FOLDS = 5;

/** CPU seconds of an epoch. */
async function cost(
  peer: Peer,
  workload: string,
  shape: { counts: number[]; features: number },
): Promise<number> {
  const { cpu } = await peer.ask({ workload: 'fit', method: workload, ...shape, epochs });
  return cpu / epochs;
}

const peer = await startPeer();
if (!peer) process.exit(1);
const seconds = methods.map(() => 0);
let sets = 0;
for (const id of studyDatasets) {
  try {
    const { X, y, classNames } = await loadOpenml(id);
    const counts = classNames.map((_, c) => Math.ceil(0.7 * y.filter((label) => label === c).length));
    const shape = { counts, features: X.cols };
    for (const [i, { workload, configurations, times }] of methods.entries()) {
      // Folds train on four fifths of the points each, so that five of them cost four fits to all.
      const fits = configurations * (FOLDS - 1) + 1;
      seconds[i] += (await cost(peer, workload, shape)) * EPOCHS * fits * times * TRIALS;
    }
    sets++;
  } catch (error) {
    if (!(error instanceof DataUnavailableError)) throw error;
  }
}
peer.end();
const result: report.StudyCost = {
  machine: cpus()[0]?.model ?? 'unknown',
  peer: peer.versions,
  ...{ sets, trials: TRIALS },
  methods: methods.map(({ name, configurations, times }, i) => ({
    method: name,
    fits: times * (FOLDS * configurations + 1),
    cpuHours: seconds[i] / 3600,
  })),
};
console.log(`Peer: ${peer.versions}; ${sets} data sets, ${TRIALS} trials, CPU hours:`);
for (const { method, cpuHours } of result.methods)
  console.log(`  ${cpuHours.toFixed(1).padStart(6)}  ${method}`);
const total = result.methods.reduce((sum, { cpuHours }) => sum + cpuHours, 0);
console.log(`  ${total.toFixed(1).padStart(6)}  together`);
const path = option('save');
if (path) writeFileSync(path, `${JSON.stringify(result, null, 1)}\n`);
