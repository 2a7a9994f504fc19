import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { chromiumFlags, findChromium } from '../../lib/report/chromium';
import { compactSvg } from '../../lib/report/compact-svg';
import { figureBundle } from '../../lib/report/display';
import { escapePlotly } from '../../lib/report/escape';
import { plotlyFile, specHash } from '../../lib/report/plotly';
import { plotly } from '../../lib/report/plotly-version';
import { renderAll } from '../../lib/report/render';
import { saveFigure } from '../../lib/report/save';
import type { Figure } from '../../lib/report/spec';
import { openRenderer, svgHash } from '../../lib/report/svg';
import { figure02 } from '../../lib/study/theory-figures/figure-02';
import { figure03 } from '../../lib/study/theory-figures/figure-03';
import { example1, example2 } from '../study/theory-figures/examples';
import { temporaryFolder } from './temporary-folder';

// cspell:ignore fulfill gtitle legendtext textpoint xtick

const executablePath = findChromium();
const figures: Figure[] = [
  { number: 2, spec: figure02(example1), caption: 'Example 1', alt: 'three points' },
  { number: 3, spec: figure03(example2), caption: 'Example 2', alt: 'seven panels' },
];
const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="920" height="420"><rect width="9" height="9"/></svg>';
const outputs = figures.map(
  (figure) => (figureBundle(figure, square) as Record<string, string>)['text/html'],
);

it('pins the version and the hash of the installed plotly.js', () => {
  const manifest = JSON.parse(readFileSync(join(dirname(plotlyFile()), 'package.json'), 'utf8'));
  expect(plotly.version).toBe(manifest.version);
  expect(plotly.cdn).toContain(`@${manifest.version}/`);
  const hash = createHash('sha384').update(readFileSync(plotlyFile())).digest('base64');
  expect(plotly.integrity).toBe(`sha384-${hash}`);
});

