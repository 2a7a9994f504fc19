import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildIdentity } from '../../../lib/runtime/queue/build-identity';
import {
  jobId,
  limits,
  queuedJob,
  readQueuedJob,
  readQueuedResult,
} from '../../../lib/runtime/queue/queued-job';
import { recordKey } from '../../../lib/runtime/record';
import { newFolder } from '../toys';
import { registry } from './children';

const identity = buildIdentity(registry);
const job = { experiment: 'steady', configuration: { index: 3 } };
const id = jobId(recordKey(job.experiment, job.configuration));

describe('a job in the queue', () => {
  it('comes out as it was put in, through JSON', () => {
    const queued = queuedJob(job, identity, 'hash');
    expect(readQueuedJob(id, JSON.parse(JSON.stringify(queued)))).toEqual(queued);
  });

  it('has an id that BullMQ does not take for an integer, even if its key has no letter', () => {
    const key = '1234567890123456';
    expect(String(Number.parseInt(key, 10))).toBe(key);
    expect(String(Number.parseInt(jobId(key), 10))).not.toBe(jobId(key));
  });

  it('is not sent if it is too large', () => {
    const large = { ...job, configuration: { text: 'x'.repeat(limits.job) } };
    expect(() => queuedJob(large, identity, null)).toThrow(
      /a job of steady has 65\d{3} bytes, expected at most 65536/,
    );
  });

  it.each([
    [null, /malformed/],
    [[job], /malformed/],
    [{ ...queuedJob(job, identity, null), configuration: [] }, /malformed/],
    [{ ...queuedJob(job, identity, null), library: 7 }, /malformed/],
    [{ ...queuedJob(job, identity, null), configuration: { index: 4 } }, /has the id job-/],
  ])('is refused as %j', (data, message) => {
    expect(() => readQueuedJob(id, data)).toThrow(message);
  });
});

describe('a result in the queue', () => {
  const result = { result: '1', seconds: 0.5, node: 'v20.19.0' };
  it('is taken with its three fields', () => {
    expect(readQueuedResult({ ...result, other: 1 })).toEqual(result);
  });

  it.each([
    undefined,
    { ...result, node: '<b>' },
    { ...result, seconds: -1 },
    { ...result, seconds: '1' },
    { ...result, result: 1 },
  ])('is refused as %j', (value) => {
    expect(() => readQueuedResult(value)).toThrow('has a malformed result');
  });
});

describe('buildIdentity', () => {
  it('is equal for equal code, wherever it lies, and another for other code', () => {
    const [copy, changed] = ['copy.cjs', 'changed.cjs'].map((name) => join(newFolder(), name));
    copyFileSync(registry, copy);
    writeFileSync(changed, '// another');
    expect(buildIdentity(copy)).toEqual(identity);
    expect(buildIdentity(changed).queue).not.toBe(identity.queue);
    expect(identity.queue).toBe(`${identity.library}-${identity.code.slice(0, 12)}`);
  });
});
