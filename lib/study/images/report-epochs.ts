import type { JobProgress } from '../../runtime/experiment';
import { duration } from '../../runtime/progress-text';
import type { ImageProgress } from '../../train/images/training-options';

/** Time between two lines: trainings of a minute stay silent. */
const interval = 60_000;

/** Tells after every epoch how far a training is; says it on standard error once a minute, with how long it will take. */
export function reportEpochs(name: string, onProgress?: JobProgress): (progress: ImageProgress) => void {
  let last = Date.now();
  return ({ epoch, epochs, loss, secondsLeft }) => {
    onProgress?.(epoch / epochs);
    if (Date.now() - last < interval) return;
    last = Date.now();
    process.stderr.write(
      `${name}: epoch ${epoch}/${epochs}, loss ${loss.toFixed(4)}, ${duration(secondsLeft)} left\n`,
    );
  };
}
