import type { DecidingCell } from './deciding-cells';

/** Anchor of a cell on the page of its notebook. */
export const cellAnchor = (cell: string): string => `cell-${cell}`;

/** Address of a cell on the page of its notebook, from the folder of the figures. */
export function cellPage({ notebook, cell }: DecidingCell): string {
  return `notebooks/${encodeURIComponent(notebook)}.html#${encodeURIComponent(cellAnchor(cell))}`;
}
