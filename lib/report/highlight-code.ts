import { escapeHtml } from './escape';

const keywords =
  'as|async|await|break|case|catch|class|const|continue|default|do|else|export|extends|false|finally|for|from|function|if|import|in|' +
  'instanceof|interface|let|new|null|of|readonly|return|satisfies|switch|this|throw|true|try|type|typeof|undefined|while|yield';

const token = new RegExp(
  [
    '(?<c>//[^\\n]*|/\\*[\\s\\S]*?\\*/)',
    '(?<s>\'(?:[^\'\\\\\\n]|\\\\.)*\'|"(?:[^"\\\\\\n]|\\\\.)*"|`(?:[^`\\\\]|\\\\.)*`)',
    `(?<k>\\b(?:${keywords})\\b)`,
    '(?<n>\\b\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?\\b)',
  ].join('|'),
  'g',
);

/** TypeScript as HTML, with comments (`c`), strings (`s`), keywords (`k`) and numbers (`n`) in spans. */
export function highlightCode(code: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of code.matchAll(token)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? ['c'];
    parts.push(
      escapeHtml(code.slice(end, match.index)),
      `<span class="${kind}">${escapeHtml(match[0])}</span>`,
    );
    end = match.index + match[0].length;
  }
  return [...parts, escapeHtml(code.slice(end))].join('');
}
