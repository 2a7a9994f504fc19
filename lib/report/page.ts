import { escapeHtml } from './escape';
import { builtFile, codeHash, type PageProgram, programCode } from './page-program';

/** What a page may have besides its text. */
export interface PageOptions {
  /** The one program that runs in it; none runs otherwise. */
  readonly program?: PageProgram;
  /** Markup of the page's header beside its title, already escaped. */
  readonly header?: string;
  /** Path from the page to the folder of the figures, with a slash at its end; empty if it lies there. */
  readonly root?: string;
}

/**
 * Policy of a page: nothing is fetched, no form is sent, and no script runs but the page's own program and what that loads itself (plotly.js).
 * Style attributes are allowed, as tables, formulas and plotly.js have them: with nothing to fetch they can tell nobody anything.
 */
function policy(code: string | undefined, program: PageProgram | undefined): string {
  const script = code === undefined ? "'none'" : `${codeHash(code)} 'strict-dynamic'`;
  const worker = program === 'playground' ? '; worker-src blob:' : '';
  const wasm = program === 'playground' ? " 'wasm-unsafe-eval'" : '';
  return (
    `default-src 'none'; script-src ${script}${wasm}${worker}; style-src 'unsafe-inline'; img-src 'self' file: data: blob:; ` +
    "base-uri 'none'; form-action 'none'"
  );
}

/** A complete HTML page with a strict Content-Security-Policy. @param body markup of its main part, already escaped */
export function page(title: string, body: string, options: PageOptions = {}): string {
  const { program, header = '', root = '' } = options;
  const code = program && programCode(program);
  const styles = [builtFile('page.css'), ...(program === 'playground' ? [builtFile('playground.css')] : [])];
  const home =
    root === '' && title === indexTitle
      ? ''
      : `<a class="home" href="${root}index.html">GenLabel, reproduced</a>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(code, program)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${styles.join('\n')}</style>
</head>
<body${program ? ` class="${program}-page"` : ''}>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><div class="bar">${home}${header}</div></header>
<main id="main" tabindex="-1">
${body}</main>
${code === undefined ? '' : `<script>${code}</script>\n`}</body>
</html>
`;
}

/** Title of the page that shows everything. */
export const indexTitle = 'GenLabel, reproduced';
