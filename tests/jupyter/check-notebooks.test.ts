import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkNotebooks } from '../../lib/jupyter/check-notebooks';
import { KernelClient } from '../../lib/jupyter/client';
import { type Notebook, writeNotebook } from '../../lib/jupyter/notebook';

// Inside of the repository, where the packages are found.
const here = dirname(fileURLToPath(import.meta.url));
let folder = '';

beforeAll(() => {
  mkdirSync(join(here, '.kernels'), { recursive: true });
  folder = mkdtempSync(join(here, '.kernels', 'check-'));
});

afterAll(() => rmSync(join(here, '.kernels'), { recursive: true, force: true }));

/** Checks a notebook of these code cells; gives cell, line, column and code of the first line of each complaint. */
function check(...sources: string[]) {
  const cells: Notebook['cells'] = sources.map((source, i) => ({
    id: `c${i}`,
    cell_type: 'code',
    source,
    metadata: {},
    outputs: [],
  }));
  const title = { id: 't', cell_type: 'markdown', source: 'not code', metadata: {} } as const;
  const path = join(folder, 'x.ipynb');
  writeNotebook(path, { metadata: {}, cells: [title, ...cells] });
  return checkNotebooks([path]).map(({ place, message }) => [
    place.cell,
    place.line,
    place.column,
    message.slice(0, message.indexOf(':')),
  ]);
}

describe('checkNotebooks', () => {
  it('accepts what the kernel accepts', async () => {
    const sources = [
      "import { matrix, type Matrix } from 'genlabel';\nimport { join } from 'node:path';\nconst a: Matrix = matrix([[1]]);",
      "import { matrix } from 'genlabel';\nconst b = await Promise.resolve(matrix([[a.rows]]));\nlet count = 0;",
      'count += 1;\nconst a = String(count);\nfunction f(): string {\n  return a;\n}',
      "f().length + join('x', a).length",
      '[1, 2].map((x) => x + b.rows)',
      'interface P {\n  x: number;\n}\nconst { p: [q] } = { p: [{ x: 1 } as P] };',
      'q.x',
      'class P {\n  y = 1;\n}\nnew P().y',
      'export const exported = 1;\nnamespace N {\n  export type T = number;\n}',
      'const t: N.T = exported;',
      'namespace N {\n  export type U = string;\n}',
      "const u: N.U = 'u';\nawait display(md`**u**`);\njupyter.clearOutput(true);",
      '{\n  using r = { [Symbol.dispose]() {} };\n}\nimport.meta.url',
      "import { matrix as fromNpm } from 'npm:genlabel@0';\nfromNpm([[t]])",
      "import { add } from 'mathjs/number';\nadd(1, 2)",
      '# Parameters\ncount = 7\n',
    ];
    expect(check(...sources)).toEqual([]);
    const kernel = await KernelClient.start({ cwd: folder });
    try {
      for (const source of sources) expect(await kernel.execute(source)).toMatchObject({ status: 'ok' });
    } finally {
      await kernel.shutdown();
    }
  });

  it('is strict where the kernel is not', () => {
    expect(check('const f = (x) => x;', 'const s: string = null;')).toEqual([
      [1, 1, 12, 'TS7006'],
      [2, 1, 7, 'TS2322'],
    ]);
  });

  it('names cell, line and column, also in imports and behind them', () => {
    expect(
      check(
        "const before = 1;\nimport { matrix, nothing } from 'genlabel';\nconst bad: string = matrix([[1]]).rows;",
        "\n\nimport x from 'no-such-package';",
      ),
    ).toEqual([
      [1, 2, 18, 'TS2305'],
      [1, 3, 7, 'TS2322'],
      [2, 3, 15, 'TS2307'],
    ]);
  });

  it('blames a bracket left open on the cell that opened it, and on no other', () => {
    expect(check('const a = 1;', 'if (a) {\n  a;', 'const b: string = a;')).toEqual([
      [2, 2, 5, 'TS1005'],
      [3, 1, 7, 'TS2322'],
    ]);
  });

  it('sees the declaration that is in force in each cell', () => {
    expect(
      check('const v = 1;', 'const w: number = v;', "const v = 'text';", 'const u: number = v;'),
    ).toEqual([[4, 1, 7, 'TS2322']]);
  });

  it('refuses what the kernel refuses', async () => {
    const sources = ["import x = require('node:fs');", 'const a: Missing.T = 1;', '!ls', 'return 1;'];
    const kernel = await KernelClient.start({ cwd: folder });
    try {
      for (const source of sources) {
        expect(check(source)).not.toEqual([]);
        expect(await kernel.execute(source)).toMatchObject({ status: 'error' });
      }
    } finally {
      await kernel.shutdown();
    }
  });
});
