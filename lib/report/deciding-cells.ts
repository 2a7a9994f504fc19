import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fields, listOf, text, textOrLines } from '../data/json-shape';
import { paperClaims } from '../paper/claims';
import { figuresFolder } from '../runtime/folder';
import { decidingNotebook } from './deciding-notebook';

/** Cell of a notebook that enters the finding about a claim. */
export interface DecidingCell {
  /** Name of the notebook, without `.ipynb`. */
  readonly notebook: string;
  /** Id of the cell in the notebook's file. */
  readonly cell: string;
}

/** Cells by the id of the claim that they decide. */
export type DecidingCells = ReadonlyMap<string, DecidingCell>;

/** What we read of a notebook (nbformat 4.5). */
interface Notebook {
  readonly cells: readonly {
    readonly id?: string;
    readonly cell_type: string;
    readonly source: string | readonly string[];
  }[];
}

/** Folder of the notebooks, beside the figures. */
export const notebooksFolder = (): string => join(figuresFolder(), '..', 'notebooks');

/**
 * Where each claim is decided: the first code cell of its deciding notebook that contains the id of the claim as a string, or else
 * a template string that can become it (`c-lemma-${n}`). Found from the notebooks, so that it cannot fall behind them. Claims that are derived from others
 * have none.
 *
 * @param folder of the notebooks, by default beside the figures; none are found if it does not exist
 */
export function decidingCells(folder: string = notebooksFolder()): DecidingCells {
  const found = new Map<string, DecidingCell>();
  const known = new Map<string, ReturnType<typeof codeCells>>();
  for (const { id, derived } of paperClaims) {
    const notebook = derived ? undefined : decidingNotebook(id);
    if (notebook === undefined) continue;
    const cells = known.get(notebook) ?? codeCells(join(folder, `${notebook}.ipynb`));
    known.set(notebook, cells);
    const cell =
      cells.find(({ ids }) => ids.has(id)) ??
      cells.find(({ patterns }) => patterns.some((pattern) => pattern.test(id)));
    if (cell) found.set(id, { notebook, cell: cell.cell });
  }
  return found;
}

/**
 * Relative address of a cell. JupyterLab 4 opens the notebook at the cell, and so does the HTML that nbconvert 7 writes.
 */
export function cellUrl({ notebook, cell }: DecidingCell): string {
  return `${encodeURIComponent(notebook)}.ipynb#cell-id=${encodeURIComponent(cell)}`;
}

function codeCells(path: string) {
  if (!existsSync(path)) return [];
  const { cells } = notebookOf(path);
  return cells.flatMap(({ id, cell_type, source }) => {
    if (cell_type !== 'code' || id === undefined) return [];
    return [{ cell: id, ...idsIn(typeof source === 'string' ? source : source.join('')) }];
  });
}

const notebookShape = fields({
  cells: listOf(fields({ cell_type: text, source: textOrLines }, { id: text })),
});

function notebookOf(path: string): Notebook {
  try {
    const notebook: unknown = JSON.parse(readFileSync(path, 'utf8'));
    notebookShape(notebook, '');
    return notebook as Notebook;
  } catch (error) {
    throw new Error(`${path} is no notebook: ${(error as Error).message}; open and save it in Jupyter`);
  }
}

/** Strings in kebab case, and templates of such strings as patterns. */
function idsIn(text: string): { ids: Set<string>; patterns: RegExp[] } {
  const ids = new Set(Array.from(text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g), ([, id]) => id));
  const templates = text.matchAll(/`([a-z0-9]+-[a-z0-9-]*(?:\$\{[^`{}]*\}[a-z0-9-]*)+)`/g);
  const patterns = Array.from(
    templates,
    ([, template]) => new RegExp(`^${template.replace(/\$\{[^`{}]*\}/g, '[a-z0-9-]+')}$`),
  );
  return { ids, patterns };
}
