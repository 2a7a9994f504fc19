import { AsyncLocalStorage } from 'node:async_hooks';
import { endExecution } from './end-execution';

/** Ends what the code of a cell that was stopped still does. */
export class Interrupted extends Error {
  override name = 'Interrupted';

  constructor() {
    super('the cell was interrupted');
  }
}

/** One run of a cell: whatever it starts, however late, belongs to it. */
export class CellContext {
  /** Set when the run was stopped: it may not go on. */
  dead = false;
  #warned = false;

  constructor(
    readonly id: number,
    readonly allowStdin: boolean,
  ) {}

  /** Called wherever the code of the cell goes on after it waited. The first time it throws, so that `finally` is executed. */
  requireAlive(): void {
    if (!this.dead) return;
    if (!this.#warned) {
      this.#warned = true;
      throw new Interrupted();
    }
    endExecution();
  }
}

const storage = new AsyncLocalStorage<CellContext>();

/** The run to which what is executed now belongs. */
export const currentCell = (): CellContext | undefined => storage.getStore();

export const runInCell = <T>(cell: CellContext, work: () => T): T => storage.run(cell, work);

/** Put around every `await` of a cell: its value, if the cell may go on. */
export function alive<T>(value: T): T {
  storage.getStore()?.requireAlive();
  return value;
}
