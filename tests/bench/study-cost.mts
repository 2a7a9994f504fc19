import { DataUnavailableError, loadOpenml, studyDatasets } from 'genlabel';
import { type Peer, startPeer } from './peer.mjs';

// What the study of Section 6.1 would cost in the style of the authors' released code: one fit per configuration and
// fold, PyTorch and SciPy on one thread, five trials. Every method is timed for some epochs on as many points, features
// and classes as each data set's training part has. `npm run bench:study -- --epochs 3`.

const at = process.argv.indexOf('--epochs');
const epochs = at < 0 ? 3 : Number(process.argv[at + 1]);

/**
 * Configurations that cross-validation tries, and how many of the methods of the study train at this cost: mixup with
 * alpha 1 and 2; without intrusion with linear and logistic labels; each density with alpha 1 and 2, on its own and
 * again for GenLabel (CV), which the authors' code trains anew.
 */
const methods = [
  { method: 'vanilla', configurations: 4, times: 1 },
  { method: 'mixup', configurations: 4, times: 2 },
  { method: 'without_intrusion', configurations: 4, times: 2 },
  { method: 'adamixup', configurations: 4, times: 1 },
  { method: 'gaussian', configurations: 24, times: 4 },
  { method: 'kernel', configurations: 24, times: 4 },
];

const TRIALS = 5;
const EPOCHS = 100;
/** Fits to four fifths of the training part in five folds, in fits to all of it. */
const FOLDS = 4;

async function cost(
  peer: Peer,
  method: string,
  shape: { counts: number[]; features: number },
): Promise<number> {
  const { cpu } = await peer.ask({ workload: 'fit', method, ...shape, epochs });
  return cpu / epochs;
}

const peer = await startPeer();
if (!peer) process.exit(1);
console.log(`Peer: ${peer.versions}`);
const seconds = methods.map(() => 0);
let sets = 0;
for (const id of studyDatasets) {
  try {
    const { X, y, classNames } = await loadOpenml(id);
    const counts = classNames.map((_, c) => Math.ceil(0.7 * y.filter((label) => label === c).length));
    const shape = { counts, features: X.cols };
    for (const [i, { method, configurations }] of methods.entries()) {
      const fits = configurations * FOLDS + 1;
      seconds[i] += (await cost(peer, method, shape)) * EPOCHS * fits * TRIALS;
    }
    sets++;
  } catch (error) {
    if (!(error instanceof DataUnavailableError)) throw error;
  }
}
peer.end();
console.log('\n| method | fits a trial | trained | CPU hours |\n|---|---|---|---|');
let total = 0;
methods.forEach(({ method, configurations, times }, i) => {
  const hours = (seconds[i] * times) / 3600;
  total += hours;
  console.log(`| ${method} | ${5 * configurations + 1} | ${times} x | ${hours.toFixed(1)} |`);
});
console.log(`\n${sets} data sets, ${TRIALS} trials: ${total.toFixed(1)} CPU hours.`);
