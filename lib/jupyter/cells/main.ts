import { expectedModule } from '../language/package-name';
import { Comms } from './comms';
import { afterEnd, expectEnds } from './end-execution';
import { installGlobals } from './globals';
import type { ToCells } from './messages';
import { cellRequire } from './modules';
import { Outlet } from './outlet';
import { Reader } from './reader';
import { Runner } from './runner';
import { guardTimers } from './timers';
import { startWatchdog } from './watchdog';

/** How long after an interrupt an exit by it is refused. */
const recentMilliseconds = 3000;
/** Exit status by which programs say that the user interrupted them. */
const interruptedStatus = 130;

/** The process that runs the cells of one kernel; the kernel itself holds the sockets and the compiler. */
function main(): void {
  // A cell may be many frames of the library away from the place that throws.
  Error.stackTraceLimit = 50;
  const folder = process.cwd();
  const outlet = new Outlet();
  const answer = startWatchdog();
  expectEnds();
  guardTimers();
  const comms = new Comms(outlet);
  const requireInCells = cellRequire(folder);
  installGlobals(outlet, comms, requireInCells);
  new Reader(outlet, answer).install();
  const runner = new Runner(outlet, requireInCells, folder);
  surviveInterrupts();
  outlet.capture(process.stdout, 'stdout');
  outlet.capture(process.stderr, 'stderr');
  process.on('exit', () => outlet.finishAll());
  process.on('message', (message: ToCells) => {
    if (message.type === 'run') void runner.run(message);
    else if (message.type === 'warm') loadAhead(requireInCells);
    else if (message.type === 'comm') comms.take(message.message, message.content, message.buffers);
    else if (message.type === 'interrupt') {
      if (message.emit) process.emit('SIGINT');
      afterEnd();
      runner.interrupt();
      outlet.send({ type: 'interrupted', token: message.token });
    }
  });
  outlet.send({ type: 'ready' });
}

/** Where it is not found, or fails, the cell that imports it says so. */
function loadAhead(load: NodeJS.Require): void {
  try {
    load(expectedModule);
  } catch {
    // Not for this cell, which is none.
  }
}

/** An interrupt is meant for a cell: neither the signal nor a library that knows only programs may end the process. */
function surviveInterrupts(): void {
  let last = Number.NEGATIVE_INFINITY;
  process.on('SIGINT', () => {
    last = performance.now();
  });
  const exit = process.exit.bind(process);
  process.exit = ((code?: number) => {
    const recent = performance.now() - last < recentMilliseconds;
    if (recent && code === interruptedStatus) return undefined;
    return exit(code);
  }) as typeof process.exit;
}

main();
