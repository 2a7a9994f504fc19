import type { Comparison } from './comparison';
import { escapeHtml } from './escape';
import { contentHtml } from './show-table';
import type { Table } from './table';

/** A table in a box of its own that scrolls, also from the keyboard. */
export function scrollingHtml(content: Table | Comparison): string {
  const name = escapeHtml(content.title ?? 'Table');
  return `<div class="scroll" role="region" tabindex="0" aria-label="${name}">${contentHtml(content)}</div>`;
}
