import { inspect, types } from 'node:util';
import { Interrupted } from './cell-context';
import type { Thrown } from './messages';

/** What was thrown, in words. */
export function thrownOf(value: unknown, stray?: Thrown['stray']): Thrown {
  const isError = value instanceof Error || types.isNativeError(value);
  return {
    isError,
    name: isError ? safely(() => String((value as Error).name)) : 'Thrown',
    message: isError ? safely(() => String((value as Error).message)) : safely(() => inspect(value)),
    text: safely(() => (isError ? inspect(value) : `Thrown: ${inspect(value)}`)),
    ...(stray ? { stray } : {}),
    ...(value instanceof Interrupted ? { interrupted: true } : {}),
  };
}

/** Getters and inspectors of what was thrown may throw themselves. */
function safely(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return `(cannot be shown: ${error instanceof Error ? error.message : 'it throws'})`;
  }
}
