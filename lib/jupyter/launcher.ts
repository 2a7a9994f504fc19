import { dirname } from 'node:path';
import { readConnection } from './connection';
import { Language } from './language/language';
import { watchParent } from './parent-watch';

/** Environment variable by which our own runner says which process must be the kernel's parent. */
const parentVariable = 'GENLABEL_KERNEL_PARENT';

/** Version of which the converter's internals are known:. */
const tslabVersion = '1.0.22';

function requireTslab(): void {
  const { version } = require('tslab/package.json') as { version: string };
  if (version === tslabVersion) return;
  throw new Error(
    `got tslab ${version}, expected ${tslabVersion}, whose internals the kernel relies on: run \`npm ci\``,
  );
}

async function launch(): Promise<void> {
  const [path] = process.argv.slice(2);
  if (!path) throw new Error('got no connection file; Jupyter passes it as the only argument');
  requireTslab();
  const parent = process.env[parentVariable];
  delete process.env[parentVariable];
  // Our runner makes a private folder for the connection file; Jupyter has one for all kernels.
  if (parent === undefined) watchParent();
  else watchParent(Number(parent), dirname(path));
  // Outputs are stored: they must not depend on the terminal from which the kernel was started.
  delete process.env.FORCE_COLOR;
  process.env.NO_COLOR = '1';
  const folder = process.cwd();
  const connection = readConnection(path);
  const language = new Language(folder, parent === undefined);
  language.start();
  // Loaded beside the compiler.
  const { Kernel } = require('./kernel') as typeof import('./kernel');
  const { KernelServer } = require('./kernel-server') as typeof import('./kernel-server');
  await new Kernel(new KernelServer(connection), folder, language).start();
}

launch().catch((error: unknown) => {
  process.stderr.write(`genlabel kernel: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
