import type { Json } from './experiment';

/**
 * JSON text with sorted keys and without white space: equal values have equal texts, so texts can be hashed and
 * compared bit for bit. Numbers are printed as ECMAScript prescribes (the shortest text that reads back as the same
 * double); -0 becomes 0 and keys whose value is undefined are left out, as JSON does.
 *
 * @throws TypeError if the value does not survive JSON (NaN, an infinity, a typed array, undefined in an array)
 */
export function canonicalJson(value: Json): string {
  return textOf(value, 'value');
}

/** `place` names the part of the value in messages: `value.accuracy[3]`. */
function textOf(value: unknown, place: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return JSON.stringify(value);
    throw new TypeError(
      `${place} is ${value}, which JSON cannot hold: use null, or a string, and say what it means`,
    );
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, i) => textOf(item, `${place}[${i}]`)).join(',')}]`;
  }
  if (isPlainObject(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${textOf(value[key], `${place}.${key}`)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(
    `${place} is ${describe(value)}, expected null, a boolean, a number, a string, an array or a plain object: ` +
      'convert typed arrays with Array.from',
  );
}

/** By class name, not by identity of Object.prototype: objects may come from another realm (a vm context). */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null ? `a ${value.constructor.name}` : String(value);
}
