import { widthOf } from '../../data/prepared-column';
import type { Classifier } from './classifier';

export const format = 'genlabel-classifier';
export const version = 1;

/** A classifier as it stands in its file. */
export interface StoredModel extends Omit<Classifier, 'model'> {
  readonly format: string;
  readonly version: number;
  readonly weights: readonly number[][];
  readonly bias: readonly number[];
}

/** Why a value is no classifier, in words that follow the name of its file; undefined if it is one. */
export function modelProblem(content: Partial<StoredModel> | null): string | undefined {
  if (typeof content !== 'object' || content === null || content.format !== format) {
    return 'is no model that genlabel train wrote';
  }
  if (content.version !== version) return `has version ${content.version}, expected ${version}`;
  const { target, classNames, columns, weights, bias, provenance } = content;
  if (typeof target !== 'string') return 'names no target';
  if (!isTexts(classNames) || classNames.length < 2) return 'has no list of two or more classes';
  const twice = repeated(classNames);
  if (twice !== undefined) return `names class ${JSON.stringify(twice)} twice`;
  if (!Array.isArray(columns) || columns.length === 0) return 'has no list of columns';
  const damaged = columnsProblem(columns, target);
  if (damaged) return damaged;
  const inputs = columns.reduce((sum, column) => sum + widthOf(column), 0);
  if (!isRow(bias, classNames.length)) return `has no bias of ${classNames.length} numbers`;
  const fits = Array.isArray(weights) && weights.length === classNames.length;
  if (!fits || !weights.every((values) => isRow(values, inputs))) {
    return `has no weights of ${classNames.length} x ${inputs} numbers`;
  }
  return typeof provenance === 'object' && provenance !== null ? undefined : 'has no provenance';
}

function columnsProblem(columns: readonly unknown[], target: string): string | undefined {
  for (const [j, column] of columns.entries()) {
    const problem = columnProblem(column as Fields | null);
    if (problem) return `column ${j + 1} ${problem}`;
  }
  const names = columns.map((column) => (column as { readonly name: string }).name);
  const twice = repeated(names);
  if (twice !== undefined) return `names column ${JSON.stringify(twice)} twice`;
  return names.includes(target)
    ? `names ${JSON.stringify(target)} as target and as column of the features`
    : undefined;
}

type Fields = { readonly [key: string]: unknown };

function columnProblem(column: Fields | null): string | undefined {
  if (typeof column !== 'object' || column === null || typeof column.name !== 'string') return 'has no name';
  const named = `(${JSON.stringify(column.name)})`;
  const oneHot = column.kind === 'nominal' && column.encoding === 'one-hot';
  if (column.kind !== 'numeric' && !oneHot && !(column.kind === 'nominal' && column.encoding === 'integer')) {
    return `${named} is neither numeric nor nominal with the encoding one-hot or integer`;
  }
  for (const key of oneHot ? ['substitute'] : ['substitute', 'shift', 'divisor']) {
    if (!Number.isFinite(column[key])) return `${named} has no number as ${key}`;
  }
  if (!oneHot && column.divisor === 0) return `${named} has the divisor 0, expected another number`;
  return column.kind === 'nominal' ? categoriesProblem(column, named) : undefined;
}

function categoriesProblem({ categories, substitute }: Fields, named: string): string | undefined {
  if (!isTexts(categories) || categories.length === 0) return `${named} has no list of categories`;
  const twice = repeated(categories);
  if (twice !== undefined) return `${named} names category ${JSON.stringify(twice)} twice`;
  const place = substitute as number;
  if (Number.isInteger(place) && place >= 0 && place < categories.length) return undefined;
  return `${named} has the substitute ${place}, expected the place of one of its ${categories.length} categories, from 0`;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isRow(values: unknown, length: number): boolean {
  return Array.isArray(values) && values.length === length && values.every(Number.isFinite);
}

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
