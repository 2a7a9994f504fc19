import { describe, expect, it } from 'vitest';
import { type Option, parseCommand, UsageError } from '../../lib/commands/command';
import { predictCommand } from '../../lib/commands/predict-command';
import { queueCommand } from '../../lib/commands/queue-command';
import { reproduce } from '../../lib/commands/reproduce';
import { trainCommand } from '../../lib/commands/train-command';
import { workerCommand } from '../../lib/commands/worker-command';

const commands = {
  train: trainCommand,
  predict: predictCommand,
  worker: workerCommand,
  queue: queueCommand,
  reproduce,
};

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('expected a refusal');
}

describe.each(Object.entries(commands))('options of genlabel %s', (name, command) => {
  const operands = (command.operands ?? []).map((_, i) => `file-${i}`);
  const options = Object.entries<Option>(command.options);
  const withValue = options.filter(([, { value }]) => value !== undefined);
  const parsed = (...args: string[]) => parseCommand(name, command, [...operands, ...args]);

  it.each(withValue)('--%s takes a value that begins with a dash', (option, { several }) => {
    for (const text of ['-1', '-x', '-', '-1.5e3']) {
      const values = parsed(`--${option}`, text);
      expect(several ? values.texts(option) : [values.text(option)]).toEqual([text]);
      expect(values.operands).toEqual(operands);
    }
  });

  it.each(withValue)('--%s takes no other option for its value', (option, { value }) => {
    const [other] = options.find(([found]) => found !== option) as [string, Option];
    expect(messageOf(() => parsed(`--${option}`, `--${other}`))).toBe(
      `${name}: --${option}: got the option --${other}, expected --${option} <${value}>; a value that begins so is written --${option}=--${other}`,
    );
    expect(messageOf(() => parsed(`--${option}`))).toBe(
      `${name}: --${option}: got no value, expected --${option} <${value}>`,
    );
    const values = parsed(`--${option}=--${other}`);
    expect(values.text(option) ?? values.texts(option)[0]).toBe(`--${other}`);
  });
});

describe('parseCommand', () => {
  const parsed = (...args: string[]) => parseCommand('train', trainCommand, ['my.csv', ...args]);

  it('refuses a value for a switch', () => {
    expect(messageOf(() => parsed('--exact=5'))).toBe(
      'train: --exact: got 5, expected no value: write --exact',
    );
    expect(messageOf(() => parsed('--exact='))).toContain('got "", expected no value');
  });

  it('leaves what follows -- alone', () => {
    expect(parseCommand('train', trainCommand, ['--seed', '-1', '--', '--seed']).operands).toEqual([
      '--seed',
    ]);
  });

  it.each([
    ['x', 'x'],
    ['-1', '-1'],
    ['', '""'],
    [' ', '" "'],
    ['NaN', 'NaN'],
    ['1e400', '1e400'],
  ])('numbers: %j is refused as it was typed', (text, shown) => {
    const values = parsed('--splits', text, '--max-minutes', text);
    expect(messageOf(() => values.integer('splits', 2))).toBe(
      `train: --splits: got ${shown}, expected an integer of at least 2`,
    );
    expect(messageOf(() => values.positive('max-minutes'))).toBe(
      `train: --max-minutes: got ${shown}, expected a number above 0`,
    );
  });

  it.each(['0', '1', '2.5', '1e300'])('counts: %s is refused', (text) => {
    expect(messageOf(() => parsed('--splits', text).integer('splits', 2))).toContain(`got ${text},`);
  });
});
