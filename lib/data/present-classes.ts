import type { Dataset } from './dataset';

/** The same data without the classes that have no row; the others keep their order. */
export function withPresentClasses<D extends Pick<Dataset, 'y' | 'classNames'>>(data: D): D {
  const present = new Set(data.y);
  const kept = [...data.classNames.keys()].filter((c) => present.has(c));
  const place = new Map(kept.map((c, i) => [c, i]));
  return {
    ...data,
    y: data.y.map((c) => place.get(c) as number),
    classNames: kept.map((c) => data.classNames[c]),
  };
}
