import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRegistry, npm } from './find-registry';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const library = manifestOf(join(root, 'lib'));
const registry = findRegistry();
if (!registry) console.warn('tarball.test: the npm registry does not answer; installing is skipped');

let folder = '';
let tarball = '';
let files: string[] = [];

/** Packs a copy: what npm lays into the folder meanwhile is not for the repository. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genlabel-tarball-'));
  const copy = join(folder, 'repository');
  const filter = (path: string) => !path.includes('node_modules');
  cpSync(join(root, 'lib'), join(copy, 'lib'), { recursive: true, filter });
  for (const name of ['README.md', 'LICENSE']) copyFileSync(join(root, name), join(copy, name));
  writeFileSync(join(copy, 'lib', 'README.md'), 'for who works on the library');
  writeFileSync(join(copy, 'lib', 'dist', 'gone.js'), '');
  const { stdout, stderr } = npm(join(copy, 'lib'), ['pack', '--json', '--pack-destination', folder]);
  const [packed] = stdout ? JSON.parse(stdout) : [];
  if (!packed) throw new Error(stderr);
  tarball = join(folder, packed.filename);
  files = packed.files.map(({ path }: { readonly path: string }) => path);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tarball', () => {
  it('holds what is compiled from the sources, README and LICENSE, and nothing else', () => {
    const top = new Set(files.map((path) => path.split('/')[0]));
    expect([...top].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'genlabel.cjs', 'package.json']);
    const needed = ['cli.js', 'index.js', 'browser.d.ts', 'study/index.js', 'kernels/kernels.wasm'];
    for (const file of needed) expect(files).toContain(`dist/${file}`);
    expect(files).toContain('dist/kernels/kernel-bytes-browser.js');
    expect(
      files.filter(
        (path) =>
          path === 'dist/gone.js' ||
          !/(\.(c?js|d\.ts|wasm|json|md)|LICENSE|dist\/pages\/[\w-]+\.(css|html))$/.test(path),
      ),
    ).toEqual([]);
  });

  it('has a README that speaks of nothing which it does not hold', () => {
    const { stdout } = spawnSync('tar', ['-xzOf', basename(tarball), 'package/README.md'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const titles = [...stdout.matchAll(/^## (.*)/gm)].map(([, title]) => title);
    expect(titles).toEqual(['GenLabel on your own data', 'In a program', 'Licence']);
    expect(stdout).toContain("from 'genlabel'");
    expect(stdout).not.toMatch(/\]\((?!https?:)|npm run|tests\/|figures\/|notebooks\//);
  });

  it('leaves the folder of the library as it was', () => {
    const kept = readFileSync(join(folder, 'repository', 'lib', 'README.md'), 'utf8');
    expect(kept).toBe('for who works on the library');
    expect(readdirSync(join(folder, 'repository', 'lib'))).not.toContain('LICENSE');
  });

  it('names as optional, in the version of the repository, what the repository installs besides', () => {
    const { dependencies } = manifestOf(root) as { readonly dependencies: Record<string, string> };
    for (const [name, version] of Object.entries(dependencies)) {
      expect([name, library.peerDependencies[name]?.replace(/^\^/, '')]).toEqual([name, version]);
    }
    expect(Object.keys(library.peerDependenciesMeta)).toEqual(Object.keys(library.peerDependencies));
    expect(library).not.toHaveProperty('optionalDependencies');
  });
});

describe.skipIf(!registry)(
  'an empty project that installs it (skipped where the registry does not answer)',
  () => {
    const project = () => join(folder, 'project');
    const run = (command: string, ...args: string[]) =>
      spawnSync(command, args, {
        cwd: project(),
        encoding: 'utf8',
        shell: process.platform === 'win32',
        env: { ...process.env, GENLABEL_FIGURES: '', GENLABEL_RECORDS: '', GENLABEL_BACKEND: '' },
      });
    const genlabel = (...args: string[]) => run(join('node_modules', '.bin', 'genlabel'), ...args);
    const script = (code: string) => run(process.execPath, '--input-type=module', '-e', code);

    beforeAll(() => {
      mkdirSync(project());
      writeFileSync(join(project(), 'package.json'), '{ "private": true }');
      const { status, stderr } = npm(project(), ['install', '--prefer-offline', '--loglevel=error', tarball]);
      if (status !== 0) throw new Error(stderr);
      const rows = Array.from({ length: 60 }, (_, i) => {
        const side = i % 2 === 0 ? 1 : -1;
        return `${side + Math.sin(i)},${side + Math.cos(3 * i)},${side > 0 ? 'up' : 'down'}`;
      });
      writeFileSync(join(project(), 'my.csv'), `a,b,y\n${rows.join('\n')}\n`);
    }, 600_000);

    it('asks nothing but the registry, and runs no script', () => {
      const lock = JSON.parse(readFileSync(join(project(), 'package-lock.json'), 'utf8'));
      const packages = Object.values(lock.packages) as { resolved?: string; hasInstallScript?: true }[];
      const elsewhere = packages.flatMap(({ resolved }) =>
        resolved?.startsWith(registry!) ? [] : (resolved ?? []),
      );
      expect(elsewhere).toEqual([expect.stringMatching(/^file:.*\.tgz$/)]);
      expect(packages.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
    });

    it('takes at most 25 MB, in at most 350 packages', () => {
      const modules = join(project(), 'node_modules');
      const installed = readdirSync(modules, { recursive: true, withFileTypes: true }).filter((file) =>
        file.isFile(),
      );
      const sizes = installed.map((file) => statSync(join(file.parentPath, file.name)).size);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(25e6);
      const { packages } = JSON.parse(readFileSync(join(project(), 'package-lock.json'), 'utf8'));
      expect(Object.keys(packages).length - 1).toBeLessThanOrEqual(350);
    });

    it('trains and predicts', () => {
      expect(genlabel('--version').stdout).toBe(`${library.version}\n`);
      const trained = genlabel('train', 'my.csv', '--target', 'y', '--splits', '2', '--folds', '2');
      expect([trained.status, trained.stdout]).toEqual([0, expect.stringContaining('Wrote model.json')]);
      const predicted = genlabel('predict', 'model.json', 'my.csv');
      expect([predicted.status, predicted.stdout.split('\n', 1)]).toEqual([0, ['predicted y,p(down),p(up)']]);
      expect(predicted.stdout.trim().split('\n')).toHaveLength(61);
    });

    it('imports both faces', () => {
      const { stdout, stderr } = script(`
      import { example1, kernels, matrix } from 'genlabel';
      import { tabularMethods } from 'genlabel/study';
      import { createRequire } from 'node:module';
      const required = createRequire(process.cwd() + '/x.js')('genlabel');
      console.log(example1.optimalTheta(), required.matrix === matrix, 'trainSweep' in kernels, tabularMethods.includes('mixup'));
    `);
      expect([stdout, stderr]).toEqual(['0.375 true true true\n', '']);
    });

    it('hears in one line what to install for what needs more', () => {
      const { stdout } = script(`
      import { tensorflow } from 'genlabel';
      const said = async (use) => Promise.resolve().then(use).then(() => 'nothing', ({ message }) => message);
      console.log(await said(() => tensorflow()));
    `);
      const [backend, ...rest] = stdout.trim().split('\n');
      expect(backend).toMatch(
        /^no backend of TensorFlow.js starts: .*; npm install @tensorflow\/tfjs@4.22.0 /,
      );
      expect(rest).toEqual([]);
    });

    it.each(['reproduce', 'figures', 'verify', 'claim', 'typecheck', 'lab', 'kernel-install'])(
      'hears in one line that %s works on the repository',
      (command) => {
        const { status, stdout, stderr } = genlabel(command);
        // `verify` ends with 1 if a record differs.
        expect([status, stdout]).toEqual([command === 'verify' ? 2 : 1, '']);
        expect(stderr).toMatch(
          /^genlabel: got a library in .*genlabel, expected it in lib\/ of the repository [^\n]*\n$/,
        );
      },
    );

    it('is told by the doctor what there is', () => {
      const { status, stdout } = genlabel('doctor');
      expect(status).toBe(0);
      expect(stdout).toMatch(/^absent {2}kernel: got a library in /m);
      expect(stdout).toMatch(/^absent {2}tfjs-node-gpu is not installed: npm install /m);
    });
  },
);
