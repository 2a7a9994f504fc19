import { describe, expect, it } from 'vitest';
import * as paper from '../../../lib/paper';
import type { Table } from '../../../lib/report/table';
import {
  hyperparameters10,
  hyperparameters11,
  hyperparameters12,
  hyperparametersOfImages,
} from '../../../lib/study/preparation/hyperparameter-tables';

const find = (content: Table, ...start: string[]) =>
  content.rows.find((row) => start.every((text, j) => row[j] === text))?.slice(start.length);

describe('tables of hyperparameters', () => {
  it('agree with the paper in Table 10 wherever both have a value, but for what the code does otherwise', () => {
    const content = hyperparameters10();
    const differing = content.rows.filter(
      ([, , printed, own]) => !String(printed).includes('not stated') && printed !== own,
    );
    expect(differing.map(([dataset, setting]) => `${dataset} ${setting}`)).toEqual(
      ['2D cube', '3D cube', 'Moon', 'Circle', 'Four-circle'].map((dataset) => `${dataset} net`),
    );
    expect(find(content, 'Moon', 'net')).toEqual(['4-layer FC net', '4 layers', '5 layers']);
    expect(find(content, 'Moon', 'hidden widths')).toEqual([
      '64, 128, 128',
      '64, 128, 128',
      '64, 128, 128, 128',
    ]);
    expect(find(content, '2D cube', 'epochs')).toEqual([40, 40, 40]);
    expect(find(content, 'Circle', 'loss ratio (GenLabel)')).toEqual([0.8, 0.8, 0.8]);
    expect(find(content, 'Four-circle', 'densities (GenLabel)')).toEqual([
      'not stated',
      'kernel, h = 0.1, ridge 0',
      'kernel, h = 0.1, ridge 1e-8',
    ]);
    expect(find(content, 'all', 'classes in the label (GenLabel)')).toEqual(['all', 'all', 'two likeliest']);
    expect(find(content, 'all', 'largest gradient norm')).toEqual(['not stated', 'none', 5]);
  });

  it('agree with the paper in Table 11, folds of the released code apart', () => {
    const content = hyperparameters11();
    for (const setting of [
      'epochs',
      'optimiser',
      'weight decay',
      'batch size',
      'learning rates',
      'loss ratios (GenLabel)',
    ]) {
      const [printed, own, released] = find(content, setting) ?? [];
      expect([setting, own, released]).toEqual([setting, printed, printed]);
    }
    expect(find(content, 'folds')).toEqual([6, 6, 5]);
  });

  it('say of Table 12 what we run with, and where that is not what the paper says', () => {
    const content = hyperparameters12();
    for (const setting of [
      ...[
        'epochs',
        'weight decay',
        'batch size',
        'learning rates',
        'loss ratios (GenLabel)',
        'attack radius',
      ],
    ]) {
      const [printed, own, released] = find(content, setting) ?? [];
      expect([setting, own, released]).toEqual([setting, printed, printed]);
    }
    expect(find(content, 'optimiser')).toEqual(['SGD', 'SGD', 'Adam']);
    expect(find(content, 'folds')).toEqual([6, 6, 5]);
    expect(find(content, 'chosen by')).toEqual([
      'robust accuracy',
      'robust held-out accuracy, descent within the ball',
      'robust held-out accuracy, distances',
    ]);
  });

  it('say of Tables 13 and 14 what our trainings run with, which is what is printed', () => {
    for (const printed of [paper.imageCleanSettings, paper.imageAutoAttackSettings]) {
      const { rows } = hyperparametersOfImages(printed);
      printed.settings.forEach(({ model, learningRate, lossRatios, memoryRatios }, i) => {
        const ours = String(rows[i].at(-1));
        expect(ours).toContain(
          `${model}, ${printed.epochs} epochs, learning rate ${learningRate}, a tenth after`,
        );
        expect(ours).toContain(
          `loss ratios ${lossRatios.join('; ')}, memory ratios ${memoryRatios.join('; ')}`,
        );
        expect(ours.endsWith('run')).toBe(i === 0);
        expect(ours.includes('4 black pixels around, flips; run in full where a GPU is')).toBe(i > 0);
        // The demonstration is one of Table 13.
        expect(ours.includes('demonstrated at a small scale')).toBe(i > 0 && printed.number === 13);
      });
    }
  });
});

describe('Tables 13 and 14', () => {
  it('have 22 rows each, with AdaMixup on MNIST and CIFAR-10 alone', () => {
    for (const { settings, epochs, number } of [paper.imageCleanSettings, paper.imageAutoAttackSettings]) {
      expect(settings.map(({ methods }) => methods.length)).toEqual([6, 6, 5, 5]);
      expect(settings.map(({ attackRadius }) => attackRadius).slice(1)).toEqual(['2/255', '1/255', '1/255']);
      expect(epochs).toBe(number === 13 ? 200 : 50);
    }
  });
});
