import { Session } from 'node:inspector';

interface AsyncWrap {
  readonly async_hook_fields: Uint32Array;
  readonly constants: { readonly kTotals: number };
  clearAsyncIdStack(): void;
}

/** Expression that prepares the thread for the end of what it executes; the watchdog has it evaluated on top of that. */
export const preparing = 'globalThis[Symbol.for("genlabel.beforeEnd")]()';

let wrap: AsyncWrap;
let session: Session | undefined;
let hooks = 0;

/**
 * Readies this thread for executions that are ended from outside. No `finally` is executed then, not those of Node either:
 * it would still believe itself within a callback, and abort at the next one if there are asynchronous hooks.
 */
export function expectEnds(): void {
  wrap = asyncWrap();
  Object.defineProperty(globalThis, Symbol.for('genlabel.beforeEnd'), { value: beforeEnd });
  // What cells start must not inherit the flags of this process.
  process.execArgv = [];
}

/** Node has no public way; the kernel starts this process with `--expose-internals`. */
function asyncWrap(): AsyncWrap {
  const { emitWarning } = process;
  // Nobody who reads a notebook can do anything about this one.
  process.emitWarning = () => {};
  const { internalBinding } = require('internal/test/binding') as {
    internalBinding(name: string): AsyncWrap;
  };
  process.emitWarning = emitWarning;
  return internalBinding('async_wrap');
}

/** Makes Node forget in which callbacks it is, and that there are hooks: it then does not look whether it left them all. */
function beforeEnd(): void {
  wrap.clearAsyncIdStack();
  const { async_hook_fields: fields, constants } = wrap;
  hooks ||= fields[constants.kTotals];
  fields[constants.kTotals] = 0;
}

/** Undoes this when the end is over. */
export function afterEnd(): void {
  if (hooks === 0) return;
  wrap.clearAsyncIdStack();
  wrap.async_hook_fields[wrap.constants.kTotals] = hooks;
  hooks = 0;
}

/** Ends the execution of this thread up to its event loop; no `catch` is asked. */
export function endExecution(): never {
  if (!session) {
    session = new Session();
    session.connect();
  }
  setImmediate(afterEnd);
  beforeEnd();
  session.post('Runtime.terminateExecution');
  for (;;);
}
