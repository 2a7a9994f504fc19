import { randomUUID } from 'node:crypto';
import Module, { createRequire } from 'node:module';
import type { Content } from '../wire';
import type { Comms } from './comms';
import type { Outlet } from './outlet';
import { displaySymbol, represent } from './represent';

interface DisplayOptions {
  readonly raw?: boolean;
  readonly update?: boolean;
  readonly display_id?: string;
}

/** What a library calls to show something in a cell: tslab's convention, which this library's own displays use too. */
type WriteDisplay = (content: Content, update?: boolean) => void;

/** A tag of template strings whose value is shown as the type. */
const tag =
  (type: string) =>
  (strings: TemplateStringsArray, ...values: unknown[]): object => ({
    [displaySymbol]: () => ({ [type]: String.raw({ raw: strings }, ...values) }),
  });

const tags = { html: tag('text/html'), md: tag('text/markdown'), svg: tag('image/svg+xml') };

/** Puts the helpers of notebooks into the global scope, and makes `import 'tslab'` show its displays here. */
export function installGlobals(outlet: Outlet, comms: Comms, cellRequire: NodeJS.Require): void {
  const write: WriteDisplay = (content, update) =>
    outlet.publish(update ? 'update_display_data' : 'display_data', content);
  const display = async (value: unknown, options: DisplayOptions = {}): Promise<void> => {
    const { data, metadata } = options.raw
      ? { data: value as Content, metadata: {} }
      : await represent(value);
    const id = options.display_id ?? randomUUID();
    write({ data, metadata, transient: { display_id: id } }, options.update === true);
  };
  const broadcast = async (
    type: string,
    content: Content,
    extra: { metadata?: Content } = {},
  ): Promise<void> => outlet.publish(type, content, extra.metadata);
  const helpers = { ...tags, display };
  const jupyter = {
    openComm: comms.openComm.bind(comms),
    registerTarget: comms.registerTarget.bind(comms),
    broadcast,
    clearOutput: (wait = false) => outlet.publish('clear_output', { wait }),
    installDom: () => installDom(cellRequire),
    installDeno: () =>
      Object.assign(globalThis, { Deno: { jupyter: { ...helpers, broadcast, $display: displaySymbol } } }),
  };
  // Not enumerable, as the globals of Node: a library that copies them must not find these.
  for (const [name, value] of Object.entries({ ...helpers, jupyter })) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(globalThis, Symbol.for('genlabel.display'), { value: write });
  standInForTslab(write);
}

/** tslab's public module loads a compiler and the sockets of a kernel; here it needs neither. */
function standInForTslab(write: WriteDisplay): void {
  const requireOfTslab = createRequire(require.resolve('tslab/dist/main.js'));
  const { version } = requireOfTslab('typescript/package.json') as { version: string };
  const stand = (path: string, exports: object): void => {
    const module = new Module(path);
    module.exports = exports;
    module.loaded = true;
    require.cache[path] = module;
  };
  stand(require.resolve('tslab/dist/jupyter'), { lastWriteDisplayData: write });
  stand(requireOfTslab.resolve('@tslab/typescript-for-tslab'), { version });
}

function installDom(cellRequire: NodeJS.Require): unknown {
  const scope = globalThis as { document?: unknown };
  if (scope.document) return scope.document;
  const window = domWindow(cellRequire);
  const names = [
    'document',
    'Node',
    'Element',
    'HTMLElement',
    'SVGElement',
    'DOMParser',
    'XMLSerializer',
    'Event',
  ];
  for (const name of names) {
    if (window[name] !== undefined && !(name in globalThis))
      Object.assign(globalThis, { [name]: window[name] });
  }
  // Observable Plot asks it for the document.
  Object.defineProperty(globalThis, 'window', { value: window, writable: true, configurable: true });
  return scope.document;
}

function domWindow(cellRequire: NodeJS.Require): Record<string, unknown> {
  try {
    const { parseHTML } = cellRequire('linkedom') as { parseHTML(html: string): Record<string, unknown> };
    return parseHTML('<!doctype html><html><head></head><body></body></html>');
  } catch {
    // The other well-known one.
  }
  try {
    const { JSDOM } = cellRequire('jsdom') as {
      JSDOM: new (html: string) => { window: Record<string, unknown> };
    };
    return new JSDOM('<!doctype html>').window;
  } catch {
    throw new Error(
      'got no DOM, expected the package linkedom or jsdom: run `npm install linkedom` beside the notebook',
    );
  }
}
