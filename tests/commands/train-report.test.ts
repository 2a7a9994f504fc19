import { describe, expect, it } from 'vitest';
import { matrix, parseCsv, synthetic, trainClassifier } from '../../lib';
import { tableText, trainingText } from '../../lib/commands/train-report';

describe('what genlabel train reports', () => {
  it('counts classes in words', () => {
    const table = (text: string) => tableText(parseCsv(text, { target: 'k' }));
    expect(table('x,k\n1,u\n2,v\n3,u\n4,v\n')).toMatch(/target k with 2 classes: u \(2\), v \(2\)/);
    const { X, y, ...data } = parseCsv('x,k\n1,u\n2,v\n', { target: 'k', nominal: ['k'] });
    const one = { ...data, X: matrix([[1]]), y: Int32Array.of(0), classNames: ['u'] };
    expect(tableText(one)).toMatch(/target k with 1 class: u \(1\)/);
  });

  it('shows what commands a terminal as text', () => {
    const text = tableText(
      parseCsv('\x1b[31mx,a\u202eb,\x9bk\n1,3,u\x07\n2,5,v\n3,4,u\x07\n', { target: '\x9bk' }),
    );
    expect(text).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
    for (const shown of ['"\\u001b[31mx"', '"a\\u202eb"', '"\\u009bk"', '"u\\u0007" (2)'])
      expect(text).toContain(shown);
  });

  it('writes no difference of minus zero, and no log loss of thirty digits', async () => {
    const { X, y } = synthetic.moons({ n: 60, noise: 0.1, seed: 1 });
    const features = ['a', 'b'].map((name) => ({ name, kind: 'numeric' }) as const);
    const data = { name: 'moons', X, y, features, featureNames: ['a', 'b'], classNames: ['u', 'v'] };
    const result = await trainClassifier(data, { splits: 2, folds: 2, epochs: 2 });
    const text = trainingText(
      {
        ...result,
        differences: result.differences.map((one) => ({ ...one, mean: -1e-17, low: -1e-9, high: 0.01 })),
        scores: { ...result.scores, vanilla: { balancedAccuracy: 0.5, logLoss: 4.538679505464835e27 } },
      },
      2,
    );
    expect(text).toMatch(/GenLabel \(chosen\) − vanilla +\+0\.00 +\[\+0\.00, \+1\.00\]/);
    expect(text).not.toMatch(/−0\.00/);
    expect(text).toMatch(/ vanilla .* 50\.00 +4\.54e\+27\n/);
  });
});
