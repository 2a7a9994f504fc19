import type { Browser, Page } from 'playwright-core';
import { MissingPackageError, optionalPackage } from '../data/optional-package';
import { chromiumFlags, findChromium } from './chromium';
import { compactSvg } from './compact-svg';
import { plotlyFile, specHash } from './plotly';
import { type FigureSpec, plainSpec } from './spec';

/** Draws specs as SVG in one headless browser. */
export interface SvgRenderer {
  /**
   * @param id prefix of the ids inside the SVG, so that several SVGs can stand in one page
   * @returns the SVG; the same bytes for the same spec and id
   */
  render(spec: FigureSpec, id: string): Promise<string>;
  close(): Promise<void>;
}

/** Why there are no SVGs. */
export interface NoRenderer {
  readonly reason: string;
}

/** Opens a renderer, or says in one line why there is none. */
export async function openRenderer(): Promise<SvgRenderer | NoRenderer> {
  try {
    const executablePath = findChromium();
    if (!executablePath) {
      return { reason: 'no SVG written: no Chromium found on PATH (set CHROMIUM to its path)' };
    }
    const load = () => require('playwright-core') as typeof import('playwright-core');
    const { chromium } = optionalPackage('playwright-core', 'drives the browser', load);
    const library = plotlyFile();
    // The signals belong to the kernel: playwright's own handlers would end the process on an interrupt.
    const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
    const browser = await chromium.launch({
      executablePath,
      args: [...chromiumFlags],
      timeout: 60_000,
      ...signals,
    });
    return await rendererOf(browser, library);
  } catch (error) {
    if (error instanceof MissingPackageError) return { reason: `no SVG written: ${error.message}` };
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    return { reason: `no SVG written: Chromium did not start (${line})` };
  }
}

async function rendererOf(browser: Browser, library: string): Promise<SvgRenderer> {
  const page = await browser.newPage();
  await page.route(/./, (route) => route.abort());
  await page.addScriptTag({ path: library });
  return {
    render: async (spec, id) => compactSvg(normaliseSvg(await draw(page, spec), id, specHash(spec)), id),
    close: () => browser.close(),
  };
}

async function draw(page: Page, spec: FigureSpec): Promise<string> {
  const { data, layout } = plainSpec(spec);
  // Without a uid of its own a trace gets a random one, which shows in the SVG.
  const named = { data: data.map((trace, i) => ({ ...trace, uid: `trace${i}` })), layout };
  return String(await page.evaluate(`(${drawInPage})(${JSON.stringify(named)})`));
}

/** Runs in the browser. The order in which Plotly sets attributes varies, so they are sorted. */
const drawInPage = `async (spec) => {
  const { width = 700, height = 450 } = spec.layout;
  const uri = await Plotly.toImage(spec, { format: 'svg', width, height });
  const source = decodeURIComponent(uri.slice(uri.indexOf(',') + 1));
  const svg = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    const attributes = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const attribute of attributes) element.removeAttributeNode(attribute);
    for (const attribute of attributes) element.setAttributeNode(attribute);
  }
  return new XMLSerializer().serializeToString(svg);
}`;

/** Plotly puts a random token of six hexadecimal digits into every id of a drawing. */
function normaliseSvg(svg: string, id: string, hash: string): string {
  const token = /id="(?:top)?defs-([0-9a-f]{6})"/.exec(svg)?.[1];
  const named = token
    ? svg.replace(/(\bid="|url\(#|href="#)([^")]*)/g, (_, before, name: string) => {
        return before + (name.includes(token) ? `${id}-${name.replace(token, '')}` : name);
      })
    : svg;
  return named.replace('<svg ', `<svg data-spec="${hash}" `);
}

/** Hash of the spec that an SVG of ours was drawn from; undefined if it does not say. */
export function svgHash(svg: string): string | undefined {
  return /^<svg data-spec="([0-9a-f]+)"/.exec(svg)?.[1];
}
