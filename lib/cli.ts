import { resolve } from 'node:path';
import { type Command, helpOf, parseCommand, UsageError } from './commands/command';
import { hideCredentials } from './commands/queue-option';
import { ArffError } from './data/arff-error';
import { StorageError, storageReason } from './data/atomic-write';
import { nearestName } from './data/nearest-name';
import { MissingPackageError } from './data/optional-package';
import { libraryVersion } from './data/package-folder';
import { TableError } from './data/table-error';
import { NotebookFormatError } from './jupyter/notebook';
import { NotebookError } from './jupyter/notebook-error';
import { RepositoryError, repositoryRoot } from './runtime/folder';
import { LockError } from './runtime/lock';
import { QueueError } from './runtime/queue/queue-address';
import { StoreError } from './runtime/store-contents';

interface Entry {
  readonly summary: string;
  /** Whether it works on the repository of the reproduction alone, whose packages it loads. */
  readonly onRepository?: true;
  /** Commands are loaded when they are called: most of the library is heavier than the command needs. */
  readonly load: () => Command | ((argv: readonly string[]) => Promise<number>);
}

/** Folders that the user may give relative to the current one; kernels run in the folder of the notebooks. */
const folders = ['GENLABEL_DATA', 'GENLABEL_FIGURES', 'GENLABEL_RECORDS', 'OPENML_CACHE_DIR'];

const commands: Readonly<Record<string, Entry>> = {
  reproduce: {
    summary: 'run the notebooks: every table and figure of the paper',
    onRepository: true,
    load: () => (require('./commands/reproduce') as typeof import('./commands/reproduce')).reproduce,
  },
  figures: {
    summary: 'render every saved figure and table again, computing nothing',
    load: () =>
      (require('./commands/figures-command') as typeof import('./commands/figures-command')).figuresCommand,
  },
  train: {
    summary: 'train vanilla, mixup and GenLabel classifiers on your own CSV or ARFF file',
    load: () =>
      (require('./commands/train-command') as typeof import('./commands/train-command')).trainCommand,
  },
  predict: {
    summary: 'classify the rows of a file with a model that train saved',
    load: () =>
      (require('./commands/predict-command') as typeof import('./commands/predict-command')).predictCommand,
  },
  verify: {
    summary: 'recompute some of the committed records and compare them bit for bit',
    load: () =>
      (require('./commands/verify-command') as typeof import('./commands/verify-command')).verifyCommand,
  },
  claim: {
    summary: 'show a claim of the paper and recompute it from its records; without an id, list all',
    load: () =>
      (require('./commands/claim-command') as typeof import('./commands/claim-command')).claimCommand,
  },
  worker: {
    summary: 'run jobs of a queue, which other machines share',
    load: () =>
      (require('./commands/worker-command') as typeof import('./commands/worker-command')).workerCommand,
  },
  queue: {
    summary: 'show what is in a queue, or clear it',
    load: () =>
      (require('./commands/queue-command') as typeof import('./commands/queue-command')).queueCommand,
  },
  typecheck: {
    summary: 'type-check the cells of the notebooks strictly',
    onRepository: true,
    load: () => (require('./commands/typecheck') as typeof import('./commands/typecheck')).typecheck,
  },
  lab: {
    summary: 'open the notebooks in JupyterLab',
    onRepository: true,
    load: () => (require('./commands/lab') as typeof import('./commands/lab')).lab,
  },
  'kernel-install': {
    summary: 'make the TypeScript kernel known to all Jupyter programs of this user',
    onRepository: true,
    load: () =>
      (require('./commands/kernel-install') as typeof import('./commands/kernel-install')).kernelInstall,
  },
  doctor: {
    summary: 'say what of kernel, TensorFlow.js, Jupyter, browser and data is there',
    load: () => (require('./commands/doctor') as typeof import('./commands/doctor')).doctor,
  },
};

/** Their messages are for users; of others the stack is shown. */
const expectedErrors = [
  UsageError,
  NotebookError,
  NotebookFormatError,
  LockError,
  StoreError,
  TableError,
  ArffError,
  StorageError,
  MissingPackageError,
  RepositoryError,
  QueueError,
];

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  const rows = Object.entries(commands).map(
    ([name, { summary, onRepository }]) => `  ${name.padEnd(width)}${summary}${onRepository ? ' *' : ''}`,
  );
  return [
    'genlabel <command> [options]',
    '',
    ...rows,
    '',
    '* in a clone of the repository only.',
    'genlabel <command> --help tells more; genlabel --version tells the version.',
  ].join('\n');
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    console.log(libraryVersion());
    return 0;
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
  const { onRepository, load } = commands[name];
  if (onRepository) repositoryRoot();
  const command = load();
  if (typeof command === 'function') return command(args);
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--help') || own.includes('-h')) {
    console.log(helpOf(name, command));
    return 0;
  }
  return command.run(parseCommand(name, command, args));
}

hideCredentials(process.argv.slice(2));
let outputLost = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`train | head`) ends the text, not the work.
  if (error.code === 'EPIPE' || outputLost) return;
  outputLost = true;
  console.error(`genlabel: cannot write to standard output: ${storageReason(error, 'or write elsewhere')}`);
  process.exitCode = 1;
});
process.stderr.on('error', () => undefined);

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = outputLost ? 1 : status;
  },
  (error: unknown) => {
    const { message, stack } =
      error instanceof Error ? error : { message: String(error), stack: String(error) };
    const expected = expectedErrors.some((kind) => error instanceof kind);
    console.error(`genlabel: ${expected ? message : stack}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
