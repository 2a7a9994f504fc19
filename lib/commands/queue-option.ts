import { queueAddress, queueVariable } from '../runtime/queue/queue-address';
import { UsageError, type Values } from './command';

/** The option of every command that needs a queue. */
export const queueOption = {
  queue: {
    value: 'url',
    help: 'redis://[user:password@]host[:port], or rediss:// for TLS; default GENLABEL_QUEUE, which keeps a password out of the list of processes',
  },
};

/**
 * URL of the queue that the user means.
 *
 * @throws UsageError if there is none
 * @throws QueueError if it is none of Redis
 */
export function requireQueue(values: Values): string {
  const url = values.text('queue') ?? queueVariable();
  if (!url) throw new UsageError('no queue: give --queue redis://host, or set GENLABEL_QUEUE');
  queueAddress(url);
  return url;
}

/** The list of processes shows a command with its arguments to every user of the machine: without user and password. */
export function hideCredentials(argv: readonly string[]): void {
  const shown = argv.map((argument) => argument.replace(/(rediss?:\/\/).*@/s, '$1'));
  if (shown.some((argument, i) => argument !== argv[i])) process.title = ['genlabel', ...shown].join(' ');
}
