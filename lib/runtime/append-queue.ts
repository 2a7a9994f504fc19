import { setTimeout as pause } from 'node:timers/promises';
import { notGiven, waitingFor } from './lock';
import type { ExperimentRecord } from './record';
import type { RecordStore } from './store';

const retryMs = 10;
const silentMs = 5_000;
/** How long records wait for a lock that another process holds, and how long where the run was stopped. */
const patienceMs = 120_000;
const stoppedPatienceMs = 5_000;

/**
 * Appends records to a store in their order. While another process holds the store's lock they wait here, and the program goes
 * on: signals are served, jobs run.
 */
export class AppendQueue {
  private readonly waiting: ExperimentRecord[] = [];
  private draining: Promise<void> | undefined;
  private patience = patienceMs;
  private failure: unknown;

  constructor(private readonly store: RecordStore) {}

  /** Appends at once where the lock is free. @throws StoreError as `RecordStore.append`, now or at the next call */
  append(record: ExperimentRecord): void {
    if (this.failure) throw this.failure;
    if (this.waiting.length === 0 && this.store.tryAppend(record)) return;
    this.waiting.push(record);
    this.draining ??= this.drain().catch((error) => {
      this.failure = error;
    });
  }

  /**
   * Waits until all are in the store.
   *
   * @param patient whether to wait for two minutes, or for a few seconds: a run that was stopped is to end
   * @throws LockError if the lock is not given free, naming its file
   */
  async drained(patient: boolean): Promise<void> {
    if (!patient) this.patience = stoppedPatienceMs;
    await this.draining;
    if (this.failure) throw this.failure;
  }

  private async drain(): Promise<void> {
    let since = performance.now();
    let told = false;
    while (this.waiting.length > 0) {
      if (this.store.tryAppend(this.waiting[0])) {
        this.waiting.shift();
        since = performance.now();
        continue;
      }
      const waited = performance.now() - since;
      if (waited > this.patience) throw notGiven(this.store.lock);
      if (waited > silentMs && !told) {
        told = true;
        process.emitWarning(waitingFor(this.store.lock));
      }
      await pause(retryMs);
    }
    this.draining = undefined;
  }
}
