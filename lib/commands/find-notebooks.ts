import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './command';

/** Number or letter of the paper's section to which a notebook belongs: what stands before the first hyphen of its name. */
export const sectionOf = (name: string): string => name.replace(/\.ipynb$/, '').split('-')[0];

/** Sections of the paper first, by number, then the appendices, by letter. */
function compare(a: string, b: string): number {
  const numbered = (name: string): number => (/^\d/.test(name) ? 0 : 1);
  return numbered(a) - numbered(b) || a.localeCompare(b, 'en', { numeric: true });
}

/**
 * File names of the notebooks of a folder, in the order of the paper; none if there is no such folder.
 *
 * @param section only notebooks of this section
 * @throws UsageError if there are notebooks, but none of this section
 */
export function findNotebooks(folder: string, section?: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const all = names.filter((name) => name.endsWith('.ipynb') && !name.startsWith('.')).sort(compare);
  if (section === undefined || all.length === 0) return all;
  const found = all.filter((name) => sectionOf(name).toLowerCase() === section.toLowerCase());
  if (found.length === 0) {
    const sections = [...new Set(all.map(sectionOf))].join(', ');
    throw new UsageError(`no notebook of section ${section} in ${join(folder)}; there are: ${sections}`);
  }
  return found;
}
