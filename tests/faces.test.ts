import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'lib', 'package.json'), 'utf8'));
const optional = Object.keys(manifest.peerDependencies);
const load = createRequire(import.meta.url);
const faces = Object.keys(manifest.exports)
  .filter((path) => path !== './package.json')
  .map((path) => path.replace('.', 'genlabel'));
const namesOf = (face: string): string[] => Object.keys(load(face));
const { Node16, Bundler, Node10 } = ts.ModuleResolutionKind;

describe('the faces of the package', () => {
  it('share no name', () => {
    expect(faces).toEqual(['genlabel', 'genlabel/study', 'genlabel/tensorflow', 'genlabel/images']);
    const names = faces.flatMap(namesOf);
    expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
  });

  it('are of a size to survey: genlabel has at most 100 values', () => {
    expect(namesOf('genlabel').length).toBeLessThanOrEqual(100);
  });

  it('are all that can be imported', () => {
    for (const path of ['genlabel/dist/index.js', 'genlabel/dist/data/arff', 'genlabel/data/arff']) {
      expect(() => load(path)).toThrow(expect.objectContaining({ code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' }));
    }
  });

  it.each(faces)('%s loads no package that is optional, and no compiler or algebra system', (face) => {
    const files = filesAfter(`Object.values(require('${face}'))`);
    const packages = new Set(
      files.map((file) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]),
    );
    if (['genlabel', 'genlabel/study'].includes(face))
      expect(packages).toContain('@stdlib/math-base-special-exp');
    expect([...optional, 'mathjs', 'typescript'].filter((name) => packages.has(name))).toEqual([]);
  });
});

/** Paths of the modules that are loaded once a script has run. */
function filesAfter(script: string): string[] {
  const print = "console.log(Object.keys(require.cache).join('\\n'))";
  const { stdout } = spawnSync(process.execPath, ['-e', `${script}; ${print}`], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout.trim().split('\n');
}

const useOfGenlabel = `
import { fitGaussian, matrix, type Matrix, tensorflow, tensorflowNetwork, trainClassifier } from 'genlabel';

const points: Matrix = matrix([[0, 1]]);
export const densities: Float64Array = fitGaussian(points, { ridge: 1 }).logDensity(points);
// @ts-expect-error it is no text
export const text: string = fitGaussian(points, { ridge: 1 });
export const backend: Promise<string> = tensorflow().then(({ tf }) => tf.version_core);
export const shape = tensorflow().then(({ tf }) => tensorflowNetwork(tf, {} as never).outputs[0].shape);
export type Trained = Awaited<ReturnType<typeof trainClassifier>>;
`;

const useOfStudy = `
import { collect, report, tabular, tabularMethods } from 'genlabel/study';

export const methods: readonly string[] = tabularMethods;
// @ts-expect-error it is no number
export const count: number = tabularMethods;
export const collected = collect(tabular, { profile: 'quick' });
export type Report = typeof report;
`;

describe('loading late', () => {
  it.each(faces)('%s loads no module but its own before a name is used', (face) => {
    expect(filesAfter(`require('${face}')`).length).toBeLessThanOrEqual(2);
  });

  it('loads what a name needs', () => {
    const files = filesAfter("require('genlabel').matrix([[1]])").map((path) => basename(path));
    expect(files).toContain('matrix.js');
    expect(files).not.toContain('auto-attack.js');
  });

  it.each(faces)('%s offers an importer all names', (face) => {
    const script = `import * as face from '${face}'; console.log(Object.keys(face).join())`;
    const options = ['--input-type=module', '-e', script];
    const { stdout } = spawnSync(process.execPath, options, { cwd: root, encoding: 'utf8' });
    expect(stdout.trim().split(',')).toEqual(expect.arrayContaining(namesOf(face)));
  });
});

describe('the typings', () => {
  let folder = '';

  /** A project that has the compiled library, the types of Node, and nothing else. */
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'genlabel-faces-'));
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, 'genlabel'), { recursive: true });
    symlinkSync(join(root, 'node_modules', '@types'), join(modules, '@types'), 'junction');
    writeFileSync(join(modules, 'genlabel', 'package.json'), JSON.stringify(manifest));
    for (const part of ['dist', 'study']) {
      const filter = (path: string) => !/\.(js|wasm)$/.test(path);
      cpSync(join(root, 'lib', part), join(modules, 'genlabel', part), { recursive: true, filter });
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Compiles a module there, strictly and with the library's declarations; gives the complaints. */
  function compile(name: string, source: string, options: ts.CompilerOptions): string[] {
    const path = join(folder, name);
    writeFileSync(path, source);
    const lib = ['lib.es2022.d.ts'];
    const fixed = { strict: true, skipLibCheck: false, noEmit: true, target: ts.ScriptTarget.ES2022, lib };
    const program = ts.createProgram([path], { types: [], ...fixed, ...options });
    return ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
  }

  const esnext = ts.ModuleKind.ESNext;
  it.each([
    ['node16, CommonJS', 'a.cts', { module: ts.ModuleKind.Node16, moduleResolution: Node16 }],
    ['node16, ES module', 'a.mts', { module: ts.ModuleKind.Node16, moduleResolution: Node16 }],
    ['bundler', 'b.ts', { module: esnext, moduleResolution: Bundler }],
    ['node10, as in the cells of a notebook', 'c.ts', { module: esnext, moduleResolution: Node10 }],
  ])('are whole without any other package: %s', { timeout: 180_000 }, (_, name, options) => {
    expect(compile(name, useOfGenlabel, options)).toEqual([]);
    expect(compile(name, useOfStudy, { ...options, types: ['node'] })).toEqual([]);
  });

  it('leave out, for a browser, what needs Node', () => {
    const options = { module: esnext, moduleResolution: Bundler, customConditions: ['browser'] };
    expect(compile('d.ts', "export { autoAttack, kernels } from 'genlabel';", options)).toEqual([]);
    const [complaint] = compile('d.ts', "export { loadOpenml } from 'genlabel';", options);
    expect(complaint).toContain("has no exported member 'loadOpenml'");
  });

  it.each([
    ['node16', { module: ts.ModuleKind.Node16, moduleResolution: Node16 }],
    ['bundler', { module: esnext, moduleResolution: Bundler }],
    ['node10', { module: esnext, moduleResolution: Node10 }],
  ])('reach what is compiled, not the source beside it, and nothing deeper: %s', (_, options) => {
    const from = join(root, 'notebooks', 'cell.ts');
    const find = (name: string) =>
      ts
        .resolveModuleName(name, from, options, ts.sys)
        .resolvedModule?.resolvedFileName.slice(root.length)
        .replaceAll('\\', '/');
    expect(find('genlabel')).toBe('lib/dist/index.d.ts');
    expect(find('genlabel/study')).toBe('lib/dist/study/index.d.ts');
    expect(find('genlabel/tensorflow')).toBe('lib/dist/tensorflow/operations.d.ts');
    for (const path of ['genlabel/data/arff', 'genlabel/dist/data/arff', 'genlabel/study/run']) {
      expect(find(path)).toBeUndefined();
    }
  });
});
