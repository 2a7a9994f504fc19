import { compiledModule } from '../runtime/paths';
import { duration, shownRate } from '../runtime/progress-text';
import { buildIdentity } from '../runtime/queue/build-identity';
import { queueAddress } from '../runtime/queue/queue-address';
import { clearQueues, type QueueStatus, queueStatus } from '../runtime/queue/queue-status';
import { type Command, UsageError } from './command';
import { queueOption, requireQueue } from './queue-option';

/** Shows what is in a queue, or empties it. */
export const queueCommand: Command = {
  description:
    'status: what waits, runs, is done, failed or was refused, the workers, their rate and the time left, for each build. ' +
    'clear: removes the queue of this build with all that is in it, results that no collector has taken included.',
  operands: ['status|clear'],
  options: { ...queueOption, all: { help: 'clear: the queues of all builds' } },
  async run(values) {
    const [action] = values.operands;
    const queue = requireQueue(values);
    const { shown } = queueAddress(queue);
    const own = buildIdentity(compiledModule('study/experiments')).queue;
    if (action === 'status') {
      const statuses = await queueStatus(queue);
      if (statuses.length === 0) console.log(`No queue at ${shown}.`);
      for (const status of statuses) console.log(statusText(status, status.build === own));
      return 0;
    }
    if (action === 'clear') {
      const cleared = await clearQueues(queue, values.has('all') ? undefined : own);
      console.log(
        cleared.length === 0 ? `Nothing to clear at ${shown}.` : `Cleared at ${shown}: ${cleared.join(', ')}`,
      );
      return 0;
    }
    throw new UsageError(`queue: got ${action}, expected status or clear`);
  },
};

/** The lines of one queue. */
export function statusText(status: QueueStatus, own: boolean): string {
  const { build, waiting, active, done, failed, refused, workers, rate, left, progress, reasons } = status;
  const counts = { waiting, active, done, failed, refused };
  const rateText = rate === undefined ? [] : [shownRate(rate), `${duration(left ?? 0)} left`];
  return [
    `${build}${own ? ' (this build)' : ''}`,
    `  ${[...Object.entries(counts).map(([name, count]) => `${count} ${name}`), ...rateText].join(', ')}`,
    `  ${workers.length} ${workers.length === 1 ? 'worker' : 'workers'}${workers.map((name) => ` ${name}`).join('')}`,
    ...progress.map(({ job, percent }) => `  ${job} ${percent} %`),
    ...reasons.map((reason) => `  ${reason}`),
  ].join('\n');
}
