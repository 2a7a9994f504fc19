import type { Progress } from './collect';
import { progressFor } from './progress';

/**
 * Progress of `trainClassifier` (as its `onProgress`) where the program runs: in the output of the notebook's cell, or on
 * standard error.
 */
export function fitProgress(
  name: string,
): (progress: { readonly done: number; readonly total: number }) => void {
  const show = progressFor(name, ({ total }) => `${name}: ${total} models chosen by cross-validation`);
  return ({ done, total }) => {
    const none = { stored: 0, verified: 0, differing: 0, missing: 0 };
    const progress: Progress = { profile: 'quick', done, total, ...none, state: 'running' };
    show(progress);
    if (done === total) show({ ...progress, state: 'finished' });
  };
}
