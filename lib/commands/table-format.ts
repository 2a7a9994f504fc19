import type { CsvFormat } from '../data/csv-records';
import { type Option, UsageError, type Values } from './command';

/** Options of commands that read a table: how its text is laid out. */
export const formatOptions = {
  delimiter: {
    value: 'char',
    help: 'of the CSV file (tab, space): default the one that divides its lines alike',
  },
  encoding: { value: 'name', help: 'of the text, such as latin1 or utf-16le; default UTF-8' },
  'no-header': { help: 'the first line holds values: columns are called "column 1", "column 2", …' },
} satisfies Readonly<Record<string, Option>>;

const spelledDelimiters: { readonly [name: string]: string | undefined } = {
  ...{ tab: '\t', '\\t': '\t', space: ' ', comma: ',', semicolon: ';', bar: '|' },
};

/** @throws UsageError for an encoding that is one of categories, which has an option of its own */
export function formatOf(command: string, values: Values): CsvFormat & { readonly encoding?: string } {
  const delimiter = values.text('delimiter');
  const encoding = values.text('encoding');
  if (encoding === 'one-hot' || encoding === 'integer') {
    throw new UsageError(
      `${command}: --encoding is that of the text; that of nominal columns is --categories ${encoding}`,
    );
  }
  return {
    ...(delimiter !== undefined && { delimiter: spelledDelimiters[delimiter] ?? delimiter }),
    ...(encoding !== undefined && { encoding }),
    header: !values.has('no-header'),
  };
}
