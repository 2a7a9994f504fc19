/** A value of a file that has another shape than expected; the message names its path within the file. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Checks a value at a path such as `cells[3].source`. @throws ShapeError */
export type Shape = (value: unknown, path: string) => void;

function refuse(path: string, value: unknown, expected: string): never {
  const found =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object'
          ? 'an object'
          : value === undefined
            ? 'nothing'
            : (JSON.stringify(value)?.slice(0, 40) ?? String(value));
  throw new ShapeError(`${path === '' ? 'the whole' : path} is ${found}, expected ${expected}`);
}

function ofType(type: 'string' | 'number' | 'boolean', expected: string): Shape {
  return (value, path) => {
    if (typeof value !== type) refuse(path, value, expected);
  };
}

export const text = ofType('string', 'a text');
export const number = ofType('number', 'a number');
export const truth = ofType('boolean', 'true or false');

/** Anything. */
export const whatever: Shape = () => undefined;

/** One of some texts. */
export function choice(choices: readonly string[]): Shape {
  return (value, path) => {
    if (!choices.includes(value as string)) refuse(path, value, `one of ${choices.join(', ')}`);
  };
}

/** A value of the shape, or null. */
export function nullable(shape: Shape): Shape {
  return (value, path) => {
    if (value !== null) shape(value, path);
  };
}

/** A list of values of one shape, and of that length if it is given. */
export function listOf(shape: Shape, length?: number): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, value, 'a list');
    if (length !== undefined && value.length !== length) {
      throw new ShapeError(`${path} has ${value.length} entries, expected ${length}`);
    }
    value.forEach((entry, i) => {
      shape(entry, `${path}[${i}]`);
    });
  };
}

/** An object with these fields; others may be there. */
export function fields(
  needed: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(path, value, 'an object');
    }
    const found = value as Readonly<Record<string, unknown>>;
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const [name, shape] of Object.entries(needed)) shape(found[name], at(name));
    for (const [name, shape] of Object.entries(optional)) {
      if (found[name] !== undefined) shape(found[name], at(name));
    }
  };
}

/** The first shape that is found to fit by a field's value decides; else the error of the choice. */
export function byField(name: string, shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    fields({ [name]: choice(Object.keys(shapes)) })(value, path);
    shapes[(value as Readonly<Record<string, string>>)[name]](value, path);
  };
}

/** A text, or the lines of one. */
export const textOrLines: Shape = (value, path) => {
  if (Array.isArray(value)) listOf(text)(value, path);
  else if (typeof value !== 'string') refuse(path, value, 'a text or a list of its lines');
};
