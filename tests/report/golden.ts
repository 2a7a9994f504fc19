import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { FigureSpec } from '../../lib/report/spec';

const folder = new URL('../vectors/figures/', import.meta.url);

/**
 * Compares a spec, rounded to 3 decimals, with tests/vectors/figures/NAME.json. A spec that differs is written beside
 * it as NAME.new.json: look at both, and rename the new one if the change is meant.
 */
export function expectGolden(name: string, spec: FigureSpec): void {
  const text = `${JSON.stringify({ madeBy: `tests/report/figures/${name}.test.ts`, spec }, rounded, 1)}\n`;
  const changed = fileURLToPath(new URL(`${name}.new.json`, folder));
  const committed = readCommitted(fileURLToPath(new URL(`${name}.json`, folder)));
  if (committed === text) rmSync(changed, { force: true });
  else writeFileSync(changed, text);
  expect(text === committed, `see tests/vectors/figures/${name}.new.json`).toBe(true);
}

function readCommitted(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return 'no committed spec';
  }
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(3)) : value;
}
