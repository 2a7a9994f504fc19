import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import { currentCell } from './cell-context';

type Callback = (...values: unknown[]) => void;
type Start = (callback: Callback, ...rest: unknown[]) => NodeJS.Timeout;

/** Timers of a cell that was stopped no longer fire. */
export function guardTimers(): void {
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const original = timers[name] as unknown as Start;
    const guarded = (callback: Callback, ...rest: unknown[]): NodeJS.Timeout => {
      const cell = currentCell();
      if (!cell || typeof callback !== 'function') return original(callback, ...rest);
      const timer = original(
        (...values: unknown[]) => {
          if (cell.dead) clearInterval(timer);
          else callback(...values);
        },
        ...rest,
      );
      return timer;
    };
    const promised = promises[name as 'setTimeout' | 'setImmediate'];
    Object.defineProperty(guarded, promisify.custom, { value: promised });
    Object.defineProperty(guarded, 'name', { value: name });
    Object.assign(timers, { [name]: guarded });
    Object.assign(globalThis, { [name]: guarded });
  }
  for (const name of ['setTimeout', 'setImmediate'] as const) {
    const original = promises[name] as (...rest: unknown[]) => Promise<unknown>;
    const guarded = (...rest: unknown[]): Promise<unknown> => {
      const cell = currentCell();
      const done = original(...rest);
      return cell ? done.then((value) => (cell.dead ? new Promise(() => {}) : value)) : done;
    };
    Object.assign(promises, { [name]: guarded });
  }
  syncBuiltinESMExports();
}
