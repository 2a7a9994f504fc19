import { join, relative } from 'node:path';
import { checkNotebooks } from '../jupyter/check-notebooks';
import { repositoryRoot } from '../runtime/folder';
import type { Command } from './command';
import { findNotebooks } from './find-notebooks';

/** Type-checks the cells of the notebooks of the repository. */
export const typecheck: Command = {
  description:
    'Type-checks the code cells of every notebook with the strict settings of the library; the kernel itself is lenient.',
  options: { section: { value: 'N', help: 'only the notebook of this section: 3, 4, …, A, B, …' } },
  async run(values) {
    const root = repositoryRoot();
    const folder = join(root, 'notebooks');
    const names = findNotebooks(folder, values.text('section'));
    if (names.length === 0) {
      console.log(`There are no notebooks in ${folder}: nothing to check.`);
      return 0;
    }
    const complaints = checkNotebooks(names.map((name) => join(folder, name)));
    for (const { notebook, place, message } of complaints) {
      const { cell, line, column } = place;
      console.error(`${relative(root, notebook)}, cell ${cell}, line ${line}, column ${column}: ${message}`);
    }
    const checked = names.length === 1 ? '1 notebook' : `${names.length} notebooks`;
    console.log(
      `Type-checked ${checked}: ${complaints.length === 0 ? 'no errors' : `${complaints.length} errors`}.`,
    );
    return complaints.length === 0 ? 0 : 1;
  },
};
