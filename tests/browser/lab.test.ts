import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findJupyterLab } from '../../lib/jupyter/find-jupyter';
import { readNotebook } from '../../lib/jupyter/notebook';
import { chromiumFlags, findChromium } from '../../lib/report/chromium';
import { FixtureRepository } from '../jupyter/fixture-repository';

const jupyter = await findJupyterLab();
const browserPath = findChromium();
const missing = [jupyter ? [] : 'JupyterLab', browserPath ? [] : 'Chromium'].flat();
if (missing.length > 0) console.warn(`lab.test: ${missing.join(' and ')} not found; skipped`);

const token = 'lab-test';
let repository: FixtureRepository;
let server: ChildProcess;
let browser: Browser;
let origin = '';
let log = '';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

async function startLab(): Promise<void> {
  repository = new FixtureRepository({ '3-x': 'basics', '4-x': 'throws', '5-x': 'updates' });
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const options = [
    '--no-browser',
    '--allow-root',
    `--ServerApp.port=${port}`,
    `--IdentityProvider.token=${token}`,
  ];
  // Nothing of the user's own configuration.
  const folders = ['CONFIG', 'DATA', 'RUNTIME'].map((kind) => [
    `JUPYTER_${kind}_DIR`,
    join(repository.root, `.jupyter-${kind}`),
  ]);
  server = repository.start(['lab', '--', ...options], Object.fromEntries(folders));
  server.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  for (let ready = false; !ready; await sleep(300)) {
    if (server.exitCode !== null) throw new Error(`JupyterLab ended: ${log}`);
    ready = await fetch(`${origin}/api?token=${token}`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

/** Opens a notebook, runs all its cells, waits until `last` is shown, and saves. */
async function runAll(name: string, last: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  await page.goto(`${origin}/lab/tree/notebooks/${name}.ipynb?token=${token}&reset`);
  await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
  await page.locator('.jp-NotebookPanel-toolbar', { hasText: 'TypeScript (GenLabel)' }).waitFor();
  // JupyterLab runs nothing, silently, as long as the session of the notebook has no kernel yet.
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor();
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
  await page.locator('.jp-OutputArea-output', { hasText: last }).first().waitFor();
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor();
  await page.keyboard.press('Control+s');
  await page.locator('.jp-mod-dirty').waitFor({ state: 'detached' });
  return { page, complaints };
}

function outputsOf(name: string) {
  const { cells } = readNotebook(join(repository.root, 'notebooks', `${name}.ipynb`));
  return cells.filter((cell) => cell.cell_type === 'code');
}

describe.skipIf(missing.length > 0)('JupyterLab', () => {
  beforeAll(async () => {
    await startLab();
    browser = await chromium.launch({ executablePath: browserPath, args: [...chromiumFlags] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server?.kill('SIGTERM');
    await new Promise((resolve) => server?.once('exit', resolve));
    repository.remove();
  }, 60_000);

  it('runs a notebook: prompts, texts, displays and the last value of a cell', async () => {
    const { page, complaints } = await runAll('3-x', 'odd 2999');
    expect(complaints).toEqual([]);
    const cells = outputsOf('3-x');
    expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, 5]);
    expect(cells[0].outputs?.[0]).toMatchObject({ name: 'stdout', text: 'answer 42\n' });
    expect(cells[2].outputs).toMatchObject([{ output_type: 'execute_result', data: { 'text/plain': '21' } }]);
    await page.close();
  }, 120_000);

  it('shows an error with name, message and line, and does not run the cells after it', async () => {
    const { page } = await runAll('4-x', 'RangeError: got -2');
    const cells = outputsOf('4-x');
    expect(cells[1].outputs?.at(-1)).toMatchObject({ output_type: 'error', ename: 'RangeError' });
    expect(cells[2]).toMatchObject({ execution_count: null, outputs: [] });
    await page.close();
  }, 120_000);

  it('updates a display in place', async () => {
    const { page, complaints } = await runAll('5-x', 'done');
    expect(complaints).toEqual([]);
    expect(outputsOf('5-x')[0].outputs).toMatchObject([{ data: { 'text/plain': '100 %' } }]);
    await page.close();
  }, 120_000);

  it('offers the kernel of the repository, as the default', async () => {
    const ask = (what: string) => fetch(`${origin}/api/${what}?token=${token}`).then((reply) => reply.json());
    const kernels = (await ask('kernels')) as { name: string }[];
    expect(new Set(kernels.map(({ name }) => name))).toEqual(new Set(['genlabel']));
    expect(((await ask('kernelspecs')) as { default: string }).default).toBe('genlabel');
  });
});
