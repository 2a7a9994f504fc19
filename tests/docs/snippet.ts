import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A piece of code that the documentation shows. */
export interface Snippet {
  /** File from the root, and line of the code's first line, for messages. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
  /** What a line `// needs …` says that it takes to run it; such a snippet is checked, not run. */
  readonly needs?: string;
}

function snippet(place: string, language: string, lines: readonly string[]): Snippet {
  const needs = lines.map((line) => /^\s*(?:\/\/|#) needs (.+)$/.exec(line)?.[1]).find(Boolean);
  return { place, language, code: lines.join('\n'), ...(needs ? { needs } : {}) };
}

/** The fenced blocks of a Markdown file. */
export function blocksOf(file: string): Snippet[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const fences = lines.flatMap((line, at) => (line.startsWith('```') ? [at] : []));
  return fences.flatMap((at, k) =>
    k % 2 === 0
      ? [snippet(`${file}:${at + 2}`, lines[at].slice(3), lines.slice(at + 1, fences[k + 1] ?? lines.length))]
      : [],
  );
}

/**
 * The `@example`s in the comments of a source file.
 *
 * @throws SyntaxError if one begins behind its tag, or stands in a comment of one line
 */
export function examplesOf(file: string): Snippet[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const starts = lines.flatMap((line, at) => (/(\/\*|^\s*)\*+\s*@example\b/.test(line) ? [at] : []));
  for (const at of starts) {
    if (/^\s*\* @example\s*$/.test(lines[at])) continue;
    throw new SyntaxError(
      `${file}:${at + 1}: got "${lines[at].trim()}", expected @example alone in its line`,
    );
  }
  return starts.map((at) => {
    const rest = lines.slice(at + 1);
    const code = rest.slice(
      0,
      rest.findIndex((line) => /^\s*\*(\/| @)/.test(line)),
    );
    return snippet(
      `${file}:${at + 2}`,
      'ts',
      code.map((line) => line.replace(/^\s*\* ?/, '')),
    );
  });
}

/** All sources of the library. */
export function sources(): string[] {
  return readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .map((file) => `lib/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !/^lib\/(dist|api|node_modules|kernels\/assembly)\//.test(file))
    .sort();
}
