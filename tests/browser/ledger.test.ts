import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { executablePath, figuresUrl, pages } from './open-page';

const path = (name: string) => fileURLToPath(new URL(`../../figures/${name}`, import.meta.url));
const claims: {
  readonly id: string;
  readonly verdicts: { readonly [question: string]: { readonly verdict: string } };
}[] = JSON.parse(readFileSync(path('claims.json'), 'utf8'));

it('is under 6 MB', () => {
  expect(statSync(path('index.html')).size).toBeLessThan(6e6);
});

describe.skipIf(!executablePath)(
  'index.html, opened as a file (skipped where no Chromium is found)',
  { timeout: 120_000 },
  () => {
    const open = pages();
    const shown = '#entries > details:not([hidden])';

    it('asks for nothing but its own pictures, and complains of nothing', async () => {
      const { page, complaints, requests } = await open(figuresUrl('index.html'));
      expect(await page.locator(shown).count()).toBe(claims.length);
      expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('has five answers, each with evidence that is there', async () => {
      const { page } = await open(figuresUrl('index.html'));
      expect(await page.locator('.answer').count()).toBe(5);
      const links = await page
        .locator('.answer .links a[href^="#"]:not([href^="#?"])')
        .evaluateAll((all) => all.map((link) => (link as unknown as { readonly hash: string }).hash));
      expect(links.length).toBeGreaterThan(10);
      for (const link of links) expect([link, await page.locator(link).count()]).toEqual([link, 1]);
    });

    it('shows all five answers on the first screen of a small laptop', async () => {
      const { page } = await open(figuresUrl('index.html'));
      await page.setViewportSize({ width: 1280, height: 900 });
      const { y, height } = (await page.locator('.answer').last().boundingBox()) ?? { y: 0, height: 0 };
      expect(height).toBeGreaterThan(50);
      expect(y + height).toBeLessThanOrEqual(900);
    });

    it('leads from what failed to all that did', async () => {
      const { page } = await open(figuresUrl('index.html'));
      await page.locator('.answer').last().getByRole('link', { name: 'in the ledger' }).click();
      await expect.poll(() => page.inputValue('select[name=verdict]')).toBe('fails');
      expect(await page.locator(shown).count()).toBeLessThan(claims.length);
      const top = (await page.locator('#filter').boundingBox())?.y;
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(200);
    });

    it('leads from the proofs to the theory, and shows all again where the address names no view', async () => {
      const { page } = await open(figuresUrl('index.html'));
      await page.locator('.answer').nth(3).getByRole('link', { name: 'in the ledger' }).click();
      await expect.poll(() => page.inputValue('select[name=kind]')).toBe('theory');
      expect(await page.locator(shown).count()).toBeLessThan(claims.length);
      await page.locator('nav a[href="#claims"]').first().click();
      await expect.poll(() => page.locator(shown).count()).toBe(claims.length);
    });

    it('filters by verdict, section, kind and words, and keeps the view in the address', async () => {
      const { page } = await open(figuresUrl('index.html'));
      const failing = claims.filter(({ verdicts }) =>
        Object.values(verdicts).some(({ verdict }) => verdict === 'fails'),
      );
      await page.selectOption('select[name=verdict]', 'fails');
      expect(await page.locator(shown).count()).toBe(failing.length);
      expect(await page.textContent('#count')).toBe(`${failing.length} of ${claims.length} claims`);
      await page.selectOption('select[name=kind]', 'theory');
      await page.selectOption('select[name=section]', '3');
      await page.fill('input[name=q]', 'example 1');
      const ids = await page.locator(shown).evaluateAll((all) => all.map(({ id }) => id));
      expect(ids).toContain('s3-example-1-mixup-margin');
      expect(ids.length).toBeLessThan(failing.length);
      const again = await open(page.url());
      expect(await again.page.locator(shown).evaluateAll((all) => all.map(({ id }) => id))).toEqual(ids);
      await again.page.click('button[type=reset]');
      await expect.poll(() => again.page.locator(shown).count()).toBe(claims.length);
      expect(again.page.url()).toMatch(/#claims$/);
    });

    it('sorts by verdict', async () => {
      const { page } = await open(figuresUrl('index.html#?sort=verdict'));
      const ranks = await page
        .locator(shown)
        .evaluateAll((all) =>
          all.map((entry) => Number((entry as unknown as { dataset: { rank: string } }).dataset.rank)),
        );
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      expect(new Set(ranks).size).toBeGreaterThan(2);
    });

    it('opens what the address names, also out of a filter, and leads to the cell that decides it', async () => {
      const { page } = await open(figuresUrl('index.html#?q=kidney'));
      await page.evaluate('location.hash = "#s3-table-1-moon"');
      const entry = page.locator('#s3-table-1-moon');
      await expect.poll(() => entry.getAttribute('open')).toBe('');
      expect(await entry.isVisible()).toBe(true);
      for (const text of ['Protocol paper', 'Rule: sign', 'synthetic-genlabel'])
        expect(await entry.innerText()).toContain(text);
      await entry.locator('a', { hasText: 'the cell that decides it' }).click();
      await page.waitForURL(/notebooks\/3-failure-of-mixup\.html#cell-/);
      expect(await page.locator('.cell:target pre').first().isVisible()).toBe(true);
    });

    it('shows all under an address that names nothing, and complains of nothing', {
      timeout: 180_000,
    }, async () => {
      for (const hash of [
        '#%',
        '#%E0%A4%A',
        '#__proto__',
        '#?verdict=nonsense',
        '#?sort=x&kind=constructor',
      ]) {
        const { page, complaints } = await open(figuresUrl(`index.html${hash}`));
        expect([hash, await page.locator(shown).count(), complaints]).toEqual([hash, claims.length, []]);
        if (hash.startsWith('#?')) expect(page.url()).toMatch(/#claims$/);
        await page.close();
      }
      const { page, complaints } = await open(figuresUrl(`index.html#?q=${'word+'.repeat(5000)}%`));
      expect(await page.locator(shown).count()).toBe(0);
      expect(complaints).toEqual([]);
    });

    it('has the same view when the reader comes back to it', async () => {
      const { page } = await open(figuresUrl('index.html'));
      await page.selectOption('select[name=verdict]', 'fails');
      await page.fill('input[name=q]', 'lemma');
      const ids = () => page.locator(shown).evaluateAll((all) => all.map(({ id }) => id));
      const before = await ids();
      await page.locator(shown).first().click();
      await page.locator(shown).first().locator('a', { hasText: 'the cell that decides it' }).click();
      await page.waitForURL(/notebooks/);
      await page.goBack();
      await page.waitForURL(/index\.html/);
      expect(await ids()).toEqual(before);
      expect(await page.inputValue('select[name=verdict]')).toBe('fails');
    });

    it('leaves photographs as they are on a dark page', async () => {
      const { page } = await open(figuresUrl('index.html'), { colorScheme: 'dark' });
      const filterOf = (card: string) =>
        page.evaluate(`getComputedStyle(document.querySelector('#${card} .image')).filter`);
      expect(await filterOf('figure-15')).toBe('none');
      expect(await filterOf('figure-14')).toContain('invert');
    });

    it('opens a claim, a table and the filter from the keyboard', async () => {
      const { page } = await open(figuresUrl('index.html'));
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      await page.focus('#s3-table-1-moon > summary');
      await page.keyboard.press('Enter');
      expect(await page.locator('#s3-table-1-moon').getAttribute('open')).toBe('');
      await page.focus('#table-01 > summary');
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('group');
    });

    it('has no link to a page or file that is not there', async () => {
      const { page } = await open(figuresUrl('index.html'));
      const links = await page
        .locator('a[href]')
        .evaluateAll((all) =>
          all.map((link) => (link as unknown as { readonly href: string }).href.replace(/#.*$/, '')),
        );
      const files = [...new Set(links)].map((link) => fileURLToPath(link));
      expect(files.length).toBeGreaterThan(60);
      for (const file of files) expect(() => statSync(file), file).not.toThrow();
    });
  },
);
