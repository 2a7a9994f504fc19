import type { Comparison } from './comparison';
import { verdicts } from './rules';
import type { Table } from './table';

type Fields = { readonly [name: string]: unknown };

/**
 * Refuses what is neither a table nor a comparison, so that nothing but what these can hold reaches a page.
 *
 * @param value read from a file
 * @throws RangeError naming the field, what it is and what was expected
 */
export function checkContent(value: unknown): asserts value is Table | Comparison {
  const content = fields(value, 'content');
  if (content.kind === 'table') checkTable(content);
  else if (content.kind === 'comparison') checkComparison(content);
  else throw wrong('kind', content.kind, "'table' or 'comparison'");
}

function checkTable({ title, columns, rows, notes }: Fields): void {
  optional(title, 'title');
  texts(columns, 'columns');
  list(rows, 'rows').forEach((row, i) => {
    for (const cell of list(row, `rows[${i}]`)) {
      const known = cell === null || typeof cell === 'string' || isNumber(cell);
      if (!known) throw wrong(`a cell of rows[${i}]`, cell, 'a text, a number or null');
    }
  });
  if (notes !== undefined) texts(notes, 'notes');
}

function checkComparison(content: Fields): void {
  for (const name of ['title', 'place', 'unit', 'rowHeader', 'columnHeader']) text(content[name], name);
  if (
    !Number.isInteger(content.decimals) ||
    !((content.decimals as number) >= 0 && (content.decimals as number) <= 20)
  ) {
    throw wrong('decimals', content.decimals, 'an integer from 0 to 20');
  }
  texts(content.columns, 'columns');
  texts(content.notes, 'notes');
  list(content.rows, 'rows').forEach((value, i) => {
    const row = fields(value, `rows[${i}]`);
    text(row.label, `rows[${i}].label`);
    for (const cell of list(row.cells, `rows[${i}].cells`)) checkCell(fields(cell, 'a cell'));
  });
}

function checkCell({ paper, reproduces, generalises }: Fields): void {
  if (paper !== null && !isNumber(paper)) throw wrong('paper', paper, 'a number or null');
  for (const side of [reproduces, generalises]) {
    if (side === null || side === undefined) continue;
    const { mean, low, high, reach, trials, verdict } = fields(side, 'a side of a cell');
    if (!isNumber(mean)) throw wrong('mean', mean, 'a number');
    if (!Number.isInteger(trials)) throw wrong('trials', trials, 'an integer');
    for (const [name, bound] of Object.entries({ low, high, reach })) {
      if (bound !== null && !isNumber(bound)) throw wrong(name, bound, 'a number or null');
    }
    if (verdict !== null && !(verdicts as readonly unknown[]).includes(verdict)) {
      throw wrong('verdict', verdict, `null or one of ${verdicts.join(', ')}`);
    }
  }
}

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

function fields(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(name, value, 'an object');
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong(name, value, 'a list');
}

function text(value: unknown, name: string): void {
  if (typeof value !== 'string') throw wrong(name, value, 'a text');
}

function optional(value: unknown, name: string): void {
  if (value !== undefined) text(value, name);
}

function texts(value: unknown, name: string): void {
  for (const entry of list(value, name)) text(entry, `an entry of ${name}`);
}

function wrong(name: string, value: unknown, expected: string): RangeError {
  return new RangeError(`${name} is ${JSON.stringify(value)?.slice(0, 80)}, expected ${expected}`);
}
