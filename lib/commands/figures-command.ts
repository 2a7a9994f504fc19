import { relative } from 'node:path';
import { renderAll } from '../report/render';

/** Command `genlabel figures`. */
export const figuresCommand = {
  description:
    'Renders every saved figure and table again, without computing anything, and the page figures/index.html. ' +
    'SVGs are drawn where a Chromium is found: on PATH, or where the variable CHROMIUM points.',
  options: {},
  /** @returns the exit status */
  async run(): Promise<number> {
    const { index, figures, tables, note } = await renderAll();
    console.log(
      `Rendered ${counted(figures, 'figure')} and ${counted(tables, 'table')}: ${relative('', index)}`,
    );
    if (note) console.log(note);
    return 0;
  },
} as const;

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
