/** An error that no cell caught: a promise rejected without a handler, or an exception in a callback. */
export interface StrayError {
  readonly reason: unknown;
  readonly origin: 'unhandled rejection' | 'uncaught exception';
}

/**
 * Watches for errors that nobody caught.
 *
 * Node itself would end the process. Here, the running cell fails; where none is running, `onLate` gets the error.
 */
export class StrayErrors {
  #running: ((stray: StrayError) => void) | undefined;

  constructor(onLate: (stray: StrayError) => void) {
    const report = (stray: StrayError): void => {
      if (this.#running) this.#running(stray);
      else onLate(stray);
    };
    process.on('unhandledRejection', (reason) => report({ reason, origin: 'unhandled rejection' }));
    process.on('uncaughtException', (reason) => report({ reason, origin: 'uncaught exception' }));
  }

  /** The first stray error while `work` runs, or undefined; comes as soon as it happens. */
  async during(work: Promise<unknown>): Promise<StrayError | undefined> {
    const stray = new Promise<StrayError>((resolve) => {
      this.#running = resolve;
    });
    // Node reports a rejection after the microtasks of the turn in which it happened.
    const done = work.then(() => new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))));
    try {
      return await Promise.race([stray, done]);
    } finally {
      this.#running = undefined;
    }
  }
}
