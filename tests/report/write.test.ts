import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StorageError } from '../../lib/data/atomic-write';
import { writeAtomically } from '../../lib/report/write';
import { temporaryFolder } from './temporary-folder';

it('names file, reason and cure where it cannot write, and leaves nothing', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'taken.json', 'within'), { recursive: true });
  const below = () => writeAtomically(join(folder, 'file', 'table.json'), '{}');
  expect(below).toThrow(StorageError);
  expect(below).toThrow(
    /cannot write .*table\.json: on the way to it is a file where a folder is expected; remove that, or set GENLABEL_FIGURES to a folder elsewhere/,
  );
  expect(() => writeAtomically(join(folder, 'taken.json'), '{}')).toThrow(StorageError);
  expect(readdirSync(folder).sort()).toEqual(['file', 'taken.json']);
});
