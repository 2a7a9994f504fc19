import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chromiumFlags, findChromium } from '../../lib/report/chromium';
import { browserWork } from './browser-work';
import { type Bundle, bundle } from './bundle';
import { freeNames } from './free-names';

const executablePath = findChromium();
const work = `(${browserWork})(genlabel)`;
let plain: Bundle;
let minified: Bundle;
let expected: string;

beforeAll(async () => {
  plain = await bundle({ minify: false });
  minified = await bundle({ minify: true });
  expected = await browserWork(createRequire(import.meta.url)('genlabel'));
});

describe('genlabel in a bundle for browsers', () => {
  it('leaves nothing to import, and warns of nothing', () => {
    expect([plain.imports, plain.warnings]).toEqual([[], []]);
    const files = plain.modules.map((path) => path.replaceAll('\\', '/'));
    expect(files.some((file) => file.endsWith('/kernels/kernel-bytes-browser.js'))).toBe(true);
    expect(
      files.filter((file) => /\/kernel-bytes\.js$|\/lib\/dist\/(index|runtime|report|study)/.test(file)),
    ).toEqual([]);
  });

  it('uses no name that a browser does not know', { timeout: 180_000 }, () => {
    expect(
      freeNames('process.exit(); typeof Buffer === "object" && Buffer.from(""); a.setImmediate;'),
    ).toEqual(['a', 'process']);
    expect(freeNames(plain.code)).toEqual([]);
  });

  it('takes at most 720 kB, 230 kB compressed', () => {
    expect(minified.code.length).toBeLessThan(720e3);
    expect(gzipSync(minified.code, { level: 9 }).length).toBeLessThan(230e3);
  });

  it('computes what Node computes, to the same bytes, where only the language and a few functions of the web are', async () => {
    const context = createContext({ atob, performance, TextEncoder, TextDecoder, setTimeout });
    runInContext(minified.code, context);
    expect(await runInContext(work, context)).toBe(expected);
  });

  it.skipIf(!executablePath)(
    'computes what Node computes, to the same bytes, in Chromium (skipped where none is found)',
    async () => {
      const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
      try {
        const page = await browser.newPage();
        await page.addScriptTag({ content: minified.code });
        expect(await page.evaluate(work)).toBe(expected);
      } finally {
        await browser.close();
      }
    },
  );
});
