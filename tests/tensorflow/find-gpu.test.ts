import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../lib/tensorflow/choose-backend';
import { searchGpu } from '../../lib/tensorflow/find-gpu';
import type { TensorflowLike } from '../../lib/tensorflow/tensorflow-like';

type Outcome = string | Error | { note?: string; onGpu?: boolean };

const fake = (name: Candidate['name'], outcome: Outcome): Candidate => ({
  name,
  obstacle: () => (typeof outcome === 'string' ? { reason: outcome, cure: `cure of ${name}` } : undefined),
  async start() {
    if (outcome instanceof Error) throw outcome;
    return { tf: {} as TensorflowLike, ...(outcome as object) };
  },
});

describe('searchGpu', () => {
  it('takes the first backend that computes on a graphics card', async () => {
    const candidates = [
      fake('tfjs-node-gpu', { note: 'it finds no GPU and computes on the CPU', onGpu: false }),
      fake('tfjs-node', new Error('is not asked')),
      fake('webgpu', { note: 'adapter H100', onGpu: true }),
    ];
    expect(await searchGpu(candidates, undefined)).toEqual({ name: 'webgpu', reason: 'adapter H100' });
  });

  it('finds none on the CPU or in software, and says why', async () => {
    const candidates = [
      fake('tfjs-node-gpu', 'is not installed'),
      fake('tfjs-node', {}),
      fake('webgpu', new Error('SwiftShader computes in software\nstack')),
      fake('wasm', {}),
    ];
    expect(await searchGpu(candidates, '')).toEqual({
      name: undefined,
      reason: 'tfjs-node-gpu is not installed, webgpu does not start (SwiftShader computes in software)',
    });
    expect((await searchGpu([fake('tfjs-node-gpu', { onGpu: false })], undefined)).reason).toBe(
      'tfjs-node-gpu finds no graphics card',
    );
  });

  it('takes what GENLABEL_BACKEND names, whatever it computes on, or says that it is not here', async () => {
    const candidates = [fake('webgpu', 'is not installed'), fake('wasm', {})];
    expect(await searchGpu(candidates, 'wasm')).toEqual({ name: 'wasm', reason: 'GENLABEL_BACKEND is wasm' });
    await expect(searchGpu(candidates, 'webgpu')).rejects.toThrow(
      'GENLABEL_BACKEND is webgpu, which is not installed: cure of webgpu; present here are wasm',
    );
  });
});
