import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../../lib/study/common/protocol';
import {
  compareSynthetic,
  type SyntheticRecord,
  syntheticGainPanels,
} from '../../../lib/study/synthetic/synthetic-comparison';
import { lowestAccuracies } from '../../../lib/study/synthetic/synthetic-lowest';
import { syntheticReading } from '../../../lib/study/synthetic/synthetic-reading';
import type { SyntheticName } from '../../../lib/study/synthetic/synthetic-settings';

/** Trials in which GenLabel is `gain` above mixup, and 0.01 below vanilla; noise that the differences do not share. */
function trials(dataset: SyntheticName, protocol: Protocol, gain: number, n = 6): SyntheticRecord[] {
  return Array.from({ length: n }, (_, trial) => {
    const noise = trial % 2 === 0 ? 0.001 : -0.001;
    const genlabel = 0.9 + noise;
    return {
      configuration: { dataset, protocol, trial },
      result: {
        testSize: 1000,
        accuracy: { vanilla: 0.91, mixup: 0.9 - gain, genlabel, genlabelAlternative: 0.85 },
        learningRate: {},
        epochs: {},
        generative: {
          training: { genlabel: 0.97, genlabelAlternative: dataset === 'moon' ? 0.96 : 0.95 },
          test: { genlabel: 0.95, genlabelAlternative: 0.8 },
        },
      },
    };
  });
}

const records = [
  ...trials('moon', 'paper', 0.02),
  ...trials('cube2d', 'paper', 0),
  ...trials('cube3d', 'released', -0.03),
];

describe('compareSynthetic', () => {
  const [paper, released] = compareSynthetic(records);
  const cell = (comparison: typeof paper, label: string, column: string) =>
    comparison.rows.find((row) => row.label === label)?.cells[comparison.columns.indexOf(column)];

  it('has the five sets of Table 10, with the printed values of Table 1 and no others', () => {
    expect(paper.columns).toEqual(['2D cube', '3D cube', 'Moon', 'Circle', 'Four-circle']);
    const printed = paper.rows.flatMap(({ label, cells }) =>
      cells.flatMap(({ paper: value }, j) =>
        value === null ? [] : [`${label} ${paper.columns[j]} ${value}`],
      ),
    );
    expect(printed).toEqual([
      ...['Vanilla 3D cube 93', 'Vanilla Moon 98.7', 'Vanilla Four-circle 91.3'],
      ...['Mixup 3D cube 89.4', 'Mixup Moon 97', 'Mixup Four-circle 57.7'],
    ]);
  });

  it('puts means and paired differences into the cells of their set, method and protocol', () => {
    expect(cell(paper, 'GenLabel', 'Moon')?.reproduces?.mean).toBeCloseTo(90, 10);
    expect(cell(paper, 'Densities alone', 'Moon')?.reproduces?.mean).toBeCloseTo(95, 10);
    expect(cell(paper, 'Other densities alone', 'Moon')?.reproduces?.mean).toBeCloseTo(80, 10);
    expect(cell(paper, 'GenLabel − Mixup', 'Moon')?.reproduces?.mean).toBeCloseTo(2, 10);
    expect(cell(paper, 'GenLabel − Vanilla', 'Moon')?.reproduces?.mean).toBeCloseTo(-1, 10);
    expect(cell(paper, 'GenLabel, other densities − GenLabel', 'Moon')?.reproduces?.mean).toBeCloseTo(-5, 10);
    expect(cell(released, 'GenLabel − Mixup', '3D cube')?.reproduces?.mean).toBeCloseTo(-3, 10);
    expect(cell(released, 'GenLabel', 'Moon')?.reproduces).toBeNull();
    expect(cell(paper, 'GenLabel', 'Moon')?.reproduces?.verdict).toBeNull();
  });

  it('says which densities are the others in which protocol', () => {
    expect(paper.notes.at(-1)).toContain('other densities: the true means');
    expect(released.notes.at(-1)).toContain('other densities: Gaussians estimated');
  });
});

describe('syntheticReading', () => {
  it('sorts the sets by where the interval of the difference lies', () => {
    const lines = syntheticReading(records).split('\n');
    expect(lines.slice(0, 6)).toEqual([
      '- **GenLabel against mixup**: higher in 1, lower in 1 of 3 pairs of set and protocol.',
      '  - Protocol paper: **higher** on Moon (+2.00 [+1.89, +2.11]); **not resolved** on 2D cube (+0.00 [−0.11, +0.11]).',
      '  - Protocol released: **lower** on 3D cube (−3.00 [−3.11, −2.89]).',
      '- **GenLabel against vanilla training**: higher in 0, lower in 3 of 3 pairs of set and protocol.',
      '  - Protocol paper: **lower** on Moon (−1.00 [−1.11, −0.89]), 2D cube (−1.00 [−1.11, −0.89]).',
      '  - Protocol released: **lower** on 3D cube (−1.00 [−1.11, −0.89]).',
    ]);
    // Densities of the first kind meet the rule in all three pairs, the others in none but moon's.
    expect(lines.find((line) => line.startsWith('- **The rule'))).toContain(
      '4 of 6 triples of set, protocol and densities meet it; in 4 of these GenLabel is lower than vanilla training: Moon ' +
        '(protocol paper: densities right on 97.0 % of the training points), 2D cube',
    );
    expect(syntheticReading([])).toContain('no records');
  });
});

it('lowestAccuracies tells the worst trial of each set, protocol and method', () => {
  const { rows } = lowestAccuracies(records);
  expect(rows.length).toBe(10);
  const [moon, released] = [rows[2], rows[7]];
  expect(moon.slice(0, 3)).toEqual(['Moon', 'paper', 6]);
  expect(moon.slice(3).map((value) => Number(value).toFixed(6))).toEqual([
    '91.000000',
    '88.000000',
    '89.900000',
    '85.000000',
  ]);
  expect(released).toEqual(['Moon', 'released', 0, null, null, null, null]);
});

it('syntheticGainPanels has one panel a set, with the gains of its own records', () => {
  const panels = syntheticGainPanels(records);
  expect(panels.map(({ name, gains }) => [name, gains.length])).toEqual([
    ['2D cube', 4],
    ['3D cube', 4],
    ['Moon', 4],
    ['Circle', 0],
    ['Four-circle', 0],
  ]);
  const own = panels[2].gains.filter(({ densities }) => densities === 'own');
  expect(own.map(({ minus, gain }) => [minus, gain.mean.toFixed(6)])).toEqual([
    ['mixup', '2.000000'],
    ['vanilla', '-1.000000'],
  ]);
});
