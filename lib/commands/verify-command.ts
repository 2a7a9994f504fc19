import { parseArgs } from 'node:util';
import type { RecordCheck, Verification } from '../runtime/verify';
import { type VerifyOptions, verify } from '../study/run';

const usage = `usage: genlabel verify [--sample N] [--seed S] [--experiment ID]... [--max-seconds T] [--workers W]

Recomputes N (default 10) randomly chosen records of figures/records and compares the results bit for bit.
  --seed S         choose the same records as an earlier run, which printed its seed
  --experiment ID  choose from the records of this experiment only; may be repeated
  --max-seconds T  choose from records of jobs that took T seconds at most (default: all)
  --workers W      number of worker threads
Ends with status 0 if all are equal, 1 if one differs or there is nothing to compare, 2 if it could not run.
`;

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
    const options = { sample: 10, ...defaults, ...parse(argv) };
    if (options.help) {
      print(usage);
      return 0;
    }
    const result = await verify({ ...options, onRecord: (check) => print(`${checkLine(check)}\n`) });
    print(summaryText(result, options.sample));
    return result.differing.length === 0 && result.compared > 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`genlabel verify: ${(error as Error).message}\n`);
    return 2;
  }
}

function parse(argv: readonly string[]): Partial<VerifyOptions> & { help?: boolean } {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      sample: { type: 'string' },
      seed: { type: 'string' },
      workers: { type: 'string' },
      'max-seconds': { type: 'string' },
      experiment: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  const { help, experiment: experiments } = values;
  const numbers = Object.fromEntries(
    (['sample', 'seed', 'workers'] as const)
      .filter((name) => values[name] !== undefined)
      .map((name) => [name, requireNumber(`--${name}`, values[name])]),
  );
  const longest = values['max-seconds'];
  const maxSeconds = longest === undefined ? {} : { maxSeconds: requireNumber('--max-seconds', longest) };
  return { ...numbers, ...maxSeconds, ...(experiments && { experiments }), ...(help && { help }) };
}

function requireNumber(option: string, text: string | undefined): number {
  const value = Number(text);
  if (text?.trim() && Number.isInteger(value)) return value;
  throw new RangeError(`${option} is ${text}, expected an integer`);
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
