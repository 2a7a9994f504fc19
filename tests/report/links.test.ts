import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const figures = join(import.meta.dirname, '..', '..', 'figures');
const pages = [figures, join(figures, 'notebooks')].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name)),
);

const known = new Map<string, ReadonlySet<string>>();

/** Ids of a page. */
function idsOf(page: string): ReadonlySet<string> {
  const found = known.get(page);
  if (found) return found;
  const ids = new Set([...readFileSync(page, 'utf8').matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
  known.set(page, ids);
  return ids;
}

describe('links of the committed pages', () => {
  it.each(pages.map((page) => [page.slice(figures.length + 1), page]))('%s', (_, page) => {
    const html = readFileSync(page, 'utf8').replace(/<script\b[\s\S]*?<\/script>/g, '');
    const dead = [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)]
      .map(([, address]) => address)
      .filter((address) => !/^[a-z]+:/.test(address))
      .filter((address) => {
        const [file, fragment = ''] = decodeURI(address).split('#');
        const target = file === '' ? page : resolve(dirname(page), file);
        if (!existsSync(target)) return true;
        // What begins with a question mark filters a list; cells of notebooks are for JupyterLab.
        if (!fragment || fragment.startsWith('?') || !target.endsWith('.html')) return false;
        return !idsOf(target).has(fragment);
      });
    expect([...new Set(dead)]).toEqual([]);
  });
});
