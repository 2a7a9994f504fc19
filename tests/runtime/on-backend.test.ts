import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { refusalOf } from '../../lib/runtime/admit';
import { committedRecords } from '../../lib/runtime/committed-records';
import { onAnyBackend } from '../../lib/runtime/on-any-backend';
import { onBackend } from '../../lib/runtime/on-backend';
import { verify } from '../../lib/runtime/verify';
import runTask from '../../lib/runtime/worker';
import { collect } from '../../lib/study/run';
import { newFolder, registry, toy } from './toys';

afterEach(() => vi.unstubAllEnvs());

const experiment = toy('toy-on-backend');
const all = [{ index: 0 }, { index: 1 }];
const onCpu = all.map((job) => ({ ...job, backend: 'cpu' }));

describe('onBackend', () => {
  it('names the backend in every configuration, but for wasm, and where jobs take one', () => {
    expect(onBackend(experiment, 'cpu').jobs('paper')).toEqual(onCpu);
    expect(onBackend(onBackend(experiment, 'cpu'), 'cpu').jobs('paper')).toEqual(onCpu);
    for (const none of [undefined, 'wasm']) expect(onBackend(experiment, none)).toBe(experiment);
    expect(onBackend(toy('toy'), 'cpu').jobs('paper')).toEqual(toy('toy').jobs('paper'));
  });
});

describe('the backend that GENLABEL_BACKEND names', { timeout: 120_000 }, () => {
  it('has records of its own, which are never taken for those of wasm, and which verify leaves out', async () => {
    const store = newFolder();
    const options = { profile: 'paper', store, registry, workers: 1 } as const;
    const wasm = await collect(experiment, options);
    expect(wasm.records.map(({ result }) => result)).toEqual(['wasm', 'none']);
    vi.stubEnv('GENLABEL_BACKEND', 'cpu');
    const cpu = await collect(experiment, options);
    expect(cpu.computed).toBe(2);
    expect(cpu.records.map(({ configuration, result }) => ({ configuration, result }))).toEqual([
      { configuration: onCpu[0], result: 'cpu' },
      { configuration: onCpu[1], result: 'none' },
    ]);
    // A job that computes on none does not carry that of the job before it in its thread.
    const carried = readFileSync(join(store, 'toy-on-backend.jsonl'), 'utf8').trim().split('\n');
    expect(carried.map((line) => JSON.parse(line).backend)).toEqual([undefined, undefined, 'cpu', undefined]);
    vi.stubEnv('GENLABEL_BACKEND', '');
    expect(committedRecords(experiment, store)).toEqual(wasm.records);
    expect((await collect(experiment, options)).computed).toBe(0);
    const read = (own: typeof experiment) => committedRecords(own, store);
    expect(onAnyBackend(experiment, read).map(({ configuration }) => configuration)).toEqual([
      ...all,
      ...onCpu,
    ]);
    const { available, equal } = await verify({ sample: 9, store, registry, workers: 1 });
    expect([available, equal]).toEqual([3, 3]);
  });

  it('must be one that there is', () => {
    vi.stubEnv('GENLABEL_BACKEND', 'cuda');
    expect(() => collect(experiment, { profile: 'quick', registry })).toThrow(
      'GENLABEL_BACKEND is cuda, expected one of tfjs-node-gpu, tfjs-node, webgpu, wasm, cpu',
    );
  });
});

describe('a job of a queue', () => {
  const refusal = (configuration: { index: number; backend?: string }, id = 'toy-on-backend') =>
    refusalOf(toy, { experiment: id, configuration }, null);

  it('is admitted on any backend, if its experiment takes one', async () => {
    expect(await refusal({ index: 0 })).toBeUndefined();
    expect(await refusal({ index: 1, backend: 'webgpu' })).toBeUndefined();
    for (const backend of ['cuda', 'wasm']) {
      expect(await refusal({ index: 0, backend })).toMatchObject({ lasting: true });
    }
    expect(await refusal({ index: 0, backend: 'cpu' }, 'toy-backend')).toMatchObject({ lasting: true });
  });

  it('goes to another worker where its backend is not here', async () => {
    const configuration = { index: 0, backend: 'tfjs-node-gpu' };
    const task = { experiment: 'toy-on-backend', configuration, registry };
    const reply = await runTask({ ...task, data: null });
    // Where the package is installed, the job runs.
    if (reply.status === 'done') return;
    expect(reply).toMatchObject({ status: 'refused', lasting: false });
    expect(await runTask(task)).toMatchObject({ status: 'failed', name: 'BackendError' });
  });
});
