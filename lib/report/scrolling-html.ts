import type { Comparison } from './comparison';
import { escapeHtml } from './escape';
import { contentHtml } from './show-table';
import type { Table } from './table';

/** A table in a box of its own that scrolls, also from the keyboard. Colours are left to the page: they depend on its theme. */
export function scrollingHtml(content: Table | Comparison): string {
  const name = escapeHtml(content.title ?? 'Table');
  return `<div class="scroll" role="group" tabindex="0" aria-label="${name}">${withoutColors(contentHtml(content))}</div>`;
}

/** Texts cannot hold this attribute: their quotes are escaped. */
const withoutColors = (html: string): string => html.replace(/ style="color: #[0-9a-f]{6}"/g, '');
