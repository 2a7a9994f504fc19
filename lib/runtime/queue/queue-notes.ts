import type { Job } from 'bullmq';
import type { OpenQueue } from './open-queue';
import { QueueError } from './queue-address';

/** Silence of the server that is worth a word. */
const silentAfterMs = 2_000;

/** Why a job was put back by a worker, as the job's progress. */
export interface PutBack {
  readonly refused: string;
  readonly worker: string;
}

/** Whether a job's progress tells that a worker refused it. */
export function isPutBack(progress: unknown): progress is PutBack {
  return typeof progress === 'object' && progress !== null && 'refused' in progress && 'worker' in progress;
}

/** What others wrote into the queue, without the control characters that would rule a terminal. */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** What is worth telling about a queue: that it is silent, that nobody works on it, that its jobs are refused. */
export class QueueNotes {
  private note = '';
  private readonly aborted: Promise<never>;

  constructor(
    private readonly open: OpenQueue,
    private readonly shown: string,
    readonly signal: AbortSignal,
    private readonly onNote: (note: string) => void = () => {},
  ) {
    this.aborted = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      if (signal.aborted) reject(signal.reason);
    });
    this.aborted.catch(() => {});
  }

  /**
   * Waits for a promise that the server must answer: tells if it is silent, ends on abort.
   *
   * @throws QueueError if the server takes no connection any more, as after a change of the password
   */
  async during<T>(promise: Promise<T>): Promise<T> {
    const since = Date.now();
    let refuse: (error: QueueError) => void;
    const refused = new Promise<never>((_, reject) => {
      refuse = reject;
    });
    const timer = setInterval(() => {
      const obstacle = this.open.obstacle();
      if (obstacle) refuse(new QueueError(`the queue at ${this.shown} failed: ${obstacle}`));
      const seconds = Math.round((Date.now() - since) / 1000);
      this.tell(`no answer from ${this.shown} for ${seconds} s`);
    }, silentAfterMs);
    try {
      return await Promise.race([promise, this.aborted, refused]);
    } finally {
      clearInterval(timer);
      promise.catch(() => {});
    }
  }

  /** Looks at workers and refusals. */
  async look(): Promise<void> {
    const { queue } = this.open;
    const workers = await this.during(queue.getWorkersCount().catch(() => undefined));
    const [delayed, count] = await this.during(
      Promise.all([queue.getJobs(['delayed'], 0, 20).catch(() => []), queue.getDelayedCount()]),
    );
    const putBack = delayed.map((job: Job | undefined) => job?.progress).find(isPutBack);
    const refused = plainText(
      `${count} refused (${String(putBack?.refused).slice(0, 200)}; ${String(putBack?.worker).slice(0, 100)})`,
    );
    const parts = [workers === 0 ? `no worker of this build at ${this.shown}` : '', putBack ? refused : ''];
    this.tell(parts.filter((part) => part !== '').join('; '));
  }

  private tell(note: string): void {
    if (note === this.note) return;
    this.note = note;
    this.onNote(note);
  }
}
