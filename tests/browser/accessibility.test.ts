import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { executablePath, figuresUrl, pages } from './open-page';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const names = [
  'index.html',
  'figure-02.html',
  'figure-04.html',
  'figure-06.html',
  'figure-15.html',
  'playground.html',
  'notebooks/1-introduction.html',
  'notebooks/3-failure-of-mixup.html',
  'notebooks/6-experiments.html',
  'notebooks/8-conclusion.html',
];
const sizes = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

/** Short words at the head of tables whose letters stand on several lines. */
const brokenWords = `[...document.querySelectorAll('th')].filter((head) => {
  if (!/^\\w{2,12}$/.test(head.textContent)) return false;
  // What is closed would be laid out for each of them.
  if (head.closest('details:not([open])')) return false;
  const range = document.createRange();
  range.selectNodeContents(head);
  return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
}).map((head) => head.textContent)`;

describe.skipIf(!executablePath)('accessibility of the pages (skipped where no Chromium is found)', () => {
  const open = pages();

  it.each(names)(
    'axe finds nothing, wide or narrow, light or dark: %s',
    { timeout: 300_000 },
    async (name) => {
      for (const viewport of sizes) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const { page, complaints, requests } = await open(figuresUrl(name), {
            ...{ viewport, colorScheme, bypassCSP: true },
          });
          expect([complaints, requests.filter((url) => !/^(file|blob|data):/.test(url))]).toEqual([[], []]);
          await page.addScriptTag({ path: axe });
          // Cells far from the window are laid out as the reader sees them who has scrolled there.
          await page.addStyleTag({ content: '.cell { content-visibility: visible !important; }' });
          await page.evaluate(
            'for (const details of [...document.querySelectorAll("details")].filter((_, i) => i % 12 === 0)) details.open = true',
          );
          if (name === 'playground.html') await page.locator('.panel[data-state=shown]').first().waitFor();
          const { violations } = (await page.evaluate(
            'axe.run(document, { resultTypes: ["violations"] })',
          )) as {
            violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
          };
          const told = violations.map(
            ({ id, nodes }) =>
              `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.slice(0, 200)}`,
          );
          expect([viewport.width, colorScheme, told]).toEqual([viewport.width, colorScheme, []]);
          expect(await page.evaluate(brokenWords)).toEqual([]);
          // Nothing has to be scrolled sideways but what scrolls in a box of its own.
          expect(
            await page.evaluate(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            ),
          ).toBe(0);
          await page.close();
        }
      }
    },
  );
});
