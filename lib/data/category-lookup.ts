import { plainNumber } from './number-texts';

/**
 * Finds the place of a text among categories. Where all categories are numbers, equal numbers are one category: `1.0` is
 * found where the list has `1`.
 *
 * @param categories texts, all different
 */
export function categoryLookup(categories: readonly string[]): (text: string) => number | undefined {
  const places = new Map(categories.map((text, place) => [text, place]));
  if (!categories.every((text) => plainNumber.test(text))) return (text) => places.get(text);
  const byValue = new Map(categories.map((text, place) => [Number(text), place]));
  return (text) => places.get(text) ?? (plainNumber.test(text) ? byValue.get(Number(text)) : undefined);
}

/**
 * Texts as categories: of equal numbers, where all are numbers, the shortest text.
 *
 * @returns in no particular order
 */
export function distinctCategories(texts: Iterable<string>): string[] {
  const distinct = [...new Set(texts)];
  if (!distinct.every((text) => plainNumber.test(text))) return distinct;
  const shortest = new Map<number, string>();
  for (const text of distinct) {
    const known = shortest.get(Number(text));
    const shorter =
      known === undefined || text.length < known.length || (text.length === known.length && text < known);
    if (shorter) shortest.set(Number(text), text);
  }
  return [...shortest.values()];
}
