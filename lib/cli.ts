import { resolve } from 'node:path';
import { nearestName } from './data/nearest-name';
import { NotebookError } from './jupyter/notebook-error';
import { type Command, helpOf, parseCommand, UsageError } from './runtime/command';

interface Entry {
  readonly summary: string;
  /** Commands are loaded when they are called: most of the library is heavier than the command needs. */
  readonly load: () => Command | ((argv: readonly string[]) => Promise<number>);
}

/** Folders that the user may give relative to the current one; kernels run in the folder of the notebooks. */
const folders = ['GENLABEL_DATA', 'GENLABEL_FIGURES', 'GENLABEL_RECORDS', 'OPENML_CACHE_DIR'];

const commands: Readonly<Record<string, Entry>> = {
  reproduce: {
    summary: 'run the notebooks: every table and figure of the paper',
    load: () => (require('./jupyter/reproduce') as typeof import('./jupyter/reproduce')).reproduce,
  },
  figures: {
    summary: 'render every saved figure and table again, computing nothing',
    load: () =>
      (require('./report/figures-command') as typeof import('./report/figures-command')).figuresCommand,
  },
  verify: {
    summary: 'recompute some of the committed records and compare them bit for bit',
    load: () =>
      (require('./runtime/verify-command') as typeof import('./runtime/verify-command')).verifyCommand,
  },
  typecheck: {
    summary: 'type-check the cells of the notebooks strictly',
    load: () => (require('./jupyter/typecheck') as typeof import('./jupyter/typecheck')).typecheck,
  },
  lab: {
    summary: 'open the notebooks in JupyterLab',
    load: () => (require('./jupyter/lab') as typeof import('./jupyter/lab')).lab,
  },
  'kernel-install': {
    summary: 'make the TypeScript kernel known to all Jupyter programs of this user',
    load: () =>
      (require('./jupyter/kernel-install') as typeof import('./jupyter/kernel-install')).kernelInstall,
  },
  doctor: {
    summary: 'say what of kernel, Jupyter, browser and data is there',
    load: () => (require('./jupyter/doctor') as typeof import('./jupyter/doctor')).doctor,
  },
};

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`);
  return ['genlabel <command> [options]', '', ...rows, '', 'genlabel <command> --help tells more.'].join(
    '\n',
  );
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(commands, name)) {
    const nearest = nearestName(name, Object.keys(commands));
    throw new UsageError(
      `no command ${name}; ${nearest ? `did you mean ${nearest}?` : 'genlabel --help lists them'}`,
    );
  }
  for (const variable of folders) {
    const folder = process.env[variable];
    if (folder) process.env[variable] = resolve(folder);
  }
  const command = commands[name].load();
  if (typeof command === 'function') return command(args);
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--help') || own.includes('-h')) {
    console.log(helpOf(name, command));
    return 0;
  }
  return command.run(parseCommand(name, command, args));
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const expected = error instanceof UsageError || error instanceof NotebookError;
    console.error(`genlabel: ${expected ? error.message : error instanceof Error ? error.stack : error}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
