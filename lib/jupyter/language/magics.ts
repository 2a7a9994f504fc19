/** What to do instead of a line that is no TypeScript but that notebooks of IPython know. */
export type Magic =
  | { readonly kind: 'help'; readonly name: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'unknown'; readonly line: string; readonly instead: string };

const instead: Readonly<Record<string, string>> = {
  time: "console.time('cell'); …; console.timeEnd('cell')",
  timeit: 'const began = performance.now(); …; performance.now() - began',
  cd: "process.chdir('folder')",
  pwd: 'process.cwd()',
  env: 'process.env',
  pip: '`npm install <package>` in a terminal, in the folder of the notebook',
  conda: '`npm install <package>` in a terminal, in the folder of the notebook',
  load: "import { readFileSync } from 'node:fs'; readFileSync('file', 'utf8')",
  run: 'await import("./file.ts")',
  who: 'completion: press Tab in an empty line',
  matplotlib: 'nothing: figures are shown without it',
  reset: 'Kernel > Restart Kernel',
  html: 'html`<b>text</b>`',
  svg: 'svg`<svg>…</svg>`',
  markdown: 'md`**text**`',
  javascript: "import { display } from 'tslab'; display.javascript('…')",
};

/** The magic, shell command or question in a cell that TypeScript refused: `!done` may as well be TypeScript. */
export function findMagic(source: string): Magic | undefined {
  const [first = ''] = source.trimStart().split('\n');
  const line = first.trim();
  const question = /^\??\s*([\w$.]+)\s*\?{0,2}$/.exec(source.trim());
  if (question && source.includes('?')) return { kind: 'help', name: question[1] };
  if (/^%lsmagic\b/.test(line)) return { kind: 'list' };
  if (line.startsWith('!')) return { kind: 'unknown', line, instead: shell(line.replace(/^!+\s*/, '')) };
  const magic = /^%%?(\w+)\s*(.*)$/.exec(line);
  if (!magic) return undefined;
  const [, name, rest] = magic;
  if (name === 'bash' || name === 'sh' || name === 'sx')
    return { kind: 'unknown', line, instead: shell(rest || '…') };
  return {
    kind: 'unknown',
    line,
    instead: instead[name] ?? 'plain TypeScript; %lsmagic tells what there is',
  };
}

const shell = (command: string): string =>
  `import { execSync } from 'node:child_process'; console.log(execSync(${JSON.stringify(command)}, { encoding: 'utf8' }))`;

/** Answer to `%lsmagic`. */
export const magicList = `This kernel has no magics. Instead of them:
${Object.entries(instead)
  .map(([name, text]) => `  %${name.padEnd(12)} ${text}`)
  .join('\n')}
  !command      ${shell('command')}
  name?         shows the documentation of a name, as Shift-Tab does
`;