describe.skipIf(!executablePath)('in a browser (skipped where no Chromium is found)', () => {
  let browser: Browser;
  let server: Server;
  let requested: string[] = [];
  /** Path under which the server has plotly.js. */
  let served = '';
  const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
    server = createServer((request, response) => {
      const url = request.url ?? '';
      requested.push(url);
      if (url === served) {
        response.setHeader('content-type', 'text/javascript');
        response.end(readFileSync(plotlyFile()));
      } else if (url.startsWith('/user/me/lab')) {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(jupyterPage());
      } else {
        response.statusCode = 404;
        response.end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  beforeEach(() => {
    requested = [];
    served = '';
  });

  /** What JupyterLab's page and our outputs in it look like. */
  const jupyterPage = () => `<!doctype html><body>
<script id="jupyter-config-data" type="application/json">{"baseUrl": "/user/me/"}</script>
${outputs.join('\n')}</body>`;

  async function open(
    url: string,
    options: { javaScriptEnabled?: boolean; cdn?: string } = {},
  ): Promise<Page> {
    const page = await browser.newPage({ javaScriptEnabled: options.javaScriptEnabled ?? true });
    page.setDefaultTimeout(50_000);
    onTestFinished(() => page.close());
    await page.route(/^https:/, (route) =>
      options.cdn !== undefined && route.request().url() === plotly.cdn
        ? route.fulfill({
            body: options.cdn,
            contentType: 'text/javascript',
            headers: { 'access-control-allow-origin': '*' },
          })
        : route.abort(),
    );
    await page.goto(url);
    return page;
  }

  const drawn = (page: Page, count: number) =>
    page.waitForFunction(
      `document.querySelectorAll('[data-drawn=yes] .js-plotly-plot .xy').length >= ${count}`,
    );
  const images = (page: Page) =>
    page.evaluate('[...document.querySelectorAll("img")].map((image) => image.naturalWidth)');

  it('draws the figures of a notebook and loads plotly.js once for all of them', async () => {
    served = `/user/me/files/${plotly.path}`;
    const page = await open(at('/user/me/lab/tree/notebooks/3.ipynb'));
    await drawn(page, 2);
    expect(await images(page)).toEqual([]);
    expect(await page.evaluate('document.querySelectorAll("script[src]").length')).toBe(1);
    expect(requested.filter((url) => url.includes('plotly'))).toEqual([served]);
  });

  it('scales figures that are wider than their place, as a whole, and follows its width', async () => {
    served = `/user/me/files/${plotly.path}`;
    const page = await open(at('/user/me/lab/tree/notebooks/3.ipynb'));
    const widths = () =>
      page.evaluate(`[...document.querySelectorAll('[data-genlabel-figure]')].map((host) =>
        [host.clientWidth, host.scrollWidth, host.querySelector('.js-plotly-plot').getBoundingClientRect().width])`);
    for (const width of [700, 500]) {
      await page.setViewportSize({ width, height: 800 });
      await drawn(page, 2);
      await page.waitForFunction(`[...document.querySelectorAll('.js-plotly-plot')].every((plot) =>
        plot.getBoundingClientRect().right <= ${width})`);
      for (const [place, needed, plot] of (await widths()) as number[][]) {
        expect(needed).toBe(place);
        expect(plot).toBeCloseTo(place, 0);
      }
    }
  });

  it("follows JupyterLab's theme", async () => {
    served = `/user/me/files/${plotly.path}`;
    const page = await open(at('/user/me/lab/tree/notebooks/3.ipynb'));
    await drawn(page, 2);
    const ground = () =>
      page.evaluate("getComputedStyle(document.querySelector('.main-svg')).backgroundColor");
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await page.evaluate("document.body.dataset.jpThemeLight = 'false'");
    await page.waitForFunction(
      "getComputedStyle(document.querySelector('.main-svg')).backgroundColor === 'rgb(17, 17, 17)'",
    );
    expect(await page.evaluate("getComputedStyle(document.querySelector('.xtick text')).fill")).toBe(
      'rgb(221, 221, 221)',
    );
    await page.evaluate("document.body.dataset.jpThemeLight = 'true'");
    await page.waitForFunction(
      "getComputedStyle(document.querySelector('.main-svg')).backgroundColor === 'rgb(255, 255, 255)'",
    );
  });

  it('draws the same pixels from a compact SVG', async () => {
    const marker = (i: number) =>
      `<path class="point" d="M2,0A2,2 0 1,1 0,-2A2,2 0 0,1 2,0Z" style="opacity: 0.7; fill: rgb(140, 81, 10)" transform="translate(${5 + i * 7},${5 + ((i * 37) % 90)})"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><g>${Array.from({ length: 40 }, (_, i) => marker(i)).join('')}<path d="M0,0L300,100" style="stroke: blue"/></g></svg>`;
    const compact = compactSvg(svg, 'a');
    expect(compact.length).toBeLessThan(svg.length / 2);
    expect(compactSvg(compact, 'a')).toBe(compact);
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const shots: Buffer[] = [];
    for (const picture of [svg, compact]) {
      await page.setContent(
        `<img src="data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}">`,
      );
      await page.waitForFunction('document.images[0].complete');
      shots.push(await page.screenshot());
    }
    expect(shots[0].equals(shots[1])).toBe(true);
  });

  it("finds plotly.js in a folder between the server's root and the notebook", async () => {
    served = `/user/me/files/my/project/${plotly.path}`;
    const page = await open(at('/user/me/lab/workspaces/w/tree/my/project/notebooks/3.ipynb'));
    await drawn(page, 2);
    expect(requested.filter((url) => url.includes('plotly'))).toEqual([
      `/user/me/files/${plotly.path}`,
      `/user/me/files/my/${plotly.path}`,
      served,
    ]);
  });

  it("takes the CDN's plotly.js, whose hash the browser checks", async () => {
    const source = readFileSync(plotlyFile(), 'utf8');
    await drawn(await open(at('/user/me/lab'), { cdn: source }), 2);
  });

  it('refuses a plotly.js of another hash from the CDN: the images stay', async () => {
    const page = await open(at('/user/me/lab'), {
      cdn: 'window.Plotly = { react() { window.hacked = true; } };',
    });
    await page.waitForFunction('!document.querySelector("[data-drawn]")');
    expect(await images(page)).toEqual([920, 920]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });

  it('keeps the images where nothing can be loaded', async () => {
    const page = await open(at('/user/me/lab/tree/notebooks/3.ipynb'));
    await page.waitForFunction('!document.querySelector("[data-drawn]")');
    expect(await images(page)).toEqual([920, 920]);
  });

  it('shows the images where scripts are removed', async () => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const sanitised = outputs.join('\n').replace(/<script>[\s\S]*?<\/script>/g, '');
    await page.setContent(sanitised, { waitUntil: 'load' });
    expect(await images(page)).toEqual([920, 920]);
    expect(await page.textContent('body')).toContain('Figure 2. Example 1');
  });

  it('uses attributes that Plotly knows, all of them', async () => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.addScriptTag({ path: plotlyFile() });
    for (const { spec } of figures) {
      const errors = await page.evaluate(
        `Plotly.validate(...${JSON.stringify([spec.data, spec.layout])}) ?? []`,
      );
      expect((errors as { code: string }[]).filter(({ code }) => code !== 'unused')).toEqual([]);
    }
  });

  it('draws an SVG with ids of its own and the hash of its spec', async () => {
    const renderer = await openRenderer();
    if (!('render' in renderer)) throw new Error(renderer.reason);
    onTestFinished(() => renderer.close());
    const svg = await renderer.render(figures[0].spec, 'figure-02');
    expect(await renderer.render(figures[0].spec, 'figure-02')).toBe(svg);
    expect(svgHash(svg)).toBe(specHash(figures[0].spec));
    const ids = [...svg.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.length).toBeGreaterThan(5);
    expect(ids.filter((id) => !id.startsWith('figure-02-'))).toEqual([]);
    for (const [, target] of svg.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(target);
    expect(svg).toContain('label conflict');
  });

  it('shows markup in texts as text', async () => {
    const text = '<img src=x onerror="window.hacked=1"> & <b>bold</b>';
    const spec = {
      data: [
        {
          type: 'scatter',
          mode: 'markers+text',
          x: [1],
          y: [1],
          text: [escapePlotly(text)],
          name: escapePlotly(text),
        },
      ],
      layout: { width: 700, height: 300, showlegend: true, title: { text: escapePlotly(text) } },
    };
    const bundle = figureBundle({ number: 2, spec, caption: text, alt: text }, square) as Record<
      string,
      string
    >;
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.addScriptTag({ path: plotlyFile() });
    await page.setContent(
      `<script>${readFileSync(plotlyFile(), 'utf8').replaceAll('</script', '<\\/script')}</script>${bundle['text/html']}`,
    );
    await drawn(page, 1);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate('document.querySelectorAll("img").length')).toBe(0);
    for (const place of ['.gtitle', '.legendtext', '.textpoint text']) {
      expect((await page.textContent(place))!.replaceAll('\u00a0', ' ')).toBe(text);
    }
  });

  it("draws the same SVGs in each browser, and saved pages from the repository's plotly.js, and shows the SVG without it", async () => {
    const root = temporaryFolder();
    const folder = join(root, 'figures');
    for (const figure of figures) await saveFigure(figure, folder);
    const drawings = () =>
      ['02', '03'].map((name) => readFileSync(join(folder, `figure-${name}.svg`), 'utf8'));
    const first = drawings();
    expect(await renderAll(folder)).toMatchObject({ figures: 2, note: undefined });
    expect(drawings()).toEqual(first);
    const url = pathToFileURL(join(folder, 'figure-02.html')).href;
    const without = await open(url);
    await without.locator('[data-figure]:not([data-drawn])').waitFor();
    expect(await images(without)).toEqual([920]);
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(dirname(plotlyFile()), join(root, 'node_modules', 'plotly.js-dist'), 'junction');
    const page = await open(url);
    await page.locator('[data-drawn=yes] .js-plotly-plot .xy').first().waitFor({ state: 'attached' });
    expect(await page.evaluate('document.querySelectorAll("script[src]").length')).toBe(1);
  });
});
