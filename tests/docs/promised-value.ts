/** A number whose decimals are given as far as `decimals` only: `0.4482…`. */
export class Truncated {
  constructor(
    readonly value: number,
    readonly decimals: number,
  ) {}
}

/**
 * The value that a comment behind a statement promises, if it begins with one: number, fraction, text in quotes, boolean, array or
 * object, then nothing, or a comma, colon or semicolon and words. `3/8, where the paper prints 7/16` promises 0.375.
 *
 * @throws SyntaxError if it begins like a value and is none
 */
export function promisedValue(comment: string): { readonly value: unknown } | undefined {
  if (!/^[[{'"\d]|^-?(\d|Infinity)|^(true|false|null|undefined|NaN)\b/.test(comment)) return undefined;
  const reader = new Reader(comment);
  const value = reader.value();
  if (!/^($|,\s\D|[:;]\s)/.test(reader.rest)) {
    throw new SyntaxError(
      `'${comment}' begins like a value: expected its end, or a comma, colon or semicolon, before '${reader.rest}'`,
    );
  }
  return { value };
}

const words: { readonly [word: string]: unknown } = { true: true, false: false, null: null, undefined, NaN };

class Reader {
  constructor(public rest: string) {}

  /** The match of a pattern at the place reached, which is then behind it and behind spaces. */
  private take(pattern: RegExp): RegExpExecArray | undefined {
    const match = new RegExp(`^(?:${pattern.source})`).exec(this.rest);
    if (!match) return undefined;
    this.rest = this.rest.slice(match[0].length);
    return match;
  }

  private space(): void {
    this.take(/\s*/);
  }

  value(): unknown {
    if (this.take(/\[/)) return this.list(/\]/, () => this.value());
    if (this.take(/\{/)) return Object.fromEntries(this.list(/\}/, () => this.entry()));
    const text = this.take(/'([^']*)'|"([^"]*)"/);
    if (text) return text[1] ?? text[2];
    const word = this.take(/(?:true|false|null|undefined|NaN)\b/);
    if (word) return words[word[0]];
    return this.number();
  }

  private number(): unknown {
    const match = this.take(/-?(?:Infinity|\d+(?:\.(\d+))?(?:e[+-]?\d+)?)/);
    if (!match) throw new SyntaxError(`expected a value before '${this.rest}'`);
    const value = Number(match[0]);
    if (this.take(/…/)) return new Truncated(value, match[1]?.length ?? 0);
    const divisor = this.take(/\/(\d+)/);
    return divisor ? value / Number(divisor[1]) : value;
  }

  private entry(): [string, unknown] {
    const key = this.take(/([\w$]+): /);
    if (!key) throw new SyntaxError(`expected 'name: value' before '${this.rest}'`);
    return [key[1], this.value()];
  }

  private list<T>(end: RegExp, item: () => T): T[] {
    const items: T[] = [];
    this.space();
    while (!this.take(end)) {
      items.push(item());
      this.space();
      if (!this.take(/,/) && !end.test(this.rest[0] ?? '')) {
        throw new SyntaxError(`expected ${end.source} before '${this.rest}'`);
      }
      this.space();
    }
    return items;
  }
}

/** A value as a comment can write it: typed arrays as arrays, a matrix as its rows. */
export function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('data' in value && 'rows' in value && 'cols' in value) {
    const { data, rows, cols } = value as { data: Float64Array; rows: number; cols: number };
    return Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * cols, (i + 1) * cols)));
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

/** Whether a plain value is as promised: numbers to 12 digits, or as far as they are given. */
export function keepsPromise(actual: unknown, promised: unknown): boolean {
  if (promised instanceof Truncated) {
    const unit = 10 ** -promised.decimals;
    return typeof actual === 'number' && Math.trunc(actual / unit) === Math.round(promised.value / unit);
  }
  if (typeof promised === 'number') {
    if (typeof actual !== 'number') return false;
    return (
      Object.is(actual, promised) || Math.abs(actual - promised) <= 1e-12 * Math.max(1, Math.abs(promised))
    );
  }
  if (typeof promised !== 'object' || promised === null) return actual === promised;
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== Array.isArray(promised)) {
    return false;
  }
  const [own, theirs] = [Object.entries(promised), actual as { readonly [key: string]: unknown }];
  return (
    own.length === Object.keys(theirs).length &&
    own.every(([key, value]) => key in theirs && keepsPromise(theirs[key], value))
  );
}
