import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShapeError } from '../../lib/data/json-shape';
import { chromiumFlags, findChromium } from '../../lib/report/chromium';
import { plotlyFile, specHash } from '../../lib/report/plotly';
import { renderAll } from '../../lib/report/render';
import { saveFigure } from '../../lib/report/save';
import { tableShape } from '../../lib/report/saved-shape';
import { isInertSvg } from '../../lib/report/svg-safety';
import { temporaryFolder } from '../report/temporary-folder';
import { plantEverywhere, planted, plantOneByOne } from './planted-text';

const executablePath = findChromium();
const figures = fileURLToPath(new URL('../../figures', import.meta.url));
const notebooks = fileURLToPath(new URL('../../notebooks', import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** Fields of which the library reads only listed values, and refuses files that have others. */
const listed = ['kind', 'verdict', 'rule', 'id', 'number', 'cell_type', 'output_type'];

/** A folder with some of the saved results, the ledger and a notebook, the text planted into every string. */
function plantedFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'genlabel-planted-'));
  for (const name of ['figures', 'notebooks']) mkdirSync(join(root, name));
  for (const name of [
    'figure-02.json',
    'figure-06.json',
    'table-01.json',
    'table-03.json',
    'table-10.json',
    'claims.json',
  ]) {
    const value = plantEverywhere(readJson(join(figures, name)), listed);
    writeFileSync(join(root, 'figures', name), JSON.stringify(value));
  }
  // plotly.js draws the planted specs, too.
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(dirname(plotlyFile()), join(root, 'node_modules', 'plotly.js-dist'), 'junction');
  const notebook = plantEverywhere(readJson(join(notebooks, '3-failure-of-mixup.ipynb')), listed);
  writeFileSync(join(root, 'notebooks', '3-failure-of-mixup.ipynb'), JSON.stringify(notebook));
  return join(root, 'figures');
}

const pagesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));

describe.skipIf(!executablePath)(
  'pages of files in which texts are planted (skipped where no Chromium is found)',
  () => {
    let browser: Browser;
    let folder = '';

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
      folder = plantedFolder();
      await renderAll(folder);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      if (folder) rmSync(join(folder, '..'), { recursive: true, force: true });
    });

    /** Opens a page, touches what it has, and tells what ran. */
    async function whatRan(path: string, { drawn = true } = {}): Promise<unknown> {
      const page = await browser.newPage();
      try {
        await page.goto(pathToFileURL(path).href);
        await page.evaluate(
          'for (const details of document.querySelectorAll("details")) details.open = true',
        );
        for (const button of await page.locator('button.draw').all()) await button.click();
        const figures = await page.locator('[data-figure]').count();
        if (drawn && figures > 0)
          await page
            .locator('[data-drawn=yes]')
            .nth(figures - 1)
            .waitFor();
        await page.waitForTimeout(200);
        await page.evaluate(
          'for (const element of document.querySelectorAll("main *")) element.dispatchEvent(new MouseEvent("mouseover"))',
        );
        const links = await page
          .locator('a[href^="javascript:" i], [onerror], [onload], [onmouseover]')
          .count();
        return [
          await page.evaluate('window.hacked ?? null'),
          links,
          await page.locator('iframe, base, form[action]').count(),
        ];
      } finally {
        await page.close();
      }
    }

    it('run nothing of it', { timeout: 180_000 }, async () => {
      const names = pagesOf(folder);
      expect(names.sort()).toEqual([
        'figure-02.html',
        'figure-06.html',
        'index.html',
        'notebooks/3-failure-of-mixup.html',
        'playground.html',
      ]);
      for (const name of names)
        expect([name, await whatRan(join(folder, name))]).toEqual([name, [null, 0, 0]]);
    });

    it('run nothing of it without their policy: the texts are escaped', { timeout: 180_000 }, async () => {
      for (const name of pagesOf(folder)) {
        const html = readFileSync(join(folder, name), 'utf8');
        const bare = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
        expect(bare).not.toBe(html);
        const copy = join(folder, `${name.replace('.html', '')}-bare.html`);
        writeFileSync(copy, bare);
        expect([name, await whatRan(copy)]).toEqual([name, [null, 0, 0]]);
      }
    });

    it('would run it where it is not escaped: the test sees that', async () => {
      const copy = join(folder, 'unsafe.html');
      writeFileSync(copy, `<!doctype html><body><main>${planted}</main>`);
      const [hacked] = (await whatRan(copy)) as [number];
      expect(hacked).toBeGreaterThan(0);
    });

    it('let a policy stop it where it would not be escaped', async () => {
      const copy = join(folder, 'stopped.html');
      const html = readFileSync(join(folder, 'index.html'), 'utf8');
      writeFileSync(
        copy,
        html.replace('<main id="main" tabindex="-1">', (main) => main + planted),
      );
      const [hacked] = (await whatRan(copy)) as [null];
      expect(hacked).toBeNull();
    });

    it('do not run the script of a saved SVG of the right hash, and draw it anew', async () => {
      const own = temporaryFolder();
      const figure = readJson(join(figures, 'figure-02.json'));
      const bad = `<svg data-spec="${specHash(figure.spec)}" xmlns="http://www.w3.org/2000/svg"><script>window.hacked=1</script></svg>`;
      writeFileSync(join(own, 'figure-02.svg'), bad);
      await saveFigure(figure, own);
      expect(readFileSync(join(own, 'figure-02.svg'), 'utf8')).not.toContain('<script');
      await renderAll(own);
      // Written by someone after the page: an image runs no script.
      writeFileSync(join(own, 'figure-02.svg'), bad);
      for (const name of ['index.html', 'figure-02.html']) {
        const [hacked] = (await whatRan(join(own, name), { drawn: false })) as [null];
        expect(hacked).toBeNull();
      }
    });

    it('have a policy that lets their own program run alone', () => {
      for (const name of pagesOf(folder).filter((path) => !/bare|unsafe|stopped/.test(path))) {
        const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(
          readFileSync(join(folder, name), 'utf8'),
        )?.[1];
        expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/]+=*' 'strict-dynamic'/);
        expect(policy).not.toMatch(
          /script-src[^;]*(unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:|\*)/,
        );
        expect(policy).toContain("base-uri 'none'; form-action 'none'");
      }
    });
  },
);

