import type { FitProgress } from '../train/own-data/classifier-options';
import type { Progress } from './collect';
import { progressFor } from './progress';
import { shareLine } from './progress-text';

/**
 * Progress of `trainClassifier` (as its `onProgress`) where the program runs: in the output of the notebook's cell, or on
 * standard error. The time left is told by what the fits cost, not by their number.
 */
export function fitProgress(name: string): (progress: FitProgress) => void {
  let fits = 0;
  const show = progressFor(name, () => `${name}: ${fits} models chosen by cross-validation`, shareLine);
  return (told) => {
    fits = told.fits;
    const none = { stored: 0, verified: 0, differing: 0, missing: 0 };
    const progress: Progress = {
      profile: 'quick',
      done: told.done,
      total: told.total,
      ...none,
      state: 'running',
    };
    show(progress);
    if (told.done === told.total) show({ ...progress, state: 'finished' });
  };
}
