import type { Json } from './experiment';

/**
 * What the results of one experiment have in common: whether they are objects, lists, numbers, texts, and so each field of
 * theirs, by its name. Null and absence go with everything.
 */
export class ResultShape {
  private readonly kinds = new Map<string, string>();

  /**
   * Takes a result for one of the experiment's.
   *
   * @throws Error naming the field that is of another kind than in the records before
   */
  check(result: Json): void {
    for (const [path, kind] of this.compared(result)) this.kinds.set(path, kind);
  }

  /** As `check`, but remembers nothing of it. */
  compared(result: Json): [path: string, kind: string][] {
    const fields = kindOf(result) === 'an object' ? Object.entries(result as object) : [];
    const kinds = [
      ['result', result] as const,
      ...fields.map(([name, value]) => [`result.${name}`, value] as const),
    ]
      .map(([path, value]): [string, string] => [path, kindOf(value)])
      .filter(([, kind]) => kind !== 'null');
    for (const [path, kind] of kinds) {
      const known = this.kinds.get(path) ?? kind;
      if (known !== kind) throw new Error(`${path} is ${kind}, in other records it is ${known}`);
    }
    return kinds;
  }
}

function kindOf(value: Json): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
