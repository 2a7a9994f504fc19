import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { synthetic } from '../../lib/data/synthetic';
import { FixtureRepository } from '../jupyter/fixture-repository';

const repository = new FixtureRepository();
afterAll(() => repository.remove());
const at = (name: string) => join(repository.root, name);

const { X, y } = synthetic.moons({ n: 60, noise: 0.1, seed: 'requested' });
const lines = Array.from(y, (c, i) => `${X.data[2 * i]},${X.data[2 * i + 1]},${c}`);
const few = ['--target', 'class', '--splits', '2', '--folds', '2', '--epochs', '5'];

describe('genlabel train --method genmix-gm', () => {
  it('trains GenMix+GM beside the comparison and saves its model; the same seed writes the same bytes', async () => {
    writeFileSync(at('moons.csv'), `a,b,class\n${lines.join('\n')}\n`);
    const args = ['train', at('moons.csv'), ...few, '--method', 'genmix-gm', '--out'];
    const first = await repository.run([...args, at('one.json')]);
    await repository.run([...args, at('two.json')]);
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/On request, on the same splits: GenMix\+GM \d+\.\d\d % of test accuracy/);
    expect(first.stdout).toMatch(/GenMix\+GM − vanilla: [+−]\d+\.\d\d points\n/);
    expect(first.stdout).toMatch(/is the one that is saved: learning rate 0\.\d+\.\n/);
    expect(readFileSync(at('two.json'))).toEqual(readFileSync(at('one.json')));
    expect(JSON.parse(readFileSync(at('one.json'), 'utf8')).provenance.chosen.method).toBe('genMixGaussian');
    const { status, stdout } = await repository.run(['predict', at('one.json'), at('moons.csv')]);
    expect(status).toBe(0);
    const right = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .filter((row, i) => row.split(',')[0] === String(y[i]));
    expect(right.length).toBeGreaterThan(45);
  });

  it('says nothing of it unless asked, and refuses a class of few rows with the cure', async () => {
    const plain = await repository.run(['train', at('moons.csv'), ...few, '--out', at('plain.json')]);
    expect(plain.stdout).not.toMatch(/GenMix|flow/);
    writeFileSync(at('few.csv'), `a,b,class\n${lines.join('\n')}\n0,1,rare\n1,2,rare\n2,2,rare\n`);
    const refused = await repository.run([
      ...['train', at('few.csv'), ...few, '--method', 'genmix-gm', '--out', at('few.json')],
    ]);
    expect(refused.status).not.toBe(0);
    // Before the comparison, which takes a while.
    expect(refused.stdout).not.toMatch(/Test accuracy/);
    expect(refused.stderr).toMatch(/GenMix\+GM: class "rare" has 3 rows, expected at least 6/);
  });

  it('refuses a single input for a flow before the comparison', async () => {
    writeFileSync(
      at('single.csv'),
      `a,class\n${Array.from(y, (c, i) => `${X.data[2 * i]},${c}`).join('\n')}\n`,
    );
    const { status, stdout, stderr } = await repository.run([
      ...['train', at('single.csv'), ...few, '--method', 'genlabel-flow', '--out', at('single.json')],
    ]);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/GenLabel \(flow\): got 1 input, expected at least 2 features for a flow/),
    ]);
    expect(stdout).not.toMatch(/Test accuracy/);
  });

  it('names the methods there are', async () => {
    const { status, stderr } = await repository.run(['train', at('moons.csv'), ...few, '--method', 'gan']);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/got gan, expected vanilla or mixup or genlabel or genmix-gm or genlabel-flow/);
  });
});
