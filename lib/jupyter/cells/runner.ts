import vm from 'node:vm';
import { alive, CellContext, currentCell, Interrupted, runInCell } from './cell-context';
import type { Bundle, Outcome, RunRequest, Thrown } from './messages';
import { forgetEdited } from './modules';
import type { Outlet } from './outlet';
import { represent } from './represent';
import { thrownOf } from './thrown';

interface Active {
  readonly cell: CellContext;
  readonly request: RunRequest;
  readonly before: ReadonlyMap<string, unknown>;
}

/** Runs the code of cells, one variable scope for all, and says how each ended. */
export class Runner {
  readonly exports: Record<string, unknown> = Object.create(null);
  readonly #outlet: Outlet;
  readonly #require: NodeJS.Require;
  readonly #active = new Map<number, Active>();

  constructor(outlet: Outlet, cellRequire: NodeJS.Require, folder: string) {
    this.#outlet = outlet;
    this.#require = cellRequire;
    const meta = { dirname: folder, filename: `${folder}/notebook.ts`, url: `file://${folder}/notebook.ts` };
    Object.defineProperty(globalThis, '__tslab__', {
      value: { exports: this.exports, require: cellRequire, meta },
    });
    process.on('unhandledRejection', (reason) => this.#stray(reason, 'unhandled rejection'));
    process.on('uncaughtException', (reason) => this.#stray(reason, 'uncaught exception'));
  }

  async run(request: RunRequest): Promise<void> {
    const cell = new CellContext(request.id, request.allowStdin);
    const before = new Map(
      request.names.filter((name) => name in this.exports).map((name) => [name, this.exports[name]]),
    );
    this.#active.set(request.id, { cell, request, before });
    this.#outlet.begin(request.id);
    forgetEdited();
    try {
      const result = await runInCell(cell, () => this.#execute(request));
      this.#end(request.id, { result });
    } catch (error) {
      this.#end(request.id, { thrown: thrownOf(error) });
    }
  }

  async #execute({ code, isAsync, result }: RunRequest): Promise<Bundle | undefined> {
    if (result !== undefined) delete this.exports[result];
    const script = new vm.Script(
      `(${isAsync ? 'async ' : ''}function (exports, require, __alive) { ${code}\n})`,
    );
    const run = script.runInThisContext() as (...values: unknown[]) => unknown;
    const done = run(this.exports, this.#require, alive);
    if (isAsync) await done;
    // Rejections are told after the microtasks of the turn in which they happened.
    await new Promise((resolve) => setImmediate(resolve));
    if (result === undefined) return undefined;
    const value = this.exports[result];
    delete this.exports[result];
    return value === undefined ? undefined : await represent(value);
  }

  #end(id: number, { result, thrown }: { result?: Bundle; thrown?: Thrown }): void {
    const active = this.#active.get(id);
    if (!active) return;
    const { request, before } = active;
    const defined = request.names.filter(
      (name) =>
        name in this.exports && !(before.has(name) && Object.is(before.get(name), this.exports[name])),
    );
    this.#outlet.finish(id);
    const outcome: Outcome = { id, defined, result, thrown };
    this.#outlet.send({ type: 'done', ...outcome });
    // Last of all: what is ended from outside before is done again.
    this.#active.delete(id);
  }

  /** Ends all that runs; what it still waits for will not go on. */
  interrupt(): void {
    for (const [id, { cell }] of [...this.#active]) {
      cell.dead = true;
      this.#end(id, { thrown: thrownOf(new Interrupted()) });
    }
  }

  #stray(reason: unknown, stray: NonNullable<Thrown['stray']>): void {
    if (reason instanceof Interrupted && currentCell()?.dead) return;
    const owner = currentCell();
    if (owner?.dead) return;
    const [id, active] =
      (owner && this.#active.has(owner.id)
        ? [owner.id, this.#active.get(owner.id)]
        : [...this.#active].at(-1)) ?? [];
    if (id === undefined || !active) {
      this.#outlet.late({ type: 'late', id: this.#outlet.current, thrown: thrownOf(reason, stray) });
      return;
    }
    active.cell.dead = true;
    this.#end(id, { thrown: thrownOf(reason, stray) });
  }
}
