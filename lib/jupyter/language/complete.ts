import type ts from 'typescript';
import type { Content } from '../wire';
import type { CellCompiler } from './cell-compiler';
import { modulePrefix } from './cell-service';
import { toCursor, toOffset } from './cursor';

interface Match {
  readonly text: string;
  readonly type: string;
  readonly order: string;
}

/** Answers a `complete_request`. */
export function complete(cells: CellCompiler, code: string, cursor: number): Content {
  const offset = toOffset(code, cursor);
  const found = environmentNames(code, offset) ?? symbols(cells, code, offset);
  const { start, end } = found;
  const prefix = code.slice(start, offset);
  const matches = found.matches
    .flatMap((match) => {
      const rank = rankOf(match.text, prefix);
      return rank === undefined ? [] : [{ ...match, order: `${rank}${match.order}` }];
    })
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const place = { start: toCursor(code, start), end: toCursor(code, end) };
  return {
    status: 'ok',
    matches: matches.map(({ text }) => text),
    cursor_start: place.start,
    cursor_end: place.end,
    metadata: {
      _jupyter_types_experimental: matches.map(({ text, type }) => ({ ...place, text, type })),
    },
  };
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly Match[];
}

/** The same letters first, then the same in another case, then what holds them. */
function rankOf(name: string, prefix: string): number | undefined {
  if (name.startsWith(prefix)) return 0;
  const [lowerName, lower] = [name.toLowerCase(), prefix.toLowerCase()];
  if (lowerName.startsWith(lower)) return 1;
  return prefix.length > 1 && lowerName.includes(lower) ? 2 : undefined;
}

/** Types do not tell what the environment holds. */
function environmentNames(code: string, offset: number): Found | undefined {
  const found = /\bprocess\.env\.(\w*)$/.exec(code.slice(0, offset));
  if (!found) return undefined;
  const rest = /^\w*/.exec(code.slice(offset))?.[0].length ?? 0;
  const names = Object.keys(process.env).filter((name) => /^[A-Za-z_]\w*$/.test(name));
  return {
    start: offset - found[1].length,
    end: offset + rest,
    matches: names.map((text) => ({ text, type: 'instance', order: text })),
  };
}

function symbols(cells: CellCompiler, code: string, offset: number): Found {
  const { service } = cells;
  cells.look(code);
  const info = service.service.getCompletionsAtPosition(service.cell, modulePrefix.length + offset, {
    includeCompletionsWithInsertText: false,
  });
  const word = /[\w$]*$/.exec(code.slice(0, offset))?.[0].length ?? 0;
  const span =
    info?.optionalReplacementSpan ?? info?.entries.find((entry) => entry.replacementSpan)?.replacementSpan;
  const start = span ? span.start - modulePrefix.length : offset - word;
  const end = span ? start + span.length : offset + (/^[\w$]*/.exec(code.slice(offset))?.[0].length ?? 0);
  const matches = (info?.entries ?? [])
    // Helpers of the kernel are no names for a reader.
    .filter(({ name }) => !name.startsWith('__'))
    .map((entry) => ({ text: entry.name, type: typeOf(entry.kind), order: entry.sortText + entry.name }));
  return { start, end: Math.max(end, offset), matches };
}

const types: Readonly<Record<string, string>> = {
  var: 'instance',
  let: 'instance',
  const: 'instance',
  'local var': 'instance',
  parameter: 'param',
  'local function': 'function',
  method: 'function',
  getter: 'property',
  alias: 'module',
  'external module name': 'module',
  directory: 'path',
  script: 'path',
};

const typeOf = (kind: ts.ScriptElementKind | string): string => types[kind] ?? kind;
