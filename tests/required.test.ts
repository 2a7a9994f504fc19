import { describe, expect, it } from 'vitest';
import { findJupyterLab } from '../lib/jupyter/find-jupyter';
import { findChromium } from '../lib/report/chromium';
import { findRedis } from './find-redis';
import { findRegistry } from './find-registry';

/** What tests can do without; GENLABEL_REQUIRE=chromium,jupyter,data,registry,redis makes its absence a failure (continuous integration). */
const optional: { readonly [name: string]: () => unknown } = {
  chromium: findChromium,
  jupyter: () => findJupyterLab(),
  data: () => process.env.GENLABEL_DATA,
  registry: findRegistry,
  redis: findRedis,
};
const required = (process.env.GENLABEL_REQUIRE ?? '').split(',').filter((name) => name !== '');

describe('what this run must not skip', () => {
  it('is known by name', () => {
    expect(required.filter((name) => !(name in optional))).toEqual([]);
  });

  it.each(Object.keys(optional))('%s, if it is required', async (name) => {
    if (required.includes(name)) expect(await optional[name]()).toBeDefined();
  });
});
