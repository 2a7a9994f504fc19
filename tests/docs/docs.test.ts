import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSnippets } from './check-snippets';
import { runSnippet } from './run-snippet';
import { blocksOf, examplesOf, root, sources } from './snippet';

const blocks = [...blocksOf('README.md'), ...blocksOf('environment.md'), ...blocksOf('lib/README.md')];
const snippets = [...blocks.filter(({ language }) => language === 'ts'), ...sources().flatMap(examplesOf)];

/** What the compiler has to find, or must not. */
const faulty: readonly (readonly [code: string, complaint: string | undefined])[] = [
  ["const wrong: number = 'text';", 'not assignable'],
  ['notExported();', "Cannot find name 'notExported'"],
  ["import { notExported } from 'genlabel';", "no exported member 'notExported'"],
  ['example1.optimalTheta();', undefined],
];
const place = (k: number) => `faulty ${k}`;

// The compiler reads the package once for all.
const all = checkSnippets([
  ...snippets,
  ...faulty.map(([code], k) => ({ place: place(k), language: 'ts', code })),
]);
const modules = all.modules.slice(0, snippets.length);
const complaintsOf = (start: string) => all.complaints.filter((complaint) => complaint.startsWith(start));

/** A folder of its own, with the tables that the documentation speaks of. */
const folder = mkdtempSync(join(tmpdir(), 'documentation-'));
beforeAll(() => {
  const [, ...rows] = readFileSync(join(root, 'tests', 'examples', 'moons.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  writeFileSync(
    join(folder, 'my.csv'),
    ['id,x1,x2,y', ...rows.map((row, i) => `${i},${row}`), ''].join('\n'),
  );
  writeFileSync(join(folder, 'new.csv'), 'id,x1,x2\n120,0,1\n121,1,-0.5\n');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(root);
  rmSync(folder, { recursive: true, force: true });
});

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Runs a command of `genlabel` as it is written; of npm's only the name is checked, as they run the whole repository. */
function tryCommand(command: string): void {
  const [program, name, script] = command.split(/\s+/);
  if (command === 'npm ci') return;
  if (program === 'npm') {
    expect(Object.keys(scripts)).toContain(name === 'run' ? script : name);
    return;
  }
  expect([program, name], command).toEqual(['npx', 'genlabel']);
  const env = { ...process.env, npm_config_offline: 'true' };
  const { status, stderr } = spawnSync(command, { cwd: folder, shell: true, env, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

describe('what the documentation shows', () => {
  it('is in languages that are checked here', () => {
    expect([...new Set(blocks.map(({ language }) => language))].sort()).toEqual([
      ...['bash', 'dockerfile', 'sh', 'ts', 'yaml'],
    ]);
  });

  it('compiles strictly against the package', () => {
    expect(all.complaints.filter((complaint) => !complaint.startsWith('faulty'))).toEqual([]);
  });

  const runnable = modules.filter(({ snippet }) => snippet.needs === undefined);
  it.each(runnable.map((module) => [module.snippet.place, module] as const))(
    'runs: %s',
    async (_, module) => {
      await runSnippet(module);
    },
  );

  const shown = blocks.filter(({ language, needs }) => language === 'sh' && needs === undefined);
  it.each(shown.map(({ place, code }) => [place, code] as const))('works: %s', (_, code) => {
    const commands = code.split('\n').flatMap((line) => line.replace(/\s+#.*/, '').split(/\s*&&\s*/));
    for (const command of commands) tryCommand(command);
  });
});

describe('the check of the documentation', () => {
  it('compares values with the comments behind them', async () => {
    const run = (source: string) => runSnippet({ source });
    expect(await run('3 / 8; // 3/8, exactly\n[0.1239]; // [0.123…]\n0; // zero')).toEqual([
      '3/8, exactly',
      '[0.123…]',
    ]);
    const wrong = [
      '1; // 2',
      '[1, 2]; // [1]',
      "'a'; // 'b'",
      '({ a: 1 }); // { a: 2 }',
      '0.1241; // 0.123…',
    ];
    for (const code of wrong) await expect(run(code), code).rejects.toThrow('the comment promises');
    for (const vague of ['1; // 1 and no more', '[1, 2]; // 1, 2']) {
      await expect(run(vague)).rejects.toThrow('begins like a value');
    }
    await expect(run('throw new Error("thrown");')).rejects.toThrow('thrown');
  });

  it.each(faulty)('compiles strictly: %s', (code, complaint) => {
    const found = complaintsOf(`${place(faulty.findIndex(([other]) => other === code))},`);
    if (complaint === undefined) expect(found).toEqual([]);
    else expect(found.join()).toContain(complaint);
  });
});
