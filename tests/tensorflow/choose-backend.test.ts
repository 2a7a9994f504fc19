import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import util from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Candidate, chooseBackend } from '../../lib/tensorflow/choose-backend';
import { backends, tensorflow } from '../../lib/tensorflow/tensorflow';
import type { TensorflowLike } from '../../lib/tensorflow/tensorflow-like';
import type { Tensorflow } from '../../lib/tensorflow/tensorflow-typings';
import { newFolder } from '../runtime/toys';

/** Adds an installed package to `<folder>/node_modules`. */
function install(folder: string, name: string, files: Record<string, string>): void {
  const place = join(folder, 'node_modules', name);
  const manifest = JSON.stringify({ name, main: 'index.js', ...JSON.parse(files['package.json'] ?? '{}') });
  for (const [file, text] of Object.entries({ ...files, 'package.json': manifest })) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), text);
  }
}

const binding = { 'lib/napi-v8/tfjs_binding.node': '' };

/** Module of a native package that works on a GPU or without one, and reads the functions that Node 23 removed. */
const nativeModule = (gpu: boolean) => `
  const { isNullOrUndefined, isArray } = require('util');
  if (!isNullOrUndefined(undefined) || isNullOrUndefined(0) || !isArray([])) throw new Error('util');
  exports.ready = async () => {};
  exports.getBackend = () => 'tensorflow';
  exports.backend = () => ({ isUsingGpuDevice: ${gpu} });
`;

/** Module \`webgpu\` whose request for an adapter gives what the expression says. */
const webgpu = (adapter: string) => ({
  'package.json': '{"type": "module"}',
  'index.js': `
    export const globals = {};
    export const create = () => ({ requestAdapter: async () => (${adapter}) });
  `,
});

/** The backends that need packages: tfjs-node-gpu, tfjs-node, webgpu. */
const optionalOf = (folder: string) => backends(folder).slice(0, 3);
const obstaclesOf = (folder: string) => optionalOf(folder).map((one) => one.obstacle()?.reason);

/** Candidate without packages; an error is what it throws. */
const fake = (name: Candidate['name'], outcome: string | Error | { note?: string }): Candidate => ({
  name,
  obstacle: () => (typeof outcome === 'string' ? { reason: outcome, cure: `cure of ${name}` } : undefined),
  async start() {
    if (outcome instanceof Error) throw outcome;
    return { tf: name as unknown as TensorflowLike, ...(outcome as { note?: string }) };
  },
});

/** Node 20 has no `navigator`. */
const scope = globalThis as { navigator?: object };

afterEach(() => vi.unstubAllEnvs());

describe('chooseBackend', () => {
  it('takes the first that starts, and says why each better one was passed over', async () => {
    const candidates = [
      fake('tfjs-node-gpu', 'is not installed'),
      fake('tfjs-node', new Error('illegal instruction\n at somewhere')),
      fake('wasm', { note: 'on one thread' }),
      fake('cpu', {}),
    ];
    expect(await chooseBackend(candidates, undefined)).toEqual({
      tf: 'wasm',
      name: 'wasm',
      reason: 'tfjs-node-gpu is not installed, tfjs-node does not start (illegal instruction); on one thread',
    });
    expect((await chooseBackend(candidates.slice(3), '')).reason).toBe('there is no faster one');
  });

  it('takes the one that is asked for', async () => {
    const candidates = [fake('wasm', {}), fake('cpu', {})];
    const asked = { tf: 'cpu', name: 'cpu', reason: 'GENLABEL_BACKEND is cpu' };
    expect(await chooseBackend(candidates, 'cpu')).toEqual(asked);
  });

  it('names what is present, and the cure, where the one that is asked for cannot be had', async () => {
    const candidates = [
      fake('tfjs-node', 'is not installed'),
      fake('webgpu', new Error('no card')),
      fake('wasm', {}),
    ];
    const choose = (name: string) => chooseBackend(candidates, name);
    await expect(choose('gpu')).rejects.toThrow(
      'GENLABEL_BACKEND is gpu, expected one of tfjs-node, webgpu, wasm; present here are webgpu, wasm',
    );
    await expect(choose('tfjs-node')).rejects.toThrow(
      'GENLABEL_BACKEND is tfjs-node, which is not installed: cure of tfjs-node; present here are webgpu, wasm',
    );
    await expect(choose('webgpu')).rejects.toThrow('which does not start (no card)');
    await expect(chooseBackend(candidates.slice(0, 2), undefined)).rejects.toThrow(
      'no backend of TensorFlow.js starts: tfjs-node is not installed, webgpu does not start (no card); cure of tfjs-node',
    );
    const none = chooseBackend(candidates.slice(0, 1), 'tfjs-node');
    await expect(none).rejects.toThrow('cure of tfjs-node; none is present here');
  });
});

