import { describe, expect, it } from 'vitest';
import { matrix } from '../../lib/numeric/matrix';
import { softCrossEntropy, softCrossEntropyGradient } from '../../lib/train/soft-cross-entropy';

describe('softCrossEntropy', () => {
  it('is log k for equal logits, whatever the labels', () => {
    const logits = matrix([[7, 7, 7]]);
    expect(softCrossEntropy(logits, matrix([[0.2, 0.5, 0.3]]))).toBeCloseTo(Math.log(3), 14);
  });

  it('is the entropy of the labels, its least value, where the logits are their logarithms', () => {
    const p = [0.1, 0.6, 0.3];
    const entropy = -p.reduce((sum, value) => sum + value * Math.log(value), 0);
    expect(softCrossEntropy(matrix([p.map(Math.log)]), matrix([p]))).toBeCloseTo(entropy, 14);
  });

  it('neither overflows nor loses a class of weight 0 with a logit of -Infinity', () => {
    expect(softCrossEntropy(matrix([[1e4, -1e4]]), matrix([[0, 1]]))).toBe(2e4);
    expect(softCrossEntropy(matrix([[0, -Infinity]]), matrix([[1, 0]]))).toBe(0);
  });

  it('refuses shapes that differ', () => {
    expect(() => softCrossEntropy(matrix([[1, 2]]), matrix([[1]]))).toThrow(/1 x 2, labels 1 x 1/);
  });
});

describe('softCrossEntropyGradient', () => {
  it('is bounded and sums to 0 in each row, for logits of any size', () => {
    const logits = Float64Array.of(800, -800, 0, 1e-3, 2e-3, 0);
    const gradient = new Float64Array(6);
    softCrossEntropyGradient(logits, Float64Array.of(0, 1, 0, 0.2, 0.3, 0.5), 2, 3, gradient);
    expect([...gradient.subarray(0, 3)]).toEqual([0.5, -0.5, 0]);
    expect(gradient[3] + gradient[4] + gradient[5]).toBeCloseTo(0, 15);
  });
});
