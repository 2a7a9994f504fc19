import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../lib/pages/playground/evaluate';
import { rowsOf } from '../../lib/pages/playground/panel-numbers';
import { settingFromHash } from '../../lib/pages/playground/setting';
import { executablePath, figuresUrl, pages } from './open-page';

const url = (hash = '') => figuresUrl(`playground.html${hash}`);
const small = '#data=moons&n=60&width=16&epochs=10&methods=mixup+genlabel-kde';
const timeout = 120_000;

it('is one file of less than 700 kB', () => {
  expect(statSync(fileURLToPath(figuresUrl('playground.html'))).size).toBeLessThan(700e3);
});

describe.skipIf(!executablePath)(
  'playground.html, opened as a file (skipped where no Chromium is found)',
  () => {
    const open = pages();
    const numbersOf = (page: Page, method: string) =>
      page.locator(`[data-method="${method}"] dd`).allInnerTexts();
    const shown = (page: Page, method: string) =>
      page.locator(`[data-method="${method}"][data-state=shown]`).waitFor();

    it('shows the numbers that the library computes in Node, side by side', { timeout }, async () => {
      const { page, complaints, requests } = await open(url(small));
      for (const method of ['mixup', 'genlabel-kde'] as const) {
        await shown(page, method);
        const expected = rowsOf(evaluate(method, settingFromHash(small)).numbers).map(([, value]) => value);
        expect((await numbersOf(page, method)).slice(0, 5)).toEqual(expected.slice(0, 5));
      }
      expect(await page.locator('.panel').count()).toBe(2);
      expect(complaints).toEqual([]);
      expect(requests.filter((address) => !/^(file|blob):/.test(address))).toEqual([]);
    });

    it('trains anew while a slider moves, and keeps the setting in the address', { timeout }, async () => {
      const { page } = await open(url(small));
      await shown(page, 'mixup');
      const picture = () =>
        page
          .locator('[data-method=mixup] canvas')
          .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());
      const before = await picture();
      await page.focus('#alpha');
      for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
      await expect.poll(picture, { timeout: 30_000 }).not.toBe(before);
      await expect.poll(() => page.url()).toContain('alpha=2');
      const expected = rowsOf(evaluate('mixup', settingFromHash(new URL(page.url()).hash)).numbers).map(
        ([, value]) => value,
      );
      await expect
        .poll(async () => (await numbersOf(page, 'mixup')).slice(0, 5), { timeout: 30_000 })
        .toEqual(expected.slice(0, 5));
    });

    it('takes methods in and out, one at least', { timeout }, async () => {
      const { page } = await open(url(small));
      await page.check('input[value=genmix]');
      await shown(page, 'genmix');
      for (const name of ['mixup', 'genlabel-kde', 'genmix'])
        await page.locator(`input[name=methods][value=${name}]`).click();
      expect(await page.locator('.panel').count()).toBe(1);
      expect(await page.isChecked('input[name=methods][value=genmix]')).toBe(true);
    });

    it('lets points be drawn with the mouse, and erased', { timeout }, async () => {
      const { page } = await open(
        url('#data=own&methods=vanilla&epochs=5&width=8&points=-2,0,0;-2,1,0;2,0,1;2,1,1'),
      );
      await shown(page, 'vanilla');
      await page.check('input[name=brush][value="2"]');
      const canvas = page.locator('.panel canvas');
      await canvas.scrollIntoViewIfNeeded();
      const box = (await canvas.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.8);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.8, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => new URL(page.url()).hash).toMatch(/2%3B|%2C2$/);
      const points = settingFromHash(new URL(page.url()).hash).points.split(';');
      expect(points.length).toBeGreaterThan(5);
      const [x, y, label] = points[4].split(',').map(Number);
      expect([Math.round(x), Math.round(10 * y) / 10, label]).toEqual([0, -1.8, 2]);
      await page.check('input[value=erase]');
      await canvas.scrollIntoViewIfNeeded();
      await canvas.click({ position: { x: box.width / 2, y: box.height * 0.8 } });
      await expect
        .poll(() => settingFromHash(new URL(page.url()).hash).points.split(';').length)
        .toBeLessThan(points.length);
    });

    it('lets points be drawn by touch', { timeout }, async () => {
      const { page } = await open(
        url('#data=own&methods=vanilla&epochs=5&width=8&points=-2,0,0;-2,1,0;2,0,1;2,1,1'),
        {
          hasTouch: true,
          viewport: { width: 390, height: 844 },
        },
      );
      await shown(page, 'vanilla');
      await page.check('input[name=brush][value="0"]');
      await page.locator('.panel canvas').tap({ position: { x: 150, y: 150 } });
      await expect.poll(() => settingFromHash(new URL(page.url()).hash).points.split(';').length).toBe(5);
    });

    it('takes a CSV, chosen or dropped, and says what it cannot read', { timeout }, async () => {
      const { page } = await open(url('#methods=vanilla&epochs=5&width=8'));
      const csv = 'u,v,kind\n0,0,a\n0,1,a\n1,0,b\n1,1,b\n';
      await page.setInputFiles('#csv', { name: 'my.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await expect
        .poll(() => page.textContent('#status'))
        .toBe('4 points of my.csv: u and v, classes by kind');
      await expect
        .poll(() => settingFromHash(new URL(page.url()).hash))
        .toMatchObject({ data: 'own', points: '0,0,0;0,1,0;1,0,1;1,1,1' });
      await page.evaluate(`{
      const files = new DataTransfer();
      files.items.add(new File(['u,kind\\n1,a\\n2,b\\n'], 'narrow.csv'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
    }`);
      await expect
        .poll(() => page.textContent('#status'))
        .toMatch(/narrow\.csv was not read: .* expected two/);
    });

    it('says what it cannot read where it is seen, though the file was chosen far below', {
      timeout,
    }, async () => {
      const { page } = await open(url('#methods=vanilla&epochs=5&width=8'));
      await page.setViewportSize({ width: 800, height: 500 });
      await page
        .locator('footer, main')
        .last()
        .evaluate((element) => element.scrollIntoView({ block: 'end' }));
      const buffer = Buffer.from('u,kind\n1,a\n2,b\n');
      await page.setInputFiles('#csv', { name: 'narrow.csv', mimeType: 'text/csv', buffer });
      await expect.poll(() => page.textContent('#status')).toMatch(/narrow\.csv was not read: /);
      await expect
        .poll(async () => {
          const box = await page.locator('#status').boundingBox();
          return box !== null && box.y >= 0 && box.y + box.height <= 500;
        })
        .toBe(true);
    });

    it('says of a bad CSV what is bad, and goes on', { timeout }, async () => {
      const { page, complaints } = await open(url('#methods=vanilla&epochs=5&width=8'));
      await shown(page, 'vanilla');
      const files: readonly (readonly [string, Buffer, RegExp])[] = [
        ['empty.csv', Buffer.alloc(0), /empty\.csv was not read: /],
        ['head.csv', Buffer.from('u,v,kind\n'), /head\.csv was not read: /],
        [
          'bytes.csv',
          Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 151) % 256)),
          /bytes\.csv was not read: /,
        ],
        [
          'markup.csv',
          Buffer.from(`u,v,<img src=x onerror=window.hacked=1>\n1,2,a\n2,1,b\n`),
          /classes by <img/,
        ],
        ['wide.csv', Buffer.from('u,v,kind\n1e5,1,a\n2e5,2,b\n3e5,3,b\n'), /u and v \(standardised\)/],
      ];
      for (const [name, buffer, expected] of files) {
        await page.setInputFiles('#csv', { name, mimeType: 'text/csv', buffer });
        await expect.poll(() => page.textContent('#status')).toMatch(expected);
      }
      await shown(page, 'vanilla');
      expect(await page.evaluate('window.hacked ?? null')).toBeNull();
      expect(complaints).toEqual([]);
    });

    it('shows something under every address, however bad', { timeout }, async () => {
      const { page, complaints } = await open(url('#%'));
      const rest = '&methods=vanilla&epochs=5&width=8';
      for (const hash of [
        '#%E0%A4%A',
        '#data=__proto__&methods=constructor+nothing&epochs=5&width=8',
        `#n=NaN&alpha=Infinity&depth=-1${rest}`,
        `#n=-100&seed=1e99&rate=0x10${rest}`,
        `#data=own&points=;;,,--1,2,0;0,0,0;1,0,0;0,1,1;9,9,1${rest}`,
        `#data=own&points=${'1,2,0;2,1,1;'.repeat(20_000)}${rest}`,
        `#data=own&points=99999999999999999999999,0,0;0,1,0;1,0,1;1,1,1${rest}`,
      ]) {
        // Marked, so that what an earlier address showed cannot stand for what this one shows.
        await page.locator('.panel').evaluateAll((panels, own) => {
          for (const panel of panels as unknown as { dataset: { state: string } }[])
            panel.dataset.state = 'earlier';
          (globalThis as unknown as { location: { hash: string } }).location.hash = own;
        }, hash);
        await expect
          .poll(() => page.locator('.panel:not([data-state=shown])').count(), { timeout: 30_000 })
          .toBe(0);
        expect([hash.slice(0, 40), await page.locator('.panel').count()]).not.toContain(0);
      }
      expect(complaints).toEqual([]);
    });

    it('has the last setting in the address after a long drag, and again on the way back', {
      timeout,
    }, async () => {
      const { page, complaints } = await open(url('#data=moons&n=20&width=8&epochs=5&methods=vanilla'));
      await shown(page, 'vanilla');
      await page.locator('#alpha').evaluate((slider) => {
        const input = slider as unknown as { value: string; dispatchEvent(event: Event): boolean };
        for (let i = 0; i < 500; i++) {
          input.value = String(1 + (i % 50) / 10);
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }
      });
      await expect.poll(() => page.url()).toContain('alpha=5.9');
      await page.click('a.home');
      await page.waitForURL(/index\.html/);
      await page.goBack();
      await shown(page, 'vanilla');
      expect(await page.locator('output[for=alpha]').innerText()).toBe('5.9');
      expect(await page.inputValue('select[name=data]')).toBe('moons');
      expect(complaints).toEqual([]);
    });

    it('says what a setting lacks, and goes on', { timeout }, async () => {
      const { page } = await open(url('#data=own&methods=genlabel-kde&epochs=5&width=8&points=0,0,0;1,1,1'));
      const problem = page.locator('.problem');
      await expect
        .poll(() => problem.innerText(), { timeout: 30_000 })
        .toMatch(/a kernel density needs at least 2 points/);
      await page.selectOption('select[name=data]', 'v');
      await shown(page, 'genlabel-kde');
      expect(await problem.innerText()).toBe('');
    });

    it('moves the exact curves of the examples', { timeout }, async () => {
      const { page } = await open(url('#methods=vanilla&epochs=5&width=8&n=20'));
      await expect
        .poll(() => page.locator('#example1 p').innerText(), { timeout: 30_000 })
        .toContain('least at θ = 0.375');
      await page.fill('#theta', '0.5');
      await expect
        .poll(() => page.locator('#example1 p').innerText(), { timeout: 30_000 })
        .toContain('At θ = 0.50: L1 = 0.000');
      await expect
        .poll(() => page.locator('#example2 .legend').innerText(), { timeout: 30_000 })
        .toContain('margin 4.733');
      await expect
        .poll(() => page.locator('#example3 .legend').innerText(), { timeout: 30_000 })
        .toContain('GenLabel');
      const before = await page.locator('#example3 .legend').innerText();
      await page.fill('#count', '12');
      await expect
        .poll(() => page.locator('#example3 .legend').innerText(), { timeout: 30_000 })
        .not.toBe(before);
    });

    it('saves a notebook of the setting', { timeout }, async () => {
      const { page } = await open(url(small));
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('#open-notebook')]);
      expect(download.suggestedFilename()).toBe('playground.ipynb');
      const { nbformat, cells } = JSON.parse(readFileSync((await download.path())!, 'utf8'));
      expect([nbformat, cells.length]).toEqual([4, 6]);
      expect(cells[1].source.join('')).toContain('synthetic.moons({ n: 60');
    });
  },
);
