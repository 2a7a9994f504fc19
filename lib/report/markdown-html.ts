import { optionalPackage } from '../data/optional-package';
import { escapeHtml } from './escape';
import { sanitiseHtml } from './sanitise-html';

/** Markdown of a cell as HTML, its formulas as MathML, which browsers draw themselves. */
export function markdownHtml(markdown: string, link?: (address: string) => string): string {
  const { parser, formulas } = reader();
  formulas.length = 0;
  // A formula is a private letter while the HTML is cleaned, which would take its elements out.
  const html = sanitiseHtml(parser.render(markdown.replace(/[\ue000\ue001]/g, '')), link);
  return withTables(html).replace(/\ue000(\d+)\ue001/g, (_, index: string) => formulas[Number(index)] ?? '');
}

/** Tables in boxes of their own that scroll. Markdown has none without a head: a corner without words heads nothing. */
const withTables = (html: string): string =>
  html
    .replace(/<th( [^>]*)?><\/th>/g, '<td$1></td>')
    .replace(
      /<table>[\s\S]*?<\/table>/g,
      (table) => `<div class="scroll" role="group" tabindex="0" aria-label="Table">${table}</div>`,
    );

/** The part of markdown-it that is used; it brings no types. */
interface MarkdownParser {
  render(text: string): string;
  readonly inline: {
    readonly ruler: {
      after(rule: string, name: string, own: (state: InlineState, silent: boolean) => boolean): void;
    };
  };
}

interface InlineState {
  readonly src: string;
  pos: number;
  push(type: string, tag: string, nesting: 0): { content: string };
}

interface Reader {
  readonly parser: MarkdownParser;
  /** Those of the last text, as MathML. */
  readonly formulas: string[];
}

let known: Reader | undefined;

function reader(): Reader {
  if (known) return known;
  const load = () => require('markdown-it') as new (options: object) => MarkdownParser;
  const Parser = optionalPackage('markdown-it', 'reads the texts of notebooks', load);
  const parser = new Parser({ html: true, linkify: false });
  const formulas: string[] = [];
  parser.inline.ruler.after('escape', 'formula', (state, silent) => {
    const found = /^(\$\$?)(?=\S)([^$]*?\S)\1(?!\d)/.exec(state.src.slice(state.pos));
    if (!found) return false;
    if (!silent) {
      formulas.push(mathHtml(found[2], found[1] === '$$'));
      state.push('text', '', 0).content = `\ue000${formulas.length - 1}\ue001`;
    }
    state.pos += found[0].length;
    return true;
  });
  known = { parser, formulas };
  return known;
}

function mathHtml(formula: string, isBlock: boolean): string {
  const load = () => require('temml') as { renderToString(text: string, options: object): string };
  const temml = optionalPackage('temml', 'draws formulas', load);
  try {
    return temml.renderToString(formula, { displayMode: isBlock, throwOnError: true, trust: false });
  } catch {
    return `<code>${escapeHtml(formula)}</code>`;
  }
}
