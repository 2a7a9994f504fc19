import type { Json } from './experiment';

/**
 * What the results of one experiment have in common: whether they are objects, lists, numbers, texts, and so each field of
 * theirs, by its name. Null and absence go with everything.
 */
export class ResultShape {
  private readonly kinds = new Map<string, string>();

  /** @throws Error naming the field that is of another kind than in the records before */
  check(result: Json): void {
    this.compare('result', result);
    if (kindOf(result) !== 'an object') return;
    for (const [name, value] of Object.entries(result as object)) this.compare(`result.${name}`, value);
  }

  private compare(path: string, value: Json): void {
    const kind = kindOf(value);
    if (kind === 'null') return;
    const known = this.kinds.get(path);
    if (known === undefined) this.kinds.set(path, kind);
    else if (known !== kind) throw new Error(`${path} is ${kind}, in other records it is ${known}`);
  }
}

function kindOf(value: Json): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
