import type { RandomStream } from '../../lib/numeric/random';

/** What a field of a file may turn into. */
const replacements: readonly unknown[] = [
  ...[null, true, 0, -1, 1e300, '', 'text', [], {}, [null], [[]], ['a', 1], { a: 1 }, { kind: 'table' }],
];

/** A copy of a JSON value with one to three random places replaced, removed or doubled. */
export function mutatedJson(value: unknown, stream: RandomStream): unknown {
  const copy = { root: structuredClone(value) };
  for (let change = 0; change <= stream.integer(3); change++) {
    const places = placesOf(copy);
    const { parent, key } = places[stream.integer(places.length)];
    const kind = stream.integer(4);
    if (kind === 0 && Array.isArray(parent)) parent.splice(Number(key), 1);
    else if (kind === 0 && key !== 'root') delete parent[key];
    else if (kind === 1 && Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
    else parent[key] = structuredClone(replacements[stream.integer(replacements.length)]);
  }
  return copy.root;
}

type Container = { [key: string]: unknown };

function placesOf(root: Container): { parent: Container; key: string }[] {
  const places: { parent: Container; key: string }[] = [];
  const visit = (parent: Container) => {
    for (const key of Object.keys(parent)) {
      places.push({ parent, key });
      const value = parent[key];
      if (typeof value === 'object' && value !== null) visit(value as Container);
    }
  };
  visit(root);
  return places;
}
