import { excerpt, type Refuse } from './arff-error';
import type { ArffAttribute } from './arff-header';
import { type ArffToken, type ArffValue, joined, splitAtCommas, tokenize, valuesOf } from './arff-tokens';

export interface ArffRow {
  /** One number an attribute, NaN for a missing value. */
  readonly cells: ArrayLike<number>;
  /** Weight in braces at the end of the row. */
  readonly weight: number | undefined;
}

/** Reads a row, dense or sparse; undefined for an empty line or a comment. */
export function parseRow(
  line: string,
  attributes: readonly ArffAttribute[],
  refuse: Refuse,
): ArffRow | undefined {
  const tokens = tokenize(line, refuse);
  if (tokens.length === 0) return undefined;
  if (tokens[0].kind === '{') return parseSparse(tokens, line, attributes, refuse);
  const brace = tokens.findIndex((token) => token.kind === '{' || token.kind === '}');
  const dense = brace < 0 ? tokens : tokens.slice(0, brace);
  const weight = brace < 0 ? [] : tokens.slice(brace);
  if (weight.length > 0 && dense.at(-1)?.kind === ',') dense.pop();
  const values = valuesOf(dense, line, refuse);
  if (values.length !== attributes.length) {
    refuse(
      `found ${values.length} value${values.length === 1 ? '' : 's'}, expected ${attributes.length}: one an attribute, separated by commas; quote values that have commas`,
    );
  }
  return {
    cells: values.map((value, j) => cellOf(value, attributes[j], refuse)),
    weight: weightOf(weight, line, refuse),
  };
}

/** `{index value, index value}`: what is left out is 0, that is, the first category of a nominal attribute. */
function parseSparse(
  tokens: readonly ArffToken[],
  line: string,
  attributes: readonly ArffAttribute[],
  refuse: Refuse,
): ArffRow {
  const close = tokens.findIndex((token) => token.kind === '}');
  if (close < 0) refuse('the sparse row is not closed, expected } on the same line');
  const cells = new Float64Array(attributes.length);
  const given = new Set<number>();
  const pairs = close === 1 ? [] : splitAtCommas(tokens.slice(1, close));
  for (const [index, ...value] of pairs) {
    const j = indexOf(index, attributes, refuse);
    if (given.has(j)) refuse(`found attribute ${j} twice in a sparse row, expected it once`);
    if (value.length === 0) refuse(`attribute ${j} of the sparse row has no value, expected "index value"`);
    given.add(j);
    cells[j] = cellOf(joined(value, line, refuse), attributes[j], refuse);
  }
  const text = textsOf(attributes).find((j) => !given.has(j)) ?? -1;
  if (text >= 0) {
    refuse(
      `the sparse row leaves out string attribute ${excerpt(attributes[text].name)}, whose 0 is no text: give it`,
    );
  }
  const rest = tokens.slice(close + 1);
  return { cells, weight: weightOf(rest[0]?.kind === ',' ? rest.slice(1) : rest, line, refuse) };
}

const textsBy = new WeakMap<readonly ArffAttribute[], readonly number[]>();

/** Places of the string attributes: looked for once a file, since sparse files have thousands of attributes. */
function textsOf(attributes: readonly ArffAttribute[]): readonly number[] {
  const known = textsBy.get(attributes);
  if (known) return known;
  const texts = [...attributes.keys()].filter((j) => attributes[j].type === 'string');
  textsBy.set(attributes, texts);
  return texts;
}

function indexOf(token: ArffToken | undefined, attributes: readonly ArffAttribute[], refuse: Refuse): number {
  const text = token?.text ?? '';
  const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(index < attributes.length)) {
    refuse(
      `found ${excerpt(text)} in a sparse row, expected the index of an attribute, 0 to ${attributes.length - 1}`,
    );
  }
  return index;
}

function weightOf(tokens: readonly ArffToken[], line: string, refuse: Refuse): number | undefined {
  if (tokens.length === 0) return undefined;
  const [open, value, close, ...more] = tokens;
  const weight = value ? numberOf(value.text) : Number.NaN;
  if (open.kind !== '{' || close?.kind !== '}' || more.length > 0 || !(weight >= 0)) {
    refuse(
      `found ${excerpt(line.slice(open.start))} after the values, expected nothing or a weight of 0 or more in braces`,
    );
  }
  return weight;
}

function cellOf(value: ArffValue, attribute: ArffAttribute, refuse: Refuse): number {
  if (value.text === '?' && !value.quoted) return Number.NaN;
  switch (attribute.type) {
    case 'numeric': {
      const number = numberOf(value.text);
      return Number.isNaN(number)
        ? refuse(wrong(value, attribute, 'a finite number, or ? where it is missing'))
        : number;
    }
    case 'date': {
      const time = attribute.read(value.text);
      return Number.isNaN(time)
        ? refuse(wrong(value, attribute, `a date in the format ${attribute.format}`))
        : time;
    }
    case 'nominal':
      return (
        attribute.indexOf.get(value.text) ??
        refuse(wrong(value, attribute, categoriesOf(attribute.categories)))
      );
    case 'string': {
      const known = attribute.indexOf.get(value.text);
      if (known !== undefined) return known;
      attribute.indexOf.set(value.text, attribute.categories.length);
      return attribute.categories.push(value.text) - 1;
    }
  }
}

/** Number of a decimal text; NaN for anything else, also for what overflows or is spelled Infinity. */
function numberOf(text: string): number {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : Number.NaN;
}

function wrong(value: ArffValue, attribute: ArffAttribute, expected: string): string {
  return `found ${excerpt(value.text)} for attribute ${excerpt(attribute.name)}, expected ${expected}`;
}

function categoriesOf(categories: readonly string[]): string {
  const shown = categories.slice(0, 5).map(excerpt).join(', ');
  return `one of its ${categories.length} categories: ${shown}${categories.length > 5 ? ', …' : ''}`;
}