describe('listed fields', () => {
  const check = (content: unknown) => tableShape({ content: [content] }, '');

  it('refuse whatever is not in their list, in every place of a table', () => {
    const { content } = readJson(join(figures, 'table-01.json'));
    const cases = plantOneByOne(content[0]).filter(
      ({ path }) => /\.(verdict|kind)$/.test(path) && !/rows\.\d+\.kind/.test(path),
    );
    expect(cases.length).toBeGreaterThan(5);
    for (const { planted: value } of cases) expect(() => check(value)).toThrow(/is ".*, expected/);
  });

  it('refuse texts in place of numbers', () => {
    const { content } = readJson(join(figures, 'table-01.json'));
    for (const name of ['mean', 'low', 'high', 'reach', 'trials', 'paper', 'decimals']) {
      const value = JSON.parse(
        JSON.stringify(content[0]).replaceAll(new RegExp(`"${name}":[^,}]+`, 'g'), `"${name}":"<b>"`),
      );
      expect(() => check(value), name).toThrow(ShapeError);
    }
  });

  it('name the file, the field and the cure', async () => {
    const own = temporaryFolder();
    const document = JSON.stringify(readJson(join(figures, 'table-01.json'))).replace(
      '"verdict":"holds"',
      '"verdict":"<script>"',
    );
    writeFileSync(join(own, 'table-01.json'), document);
    await expect(renderAll(own)).rejects.toThrow(
      /table-01\.json .*verdict is "<script>", expected .* run its notebook again/,
    );
  });
});

describe('isInertSvg', () => {
  it.each([
    '<svg><script>1</script></svg>',
    '<svg onload="1"/>',
    '<svg><a href="javascript:1"/></svg>',
    '<svg><foreignObject/></svg>',
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
    '<svg><image href="https://example.org/a.png"/></svg>',
    '<svg><use href="other.svg#a"/></svg>',
    '<svg><style>@import "a";</style></svg>',
    '<svg><rect style="fill: url(https://example.org)"/></svg>',
    '<svg><set attributeName="href"/></svg>',
  ])('refuses %s', (svg) => expect(isInertSvg(svg)).toBe(false));

  it('accepts every drawing of ours', () => {
    const drawn = readdirSync(figures).filter((name) => name.endsWith('.svg'));
    expect(drawn.length).toBeGreaterThan(20);
    for (const name of drawn)
      expect([name, isInertSvg(readFileSync(join(figures, name), 'utf8'))]).toEqual([name, true]);
  });
});
