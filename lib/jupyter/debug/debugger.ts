import type { CellRunner } from '../cell-runner';
import type { Content } from '../wire';
import { Breakpoints } from './breakpoints';
import { fileNaming, numberOf, pathOf } from './cell-files';
import { DebugValues, type RemoteObject } from './debug-values';

interface Scope {
  readonly type: string;
  readonly object: RemoteObject;
}

interface Frame {
  readonly callFrameId: string;
  readonly functionName: string;
  readonly location: {
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly scopeChain: readonly Scope[];
}

type Command = (args: Content) => Promise<Content> | Content;

const threadId = 1;
const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsEvaluateForHovers: true,
  supportsStepBack: false,
  supportsSetVariable: false,
};

/**
 * The debug adapter protocol of Jupyter on V8's inspector.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request
 */
export class Debugger {
  readonly #runner: CellRunner;
  readonly #publish: (event: Content) => void;
  readonly #values: DebugValues;
  readonly #breakpoints: Breakpoints;
  readonly #commands: ReadonlyMap<string, Command>;
  /** Number of the cell of each script. */
  readonly #scripts = new Map<string, number>();
  #frames: readonly Frame[] = [];
  #started = false;
  #sequence = 0;

  /** @param publish sends the content of a `debug_event` */
  constructor(runner: CellRunner, publish: (event: Content) => void) {
    this.#runner = runner;
    this.#publish = publish;
    const call = (method: string, params?: Content) => runner.process.inspector(method, params);
    this.#values = new DebugValues(call);
    this.#breakpoints = new Breakpoints(call, runner.language.maps);
    runner.beforeRun = async (cell) => {
      if (this.#started) await this.#breakpoints.apply(cell);
    };
    this.#commands = new Map<string, Command>([
      ['debugInfo', () => this.#info()],
      ['initialize', () => capabilities], // cspell:disable-line
      ['attach', () => this.#attach()],
      ['configurationDone', () => ({})],
      ['disconnect', () => this.#disconnect()],
      ['terminate', () => this.#disconnect()],
      ['dumpCell', ({ code }) => ({ sourcePath: pathOf(String(code)) })],
      ['setBreakpoints', (args) => this.#setBreakpoints(args)],
      ['setExceptionBreakpoints', ({ filters }) => this.#pauseOnExceptions(filters)],
      ['source', ({ source }) => this.#source((source as { path?: unknown } | undefined)?.path)],
      ['threads', () => ({ threads: [{ id: threadId, name: 'cells' }] })],
      ['stackTrace', () => this.#stackTrace()],
      ['scopes', ({ frameId }) => this.#scopes(Number(frameId))],
      [
        'variables',
        async ({ variablesReference: reference }) => ({
          variables: await this.#values.variables(Number(reference)),
        }),
      ],
      ['inspectVariables', async () => ({ variables: await this.#all() })],
      ['richInspectVariables', (args) => this.#rich(args)],
      ['evaluate', (args) => this.#evaluate(args)],
      ['continue', () => this.#go('Debugger.resume', { allThreadsContinued: true })],
      ['next', () => this.#go('Debugger.stepOver')],
      ['stepIn', () => this.#go('Debugger.stepInto')],
      ['stepOut', () => this.#go('Debugger.stepOut')],
      ['pause', () => this.#go('Debugger.pause')],
    ]);
  }

  /** Content of the reply to a `debug_request`. */
  async answer({ seq, command, arguments: given }: Content): Promise<Content> {
    const reply = { type: 'response', request_seq: seq, seq: ++this.#sequence, command };
    const run = this.#commands.get(String(command));
    if (!run)
      return {
        ...reply,
        success: false,
        message: `got ${String(command)}, which this debugger does not know`,
      };
    try {
      const body = await run((given ?? {}) as Content);
      if (command === 'attach') this.#event('initialized'); // cspell:disable-line
      return { ...reply, success: true, body };
    } catch (error) {
      return { ...reply, success: false, message: (error as Error).message };
    }
  }

  /** Lets go of cells that are stopped, to end them. */
  async release(): Promise<void> {
    if (this.#frames.length === 0) return;
    await this.#runner.process.inspector('Debugger.resume', { terminateOnResume: true }).catch(() => {});
  }

  /** Takes what V8's inspector says. */
  onEvent(method: string, params: Content): void {
    if (method === 'Debugger.scriptParsed') {
      const number = numberOf(String(params.url));
      if (number !== undefined) this.#scripts.set(String(params.scriptId), number);
    } else if (method === 'Debugger.paused') this.#onPaused(params);
    else if (method === 'Debugger.resumed') {
      const wasStopped = this.#frames.length > 0;
      this.#frames = [];
      this.#values.clear();
      if (wasStopped) this.#event('continued', { threadId, allThreadsContinued: true });
    }
  }

  #onPaused(params: Content): void {
    const all = params.callFrames as Frame[];
    const own = all.filter((frame) => this.#numberOf(frame) !== undefined);
    const hit = ((params.hitBreakpoints as unknown[] | undefined)?.length ?? 0) > 0;
    const isException = params.reason === 'exception';
    // A step that leaves the cells, into Node or a library, is not over yet.
    if (own.length === 0 || (!hit && !isException && own[0] !== all[0])) {
      void this.#runner.process
        .inspector(own.length === 0 ? 'Debugger.resume' : 'Debugger.stepOut')
        .catch(() => {});
      return;
    }
    this.#frames = own;
    const reason = isException ? 'exception' : hit ? 'breakpoint' : 'step';
    this.#event('stopped', { reason, threadId, allThreadsStopped: true });
  }

  #numberOf({ location }: Frame): number | undefined {
    return this.#scripts.get(location.scriptId);
  }

  #event(event: string, body: Content = {}): void {
    this.#publish({ type: 'event', seq: ++this.#sequence, event, body });
  }

  #info(): Content {
    return {
      isStarted: this.#started,
      ...fileNaming,
      breakpoints: this.#breakpoints.list,
      stoppedThreads: this.#frames.length > 0 ? [threadId] : [],
      richRendering: true,
      exceptionPaths: ['all', 'uncaught'],
      copyToGlobals: false,
    };
  }

  async #attach(): Promise<Content> {
    await this.#runner.process.inspector('Debugger.enable');
    await this.#runner.process.inspector('Runtime.enable');
    this.#started = true;
    return {};
  }

  async #disconnect(): Promise<Content> {
    this.#started = false;
    this.#frames = [];
    this.#breakpoints.forget();
    await this.#runner.process.inspector('Debugger.disable');
    await this.#runner.process.inspector('Runtime.disable');
    return {};
  }

  async #setBreakpoints({ source, breakpoints, lines }: Content): Promise<Content> {
    const { path } = source as { path: string };
    const asked = breakpoints as { line: number }[] | undefined;
    const wanted = asked?.map(({ line }) => line) ?? (lines as number[] | undefined) ?? [];
    return { breakpoints: await this.#breakpoints.replace(path, wanted) };
  }

  async #pauseOnExceptions(filters: unknown): Promise<Content> {
    const list = Array.isArray(filters) ? filters : [];
    const state = list.includes('all') ? 'all' : list.includes('uncaught') ? 'uncaught' : 'none';
    await this.#runner.process.inspector('Debugger.setPauseOnExceptions', { state });
    return {};
  }

  #source(path: unknown): Content {
    const cell = this.#runner.findCell(({ source }) => pathOf(source) === path);
    if (!cell) throw new Error(`got ${String(path)}, expected the path of a cell that was run`);
    return { content: cell.source };
  }

  #stackTrace(): Content {
    const stackFrames = this.#frames.flatMap((frame, id) => {
      const { functionName, location } = frame;
      const number = this.#numberOf(frame) ?? 0;
      const cell = this.#runner.findCell((candidate) => candidate.number === number);
      const { lineNumber, columnNumber } = location;
      const place = this.#runner.language.maps.find(number, lineNumber + 1, columnNumber + 1);
      if (!cell || !place) return [];
      const path = pathOf(cell.source);
      return [{ id, name: functionName || '<cell>', ...place, source: { path, name: path } }];
    });
    return { stackFrames, totalFrames: stackFrames.length };
  }

  #scopes(frame: number): Content {
    const named = (this.#frames[frame]?.scopeChain ?? []).filter(
      ({ type }) => type !== 'global' && type !== 'script',
    );
    const scopes = named.map(({ type, object }) => ({
      name: type,
      variablesReference: this.#values.reference(object),
      expensive: false,
    }));
    return { scopes };
  }

  /** All variables of the cells. */
  async #all(): Promise<Content[]> {
    const { result } = await this.#runner.process.inspector('Runtime.evaluate', {
      expression: '__tslab__.exports',
    });
    return this.#values.variables(this.#values.reference(result as RemoteObject));
  }

  async #rich({ variableName, frameId }: Content): Promise<Content> {
    const { result } = await this.#evaluate({ expression: variableName, frameId });
    return { data: { 'text/plain': result }, metadata: {} };
  }

  async #evaluate({ expression, frameId }: Content): Promise<Content> {
    const frame = this.#frames[Number(frameId ?? 0)];
    const text = String(expression);
    const reply = frame
      ? await this.#runner.process.inspector('Debugger.evaluateOnCallFrame', {
          callFrameId: frame.callFrameId,
          expression: text,
        })
      : await this.#runner.process.inspector('Runtime.evaluate', {
          expression: `with (__tslab__.exports) { ${text} }`,
        });
    const { value, ...rest } = this.#values.describe(reply.result as RemoteObject);
    return { result: value, ...rest };
  }

  async #go(method: string, body: Content = {}): Promise<Content> {
    await this.#runner.process.inspector(method);
    return body;
  }
}
