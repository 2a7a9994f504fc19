import { dateReader, isoDateFormat } from './arff-dates';
import { excerpt, type Refuse } from './arff-error';
import { type ArffToken, tokenize, unquote, valuesOf } from './arff-tokens';

/** One `@attribute`. Its cells are numbers: categories and texts by index, dates in milliseconds since 1970 UTC. */
export type ArffAttribute = { readonly name: string; readonly line: number } & (
  | { readonly type: 'numeric' }
  | { readonly type: 'date'; readonly format: string; readonly read: (text: string) => number }
  | {
      /** Categories of a string attribute are its texts in order of appearance. */
      readonly type: 'nominal' | 'string';
      readonly categories: string[];
      readonly indexOf: Map<string, number>;
    }
);

export interface ArffHeader {
  readonly relation: string;
  readonly attributes: readonly ArffAttribute[];
  /** Number of lines up to and including `@data`. */
  readonly length: number;
}

/** Reads the lines up to `@data`. `refuseAt(line)` refuses line number `line`, from 1. */
export function parseHeader(lines: readonly string[], refuseAt: (line: number) => Refuse): ArffHeader {
  let relation: string | undefined;
  const attributes = new Map<string, ArffAttribute>();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i].trim();
    if (line === '' || line.startsWith('%')) continue;
    const refuse = refuseAt(i + 1);
    const [, keyword, rest] = /^@(\w+)(?:\s+(.*))?$/.exec(line) ?? refuse(unexpected(line));
    switch (keyword.toLowerCase()) {
      case 'relation':
        if (relation !== undefined) refuse('found a second @relation, expected one');
        relation = unquote(rest ?? '', refuse);
        break;
      case 'attribute': {
        const attribute = parseAttribute(rest ?? '', i + 1, refuse);
        const earlier = attributes.get(attribute.name);
        if (earlier) {
          refuse(
            `found attribute ${excerpt(attribute.name)} again (first on line ${earlier.line}): rename one of them`,
          );
        }
        attributes.set(attribute.name, attribute);
        break;
      }
      case 'data':
        if (rest !== undefined && !rest.startsWith('%'))
          refuse(`found ${excerpt(rest)} after @data, expected a new line`);
        if (relation === undefined)
          refuse('found @data, expected @relation before it: add a line "@relation name"');
        if (attributes.size === 0) refuse('found @data, expected one @attribute or more before it');
        return { relation: relation as string, attributes: [...attributes.values()], length: i + 1 };
      default:
        refuse(unexpected(line));
    }
  }
  return refuseAt(Math.max(1, lines.length))(
    'the text ends before @data: it is empty or truncated; get the file again',
  );
}

function unexpected(line: string): string {
  return `found ${excerpt(line)}, expected @relation, @attribute, @data or a comment (%): is this an ARFF file?`;
}

function parseAttribute(rest: string, line: number, refuse: Refuse): ArffAttribute {
  const tokens = tokenize(rest, refuse);
  if (tokens.length < 2 || tokens[0].kind !== 'value') {
    refuse(
      `found ${excerpt(rest)} after @attribute, expected a name and a type; quote a name that has spaces, commas or braces`,
    );
  }
  const [{ text: name }, type, ...more] = tokens;
  if (type.kind === '{') {
    const categories = parseCategories(name, more, rest, refuse);
    return {
      name,
      line,
      type: 'nominal',
      categories,
      indexOf: new Map(categories.map((text, i) => [text, i])),
    };
  }
  const kind = type.quoted ? '' : type.text.toLowerCase();
  if (kind === 'date' && more.length <= 1) {
    const format = more.length === 0 ? isoDateFormat : more[0].text;
    return { name, line, type: 'date', format, read: readerOf(format, refuse) };
  }
  if (!['numeric', 'real', 'integer', 'string', 'date'].includes(kind)) {
    refuse(
      `found type ${excerpt(type.text)} of attribute ${excerpt(name)}, expected numeric, real, integer, string, date or ` +
        '{categories}; quote a name that has spaces',
    );
  }
  if (more.length > 0)
    refuse(`found ${excerpt(rest.slice(more[0].start))} after type ${kind}, expected the end of the line`);
  if (kind === 'string') return { name, line, type: 'string', categories: [], indexOf: new Map() };
  return { name, line, type: 'numeric' };
}

function parseCategories(name: string, tokens: readonly ArffToken[], rest: string, refuse: Refuse): string[] {
  const close = tokens.findIndex((token) => token.kind === '}');
  if (close < 0) refuse(`the categories of ${excerpt(name)} are not closed, expected } on the same line`);
  const inner = tokens.slice(0, close);
  const brace = inner.find((token) => token.kind === '{');
  if (brace)
    refuse(`found { among the categories of ${excerpt(name)}: put quotes around a category that has braces`);
  const after = tokens[close + 1];
  if (after)
    refuse(`found ${excerpt(rest.slice(after.start))} after the categories, expected the end of the line`);
  if (inner.length === 0)
    refuse(`attribute ${excerpt(name)} has no categories, expected one or more between { and }`);
  const categories = valuesOf(inner, rest, refuse).map((value) => value.text);
  const seen = new Set<string>();
  const repeated = categories.find((text) => seen.size === seen.add(text).size);
  if (repeated !== undefined)
    refuse(`found category ${excerpt(repeated)} of ${excerpt(name)} twice: remove one`);
  return categories;
}

function readerOf(format: string, refuse: Refuse): (text: string) => number {
  try {
    return dateReader(format);
  } catch (error) {
    return refuse((error as Error).message);
  }
}
