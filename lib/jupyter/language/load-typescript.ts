import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import type ts from 'typescript';

type Compiled = NodeJS.Module & { paths: string[] };
type Wrapper = (
  exports: object,
  require: NodeJS.Require,
  module: object,
  file: string,
  folder: string,
) => void;

const noticeMilliseconds = 3000;
let loaded: typeof ts | undefined;

/**
 * The compiler, loaded when it is first needed: it is large. Its machine code is kept in a file beside this one, by which
 * loading takes a third of the time.
 */
export function loadTypescript(): typeof ts {
  if (loaded) return loaded;
  const file = require.resolve('typescript');
  const cached = require.cache[file];
  loaded = (cached?.exports as typeof ts | undefined) ?? load(file);
  return loaded;
}

function load(file: string): typeof ts {
  const { version } = require('typescript/package.json') as { version: string };
  const cache = join(__dirname, `.typescript-${version}-${process.version}-${process.arch}.cache`);
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const module = new Module(file) as Compiled;
  module.filename = file;
  module.paths = (Module as unknown as { _nodeModulePaths(folder: string): string[] })._nodeModulePaths(
    dirname(file),
  );
  const script = new vm.Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file, cachedData });
  const run = script.runInThisContext() as Wrapper;
  run.call(module.exports, module.exports, Module.createRequire(file), module, file, dirname(file));
  module.loaded = true;
  require.cache[file] = module;
  if (!cachedData || script.cachedDataRejected) {
    // Later, when the functions that every cell needs are compiled.
    setTimeout(() => keep(cache, script), noticeMilliseconds).unref();
  }
  return module.exports as typeof ts;
}

function keep(cache: string, script: vm.Script): void {
  const temporary = `${cache}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, cache);
  } catch {
    // A folder that cannot be written costs time, nothing else.
  }
}
