import { statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type ts from 'typescript';
import { ownFolder } from '../language/cell-options';
import { loadTypescript } from '../language/load-typescript';
import { isBrought, packageToInstall, withoutNpm } from '../language/package-name';

interface Loader {
  _resolveFilename(request: string, parent: unknown, isMain: boolean, options?: object): string;
  _extensions: Record<string, (module: Compiled, filename: string) => void>;
}

type Compiled = NodeJS.Module & { _compile(code: string, filename: string): void };

const loader = Module as unknown as Loader;
const own = createRequire(join(ownFolder, 'src.js'));
/** Files beside the notebook, with the time at which they were read. */
const read = new Map<string, number>();

/**
 * What cells find by `require` and `import`: besides what Node finds, TypeScript files, `npm:` specifiers, and the packages
 * that the kernel brings where the project has none of that name.
 *
 * @param folder from which the cells' relative specifiers are resolved
 */
export function cellRequire(folder: string): NodeJS.Require {
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, isMain, options) {
    const name = withoutNpm(request);
    try {
      return resolve.call(this, name, parent, isMain, options);
    } catch (error) {
      const found = elsewhere(name, (other) => resolve.call(this, other, parent, isMain, options));
      if (found) return found;
      throw name === request ? error : missing(request);
    }
  };
  for (const extension of ['.ts', '.tsx', '.mts', '.cts']) {
    loader._extensions[extension] = (module, filename) => module._compile(compile(filename), filename);
  }
  const load = loader._extensions['.js'];
  loader._extensions['.js'] = (module, filename) => {
    remember(filename);
    load(module, filename);
  };
  return createRequire(join(folder, '__tslab__.js'));
}

function elsewhere(name: string, resolve: (name: string) => string): string | undefined {
  const attempts = [
    // TypeScript's way to write the import of a `.ts` file.
    ...(/^\..*\.[cm]?js$/.test(name) ? [() => resolve(name.replace(/js$/, 'ts'))] : []),
    ...(isBrought(name) ? [() => own.resolve(name)] : []),
  ];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // The next one, or the error of the first.
    }
  }
  return undefined;
}

function missing(request: string): Error {
  const error = new Error(
    `Cannot find module '${request}'. Install it by \`npm install ${packageToInstall(request)}\`.`,
  );
  return Object.assign(error, { code: 'MODULE_NOT_FOUND' });
}

function compile(filename: string): string {
  remember(filename);
  const compiler: typeof ts = loadTypescript();
  const { outputText } = compiler.transpileModule(compiler.sys.readFile(filename) ?? '', {
    fileName: filename,
    compilerOptions: {
      module: compiler.ModuleKind.CommonJS,
      target: compiler.ScriptTarget.ES2022,
      esModuleInterop: true,
      experimentalDecorators: true,
      inlineSourceMap: true,
      ...(extname(filename) === '.tsx' ? { jsx: compiler.JsxEmit.React } : {}),
    },
  });
  return outputText;
}

function remember(filename: string): void {
  // Packages, and this one wherever it is, are read once: parts of two versions would not fit.
  if (/[\\/]node_modules[\\/]/.test(filename) || filename.startsWith(ownFolder)) return;
  read.set(filename, timeOf(filename));
}

const timeOf = (filename: string): number => statSync(filename, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Forgets files that were edited since they were read, and what imports them: the next import reads them afresh. */
export function forgetEdited(): void {
  const edited = [...read]
    .filter(([filename, time]) => timeOf(filename) !== time)
    .map(([filename]) => filename);
  const forget = (filename: string): void => {
    if (!read.delete(filename)) return;
    delete require.cache[filename];
    for (const module of Object.values(require.cache)) {
      if (module?.children.some((child) => child.filename === filename)) forget(module.filename);
    }
  };
  edited.forEach(forget);
}
