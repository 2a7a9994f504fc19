import type { Dataset } from '../data/dataset';

/**
 * Refuses classes with a single row: they can be trained on or tested, not both.
 *
 * @throws RangeError naming the classes and the cure
 */
export function requireTwoRowsOfEachClass({
  name,
  y,
  classNames,
}: Pick<Dataset, 'name' | 'y' | 'classNames'>): void {
  const counts = new Int32Array(classNames.length);
  for (const c of y) counts[c]++;
  const single = classNames.filter((_, c) => counts[c] === 1);
  if (single.length === 0) return;
  const shown = single.slice(0, 5).map((text) => JSON.stringify(text));
  const names = `${shown.join(', ')}${single.length > shown.length ? ', …' : ''}`;
  throw new RangeError(
    `data set ${name}: ${single.length === 1 ? `class ${names} has` : `${single.length} classes (${names}) have`} one ` +
      'row, expected two or more of every class: add rows, join classes or remove the row',
  );
}
