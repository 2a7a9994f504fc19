import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs and style sheets of the pages, bundled by the build from `lib/pages`. */
const folders = [join(__dirname, '..', 'pages'), join(__dirname, '..', 'dist', 'pages')];

/** What a page can run. */
export type PageProgram = 'figures' | 'ledger' | 'playground';

const known = new Map<string, string>();

/**
 * Text of a file of the built pages.
 *
 * @throws Error if it has not been built
 */
export function builtFile(name: string): string {
  const read = known.get(name);
  if (read !== undefined) return read;
  const file = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (!file) {
    throw new Error(`${name}, which the pages need, is missing in ${folders[1]}: run "npm run build"`);
  }
  const text = readFileSync(file, 'utf8');
  known.set(name, text);
  return text;
}

/** Code of a program, as it may stand in a script element. */
export function programCode(program: PageProgram): string {
  // In strings and regular expressions of JavaScript `\/` is `/`; nothing else can hold `</script` or open a comment.
  return builtFile(`${program}.js`).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

/** Source expression of a Content-Security-Policy for a script element of exactly this code. */
export function codeHash(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}