describe('native packages', () => {
  it('are looked for without loading them', () => {
    const folder = newFolder();
    expect(obstaclesOf(folder)).toEqual(['is not installed', 'is not installed', 'is not installed']);
    const throwing = { 'index.js': `globalThis.loaded = true; throw new Error('loaded');` };
    install(folder, '@tensorflow/tfjs-node-gpu', throwing);
    install(folder, '@tensorflow/tfjs-node', { ...throwing, 'lib/napi-v8/other.node': '' });
    const without = 'has no native binding';
    expect(obstaclesOf(folder)).toEqual([without, without, 'is not installed']);
    expect(optionalOf(folder)[0].obstacle()?.cure).toMatch(/^npm rebuild @tensorflow\/tfjs-node-gpu /);
    install(folder, '@tensorflow/tfjs-node', { ...throwing, ...binding });
    expect(obstaclesOf(folder)[1]).toBeUndefined();
    expect(globalThis).not.toHaveProperty('loaded');
  });

  it('are not taken for what npm has put under their name', () => {
    const folder = newFolder();
    install(folder, '@tensorflow/tfjs-node', { 'package.json': '{"name": "@tensorflow/tfjs"}', ...binding });
    expect(obstaclesOf(folder)[1]).toBe('is not installed');
  });

  it('start where Node no longer has what they call of util', async () => {
    const kept = ['isNullOrUndefined', 'isArray'].map(
      (name) => [name, Object.getOwnPropertyDescriptor(util, name)] as const,
    );
    for (const [name] of kept) Reflect.deleteProperty(util, name);
    try {
      const folder = newFolder();
      install(folder, '@tensorflow/tfjs-node', { 'index.js': nativeModule(false), ...binding });
      const { name, reason } = await chooseBackend(optionalOf(folder), undefined);
      expect([name, reason]).toEqual(['tfjs-node', 'tfjs-node-gpu is not installed']);
    } finally {
      for (const [name, property] of kept) {
        Reflect.deleteProperty(util, name);
        if (property) Object.defineProperty(util, name, property);
      }
    }
  });

  it.each([
    [true, 'there is no faster one'],
    [false, 'there is no faster one; it finds no GPU and computes on the CPU'],
  ])('say whether they use a GPU: %s', async (gpu, expected) => {
    const folder = newFolder();
    install(folder, '@tensorflow/tfjs-node-gpu', { 'index.js': nativeModule(gpu), ...binding });
    expect((await chooseBackend(optionalOf(folder), undefined)).reason).toBe(expected);
  });

  it('are passed over where their library does not load', async () => {
    const folder = newFolder();
    install(folder, '@tensorflow/tfjs-node-gpu', {
      'index.js': `throw new Error('no libcudart')`,
      ...binding,
    });
    const { name, reason } = await chooseBackend([...optionalOf(folder), fake('cpu', {})], undefined);
    const passedOver = ['tfjs-node-gpu does not start (no libcudart)', 'tfjs-node is not installed'];
    expect([name, reason]).toEqual(['cpu', [...passedOver, 'webgpu is not installed'].join(', ')]);
  });
});

describe('WebGPU', () => {
  const tfjs = {
    'index.js': `exports.setBackend = async () => true;
      exports.getKernel = () => ({});
      const device = { lost: new Promise(() => {}), addEventListener() {} };
      exports.backend = () => ({ device, read() {}, readSync() {} });`,
  };
  const start = (adapter: string, requested?: string) => {
    const folder = newFolder();
    install(folder, 'webgpu', webgpu(adapter));
    install(folder, '@tensorflow/tfjs', tfjs);
    install(folder, '@tensorflow/tfjs-backend-webgpu', { 'index.js': '' });
    return chooseBackend([backends(folder)[2], fake('cpu', {})], requested);
  };
  afterEach(() => {
    if (scope.navigator) Reflect.deleteProperty(scope.navigator, 'gpu');
  });

  it('needs two packages', () => {
    const folder = newFolder();
    install(folder, 'webgpu', webgpu('null'));
    expect(backends(folder)[2].obstacle()).toEqual({
      reason: 'lacks @tensorflow/tfjs-backend-webgpu',
      cure: 'npm install --no-save webgpu @tensorflow/tfjs-backend-webgpu@4.22.0',
    });
  });

  it('needs a graphics adapter', async () => {
    expect((await start('null')).reason).toBe('webgpu does not start (no graphics adapter is found)');
    expect(scope.navigator ?? {}).not.toHaveProperty('gpu');
    await expect(start('null', 'webgpu')).rejects.toThrow('no graphics adapter is found');
  });

  it('is chosen on a card, in software only if it is asked for', async () => {
    const card = `{ info: { vendor: 'maker', description: 'Card 9', isFallbackAdapter: false } }`;
    const software = `{ info: { vendor: 'maker', description: '', isFallbackAdapter: true } }`;
    expect(await start(card)).toMatchObject({
      name: 'webgpu',
      reason: 'there is no faster one; adapter Card 9',
    });
    expect((await start(software)).reason).toBe('webgpu does not start (maker computes in software)');
    expect((await start(software, 'webgpu')).reason).toBe('GENLABEL_BACKEND is webgpu; adapter maker');
    expect(scope.navigator).toHaveProperty('gpu');
  });
});

describe('tensorflow', () => {
  it('is chosen once; after a failure it may be asked for again', async () => {
    vi.stubEnv('GENLABEL_BACKEND', 'abacus');
    await expect(tensorflow()).rejects.toThrow(/^GENLABEL_BACKEND is abacus.* present here are .*wasm, cpu$/);
    vi.stubEnv('GENLABEL_BACKEND', 'cpu');
    const warn = vi.spyOn(console, 'warn');
    const first = await tensorflow<Tensorflow>();
    expect([first.name, first.tf.getBackend(), first.reason]).toEqual([
      'cpu',
      'cpu',
      'GENLABEL_BACKEND is cpu',
    ]);
    vi.stubEnv('GENLABEL_BACKEND', 'wasm');
    expect(await tensorflow()).toBe(first);
    expect(first.tf.square(3).dataSync()[0]).toBe(9);
    expect(warn).not.toHaveBeenCalled();
  });
});
