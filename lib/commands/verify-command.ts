import type { RecordCheck, Verification } from '../runtime/verify';
import { type VerifyOptions, verify } from '../study/run';
import { type Command, helpOf, parseCommand, type Values } from './command';
import { workerThreads } from './worker-threads';

const command: Omit<Command, 'run'> = {
  description:
    'Recomputes randomly chosen records of figures/records and compares the results bit for bit. ' +
    'Ends with status 0 if all are equal, 1 if one differs or there is nothing to compare, 2 if it could not run.',
  options: {
    sample: { value: 'N', help: 'number of records (default: 10)' },
    seed: { value: 'S', help: 'choose the same records as an earlier run, which printed its seed' },
    experiment: {
      value: 'ID',
      help: 'choose from the records of this experiment only; may be repeated',
      several: true,
    },
    'max-seconds': {
      value: 'T',
      help: 'choose from records of jobs that took T seconds at most (default: all)',
    },
    workers: { value: 'W', help: 'number of worker threads' },
  },
};

/**
 * Command `genlabel verify`.
 *
 * @param argv what follows `verify` on the command line
 * @param defaults of what the command line does not say (tests give another store and registry)
 * @param print writes to standard output
 * @returns the exit status
 */
export async function verifyCommand(
  argv: readonly string[],
  defaults: Partial<VerifyOptions> = {},
  print: (text: string) => unknown = (text) => process.stdout.write(text),
): Promise<number> {
  try {
    if (argv.includes('--help') || argv.includes('-h')) {
      print(`${helpOf('verify', command)}\n`);
      return 0;
    }
    const options = { sample: 10, ...defaults, ...given(parseCommand('verify', command, argv)) };
    const result = await verify({ ...options, onRecord: (check) => print(`${checkLine(check)}\n`) });
    print(summaryText(result, options.sample));
    return result.differing.length === 0 && result.compared > 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`genlabel: ${(error as Error).message}\n`);
    return 2;
  }
}

function given(values: Values): Partial<VerifyOptions> {
  const names = { sample: 'sample', seed: 'seed', 'max-seconds': 'maxSeconds' };
  const numbers = Object.entries(names).flatMap(([option, name]) => {
    const value = values.integer(option, option === 'seed' ? 0 : 1);
    return value === undefined ? [] : [[name, value]];
  });
  const experiments = values.texts('experiment');
  return {
    ...Object.fromEntries(numbers),
    ...(values.text('workers') !== undefined && { workers: workerThreads('verify', values) }),
    ...(experiments.length > 0 && { experiments }),
  };
}

function checkLine({ record, verdict, seconds, reason }: RecordCheck): string {
  const what = `${record.experiment} ${record.key} ${JSON.stringify(record.configuration)}`;
  if (verdict === 'skipped') return `skipped    ${what}: ${reason}`;
  return `${verdict.padEnd(10)} ${what} (${seconds} s)`;
}

function summaryText(
  { seed, available, long, compared, equal, differing, skipped }: Verification,
  sample: number,
): string {
  const lines = differing.flatMap(({ experiment, configuration, committed, computed }) => [
    `DIFFERENT: ${experiment} ${JSON.stringify(configuration)}`,
    `  committed ${JSON.stringify(committed)}`,
    `  computed  ${JSON.stringify(computed)}`,
  ]);
  lines.push(
    `${equal} of ${compared} equal, bit for bit (of ${available} committed records; --seed ${seed})`,
  );
  if (long > 0) lines.push(`${long} left out because their jobs took longer (--max-seconds)`);
  if (skipped > 0)
    lines.push(`${skipped} skipped because their data are not on this machine (set GENLABEL_DATA)`);
  if (compared < sample) lines.push(`${sample} were asked for, ${compared} could be compared`);
  return `${lines.join('\n')}\n`;
}
