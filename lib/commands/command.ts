import { parseArgs } from 'node:util';
import { nearestName } from '../data/nearest-name';

/** A call that cannot be understood; the message says how to mend it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface Option {
  /** Name of the value in the help, or undefined for a switch without value. */
  readonly value?: string;
  readonly help: string;
  /** Whether it may be given several times. */
  readonly several?: true;
}

export interface Command {
  /** What it does, in one or more sentences. */
  readonly description: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Names of the arguments that stand without an option, all of them needed; undefined: none. */
  readonly operands?: readonly string[];
  /** Whether operands may be missing; default not. */
  readonly optionalOperands?: boolean;
  /** What may follow `--`, for the help; undefined: nothing. */
  readonly rest?: string;
  /** @returns the exit status */
  run(values: Values): Promise<number>;
}

/** What the user gave. */
export interface Values {
  /** Value of an option, or undefined if it was not given. */
  text(name: string): string | undefined;
  /** Values of an option that may be given several times; empty if it was not given. */
  texts(name: string): readonly string[];
  /** @throws UsageError if the value is no number of at least 0 */
  number(name: string): number | undefined;
  /** @throws UsageError if the value is no number above 0 */
  positive(name: string): number | undefined;
  /** @throws UsageError if the value is no integer of at least `least`, or too large to be counted */
  integer(name: string, least: number): number | undefined;
  /** @throws UsageError if the value is none of the choices */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined;
  has(name: string): boolean;
  /** As many as the command has names for, or fewer where they may be missing. */
  readonly operands: readonly string[];
  /** What followed `--`. */
  readonly rest: readonly string[];
}

/**
 * Reads the arguments of a command.
 *
 * @throws UsageError if an option is unknown (naming the nearest known one), lacks its value, or arguments are left over
 *   or missing
 */
export function parseCommand(name: string, command: Omit<Command, 'run'>, args: readonly string[]): Values {
  const end = command.rest !== undefined && args.includes('--') ? args.indexOf('--') : args.length;
  const types = Object.fromEntries(
    Object.entries(command.options).map(([option, { value, several = false }]) => [
      option,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: several },
    ]),
  );
  const own = withValues(name, args.slice(0, end), command.options);
  const wanted = command.operands ?? [];
  refuseUnknown(name, wanted.length, own, types);
  try {
    refuseRepeated(own, types);
    const { values, positionals } = parseArgs({
      args: own,
      options: types,
      strict: true,
      allowPositionals: wanted.length > 0,
    });
    if (positionals.length < wanted.length && !command.optionalOperands) {
      throw new UsageError(`${wanted[positionals.length]} is missing; see genlabel ${name} --help`);
    }
    const empty = positionals.findIndex((text) => text.trim() === '');
    if (empty >= 0)
      throw new Error(
        `got ${JSON.stringify(positionals[empty])} as ${wanted[empty]}; is a variable of the shell empty?`,
      );
    return new Given(name, values, positionals, args.slice(end + 1));
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
}

/**
 * The arguments with each value joined to its option, as one that begins with a dash (`--seed -1`) must be to be read.
 *
 * @throws UsageError if an option lacks its value, or a switch has one
 */
function withValues(
  name: string,
  args: readonly string[],
  options: Readonly<Record<string, Option>>,
): string[] {
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const [, option, given] = /^--([^=]+)(?:=(.*))?$/s.exec(args[i]) ?? [];
    if (args[i] === '--') return [...joined, ...args.slice(i)];
    if (option === undefined || !Object.hasOwn(options, option)) {
      joined.push(args[i]);
      continue;
    }
    const { value } = options[option];
    if (value === undefined && given !== undefined)
      throw new UsageError(`${name}: --${option}: got ${shown(given)}, expected no value: write --${option}`);
    if (value === undefined || given !== undefined) {
      joined.push(args[i]);
      continue;
    }
    const next = args[++i];
    if (next === undefined)
      throw new UsageError(`${name}: --${option}: got no value, expected --${option} <${value}>`);
    if (next.startsWith('--'))
      throw new UsageError(
        `${name}: --${option}: got the option ${next}, expected --${option} <${value}>; a value that begins so is written --${option}=${next}`,
      );
    joined.push(`--${option}=${next}`);
  }
  return joined;
}

/** As it was typed, or in quotes where it would not be seen. */
function shown(text: string): string {
  return text.trim() === '' ? JSON.stringify(text) : text;
}

function refuseUnknown(
  name: string,
  numOperands: number,
  args: string[],
  options: Record<string, { type: 'string' | 'boolean' }>,
): void {
  const known = Object.keys(options);
  let operands = 0;
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional' && ++operands > numOperands) {
      const expected =
        numOperands === 0
          ? 'options only'
          : `${numOperands === 1 ? '1 argument' : `${numOperands} arguments`} and options only`;
      throw new UsageError(`${name}: got ${token.value}, expected ${expected}; see genlabel ${name} --help`);
    }
    if (token.kind !== 'option' || known.includes(token.name)) continue;
    const nearest = nearestName(token.name, known);
    const cure = nearest ? `did you mean --${nearest}?` : `see genlabel ${name} --help`;
    throw new UsageError(`${name}: no option ${token.rawName}; ${cure}`);
  }
}

/** Of an option given twice, one value would be lost. */
function refuseRepeated(
  args: string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>,
): void {
  const seen = new Set<string>();
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option' || options[token.name]?.multiple) continue;
    if (seen.has(token.name)) throw new Error(`${token.rawName} is given twice, expected once`);
    seen.add(token.name);
  }
}

type GivenValues = { readonly [option: string]: string | boolean | (string | boolean)[] | undefined };

class Given implements Values {
  readonly #command: string;
  readonly #values: GivenValues;
  readonly operands: readonly string[];
  readonly rest: readonly string[];

  constructor(command: string, values: GivenValues, operands: readonly string[], rest: readonly string[]) {
    this.#command = command;
    this.#values = values;
    this.operands = operands;
    this.rest = rest;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
  }

  number(name: string): number | undefined {
    return this.#number(name, (value) => value >= 0, 'a number of at least 0');
  }

  positive(name: string): number | undefined {
    return this.#number(name, (value) => value > 0, 'a number above 0');
  }

  integer(name: string, least: number): number | undefined {
    const counts = (value: number) => Number.isSafeInteger(value) && value >= least;
    return this.#number(name, counts, `an integer of at least ${least}`);
  }

  #number(name: string, accepts: (value: number) => boolean, expected: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && accepts(value)) return value;
    throw new UsageError(`${this.#command}: --${name}: got ${shown(text)}, expected ${expected}`);
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (!found)
      throw new UsageError(
        `${this.#command}: --${name}: got ${shown(text)}, expected ${choices.join(' or ')}`,
      );
    return found;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }
}

/** The text of `genlabel <name> --help`. */
export function helpOf(
  name: string,
  { description, options, operands = [], optionalOperands = false, rest }: Omit<Command, 'run'>,
): string {
  const rows = Object.entries(options).map(([option, { value, help }]) => [
    `  --${option}${value === undefined ? '' : ` <${value}>`}`,
    help,
  ]);
  if (rest !== undefined) rows.push(['  -- …', rest]);
  const width = Math.max(0, ...rows.map(([left]) => left.length)) + 2;
  const named = operands.map((operand) => (optionalOperands ? ` [${operand}]` : ` <${operand}>`)).join('');
  const usage = `genlabel ${name}${named}${rows.length > 0 ? ' [options]' : ''}`;
  return [usage, '', description, '', ...rows.map(([left, help]) => left.padEnd(width) + help)]
    .join('\n')
    .trimEnd();
}
