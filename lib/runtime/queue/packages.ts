import { optionalPackage } from '../../data/optional-package';

/** BullMQ, loaded when a queue is used. @throws MissingPackageError naming what to install */
export function bullmq(): typeof import('bullmq') {
  const { Redis } = ioredis();
  if (!Redis) throw new Error('ioredis exports no Redis');
  const load = () => require('bullmq') as typeof import('bullmq');
  return optionalPackage('bullmq', 'shares jobs between machines', load);
}

/** The client of Redis, which BullMQ loads itself. @throws MissingPackageError naming what to install */
export function ioredis(): typeof import('ioredis') {
  const load = () => require('ioredis') as typeof import('ioredis');
  return optionalPackage('ioredis', 'speaks to the queue', load);
}
