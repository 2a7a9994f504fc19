import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { chromiumFlags, findChromium } from '../../lib/report/chromium';

/** Chromium's program; undefined where there is none. */
export const executablePath = findChromium();

/** Address of a page of the repository's figures, opened as a file; it may have an anchor. */
export const figuresUrl = (name: string): string => new URL(`../../figures/${name}`, import.meta.url).href;

/** A page with what it complained about and what it asked for. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

/** Opens pages in one browser for the tests of a file. */
export function pages(): (url: string, options?: BrowserContextOptions) => Promise<OpenPage> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  });
  afterAll(() => browser?.close());
  return async (url, options) => {
    const page = await browser.newPage(options);
    onTestFinished(() => page.close());
    page.setDefaultTimeout(50_000);
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url);
    return { page, complaints, requests };
  };
}
