import { excerpt, type Refuse } from './arff-error';

/** A value, comma or brace of a line; `start` and `end` are its place in the line. */
export interface ArffToken {
  readonly kind: 'value' | ',' | '{' | '}';
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** A value of a row or of a list of categories. Unquoted `?` is a missing value, quoted it is a text. */
export type ArffValue = Pick<ArffToken, 'text' | 'quoted'>;

const bare = /[^\s,{}]+/y;
const space = /\s*/y;

/**
 * Tokens of one line, comments left out. A `%` is a comment at the start of the line, after a space that follows a
 * value, and after a brace that closes; inside a bare value (`50%`) it stands for itself.
 */
export function tokenize(line: string, refuse: Refuse): ArffToken[] {
  const tokens: ArffToken[] = [];
  for (let at = skip(space, line, 0); at < line.length; at = skip(space, line, at)) {
    const token = tokenAt(line, at, refuse);
    const previous = tokens.at(-1);
    if (token.kind === 'value' && !token.quoted && token.text.startsWith('%')) {
      if (previous && previous.kind !== 'value' && previous.kind !== '}') {
        refuse(
          `found ${excerpt(token.text)} where a value is expected: put quotes around a value that starts with %`,
        );
      }
      break;
    }
    if (token.kind === 'value' && previous?.kind === 'value' && previous.end === token.start) {
      refuse(
        `found ${excerpt(line.slice(token.start))} right after a closing quote, expected a comma: ` +
          'write a quote inside a quoted value as \\\' or \\"',
      );
    }
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/**
 * Values of tokens without braces: separated by commas if there is one, else by white space. Bare words between two
 * commas are one value.
 */
export function valuesOf(tokens: readonly ArffToken[], line: string, refuse: Refuse): ArffValue[] {
  if (!tokens.some((token) => token.kind === ',')) return [...tokens];
  return splitAtCommas(tokens).map((part, j) => {
    if (part.length === 0)
      refuse(`value ${j + 1} is empty: write ? for a missing value, '' for an empty text`);
    return joined(part, line, refuse);
  });
}

/** What stands between commas, and before the first and after the last of them. */
export function splitAtCommas(tokens: readonly ArffToken[]): ArffToken[][] {
  const parts: ArffToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === ',') parts.push([]);
    else parts[parts.length - 1].push(token);
  }
  return parts;
}

/** One value of one token, or of several bare words with what stands between them. */
export function joined(tokens: readonly ArffToken[], line: string, refuse: Refuse): ArffValue {
  const stray = tokens.find((token) => token.kind !== 'value' || (token.quoted && tokens.length > 1));
  if (stray) {
    refuse(
      `found ${excerpt(line.slice(stray.start, stray.end))} beside another value, expected a comma: ` +
        'put quotes around values that have commas, braces or quotes',
    );
  }
  if (tokens.length === 1) return tokens[0];
  return { text: line.slice(tokens[0].start, tokens[tokens.length - 1].end), quoted: false };
}

/** Text of a quoted or bare name that fills the rest of a line but for a comment. */
export function unquote(text: string, refuse: Refuse): string {
  if (!/^\s*['"]/.test(text)) return text.replace(/(^|\s)%.*$/, '').trim();
  const [name, ...more] = tokenize(text, refuse);
  if (more.length > 0)
    refuse(`found ${excerpt(text.slice(more[0].start))} after a quoted name, expected the end of the line`);
  return name.text;
}

function tokenAt(line: string, start: number, refuse: Refuse): ArffToken {
  const char = line[start];
  if (char === ',' || char === '{' || char === '}') {
    return { kind: char, text: char, quoted: false, start, end: start + 1 };
  }
  if (char === "'" || char === '"') {
    const end = endOfQuoted(line, start, char);
    if (end === start)
      refuse(`found ${excerpt(line.slice(start))} without a closing ${char}: close the quote on its line`);
    return { kind: 'value', text: unescaped(line.slice(start + 1, end - 1)), quoted: true, start, end };
  }
  const end = skip(bare, line, start);
  return { kind: 'value', text: line.slice(start, end), quoted: false, start, end };
}

/** What follows the closing quote, or `start` where there is none. An expression would need a stack as long as the text. */
function endOfQuoted(line: string, start: number, quote: string): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === quote) return at + 1;
  }
  return start;
}

/** End of the match of a sticky expression, or `at` where it does not match. */
function skip(expression: RegExp, line: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(line) ? expression.lastIndex : at;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Weka's escapes in quoted values; a backslash before any other character stands for that character. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
