import { describe, expect, it } from 'vitest';
import type { PaperTable } from '../../lib/paper/table';
import { table01 } from '../../lib/paper/table-01';
import type { CellSample } from '../../lib/report/cell-sample';
import { type Comparison, compareCell, compareWithPaper } from '../../lib/report/comparison';
import { comparisonHtml, comparisonMarkdown, measuredText } from '../../lib/report/comparison-view';
import { judgeTable } from '../../lib/report/judge-table';
import { powerNotes, tablePower } from '../../lib/report/power-notes';

/** Runs with this mean, and 0.1 above and below it by turns. */
const runs = (mean: number, number = 30, half = 0.1): CellSample => ({
  kind: 'accuracy',
  testSize: 300,
  values: Array.from({ length: number }, (_, i) => mean + (i % 2 === 0 ? half : -half)),
});

describe('cell of a comparison', () => {
  it('has a verdict on each side', () => {
    const cell = compareCell(97, { reproduces: runs(97.1), generalises: runs(98) }, 1);
    expect(cell.reproduces).toMatchObject({ trials: 30, verdict: 'holds' });
    expect(cell.reproduces?.reach).toBeCloseTo(0.2 * Math.sqrt(1 / 5 + 1 / 30) * 0.5 * 2.0802 + 0.05, 1);
    expect(cell.generalises).toMatchObject({ verdict: 'fails' });
    expect(compareCell(97, {}, 1)).toEqual({ paper: 97, reproduces: null, generalises: null });
  });

  it('has no verdict without a printed value, and no interval for a single run', () => {
    expect(compareCell(null, { reproduces: runs(97) }, 1).reproduces).toMatchObject({ verdict: null });
    expect(compareCell(97, { reproduces: runs(97, 1) }, 1).reproduces).toMatchObject({
      low: null,
      high: null,
      reach: null,
      verdict: 'not-resolved',
    });
  });

  it('takes the corrected interval over splits of one data set, and a wider one than over seeds', () => {
    const sample = { ...runs(97), split: { testSize: 30, trainSize: 70 } } as CellSample;
    const width = (own: CellSample) => {
      const { low, high } = compareCell(97, { generalises: own }, 1).generalises!;
      return high! - low!;
    };
    expect(width(sample) / width(runs(97))).toBeCloseTo(Math.sqrt(1 + (30 * 30) / 70), 6);
  });

  it('judges shares by their rule, and shows intervals that no rule judges', () => {
    const share = { kind: 'share', shares: [50, 52, 54, 50, 52, 54] } as const;
    expect(compareCell(60, { reproduces: share }, 1).reproduces?.verdict).toBe('fails');
    expect(compareCell(55, { reproduces: share }, 1).reproduces?.verdict).toBe('holds');
    const interval = { kind: 'interval', interval: { mean: 1, low: 0, high: 3 }, trials: 9 } as const;
    expect(compareCell(60, { generalises: interval }, 1).generalises).toEqual({
      ...{ mean: 1, low: 0, high: 3, trials: 9, reach: null, verdict: null },
    });
  });
});

describe('comparison with a table of the paper', () => {
  const comparison = compareWithPaper(table01, {
    samples: (row, column) => (column === 'Moon' ? { reproduces: runs(row === 'Mixup' ? 97.2 : 98.6) } : {}),
    differences: [
      {
        row: 'Mixup',
        minus: 'Vanilla',
        samples: (column) => (column === 'Moon' ? { reproduces: runs(-1.4) } : {}),
      },
    ],
    notes: ['profile <quick>'],
  });

  it('keeps the printed values and puts the paired difference below them', () => {
    expect(comparison.rows.map(({ label, kind }) => [label, kind])).toEqual([
      ['Vanilla', 'value'],
      ['Mixup', 'value'],
      ['Mixup − Vanilla', 'paired difference'],
    ]);
    expect(comparison.rows[2].cells.map((cell) => cell.paper)).toEqual([
      -1.7, -33.6, -3.6, -8.2, -12.4, -7.7,
    ]);
  });

  it('allows a difference of two rounded values twice the rounding', () => {
    const reach = (row: number) => comparison.rows[row].cells[0].reproduces!.reach!;
    expect(reach(2) - reach(0)).toBeCloseTo(0.05, 9);
  });

  it('shows paper, ours, reach, runs and verdict of every cell in Markdown', () => {
    const lines = comparisonMarkdown(comparison).split('\n');
    expect(lines).toContain('| Moon | Mixup | 97.0 | 97.2 ± 0.0 | 0.2 | 30 | fails |');
    expect(lines).toContain('| Four-circle | Vanilla | 91.3 |  |  |  |  |');
    expect(lines.filter((line) => line.startsWith('| '))).toHaveLength(2 + 18);
  });

  it('has columns of the questions alone of which there is a result', () => {
    const headOf = (shown: Comparison) =>
      comparisonMarkdown(shown)
        .split('\n')
        .find((line) => line.startsWith('| '));
    expect(headOf(comparison)).toMatch(/ours, their split(?!.*over splits)/);
    const both = compareWithPaper(table01, { samples: () => ({ generalises: runs(97) }) });
    expect(headOf(both)).toMatch(/^(?!.*their split).*ours, over splits/);
    expect(headOf(compareWithPaper(table01, { samples: () => ({}) }))).toMatch(/\| paper \|$/);
  });

  it('says nothing of splits where there are none', () => {
    const drawn = compareWithPaper(table01, {
      withoutSplits: true,
      samples: () => ({ reproduces: runs(97) }),
    });
    expect(comparisonMarkdown(drawn)).toContain('| paper | ours (95 % CI) | reach | runs | verdict |');
    expect(comparisonHtml(drawn)).toContain('<br>ours <b>97.0 ± 0.0</b>');
    expect(drawn.notes.join(' ')).toMatch(/(^| )Of \d+ printed cells/);
    for (const text of [comparisonMarkdown(drawn), comparisonHtml(drawn)]) {
      expect(text).toContain('Ours: mean with 95 % confidence interval');
      expect(text).not.toMatch(/their split|over splits/);
    }
  });

  it('shows the same in HTML, escaped', () => {
    const html = comparisonHtml(comparison);
    expect(html).toContain('paper 98.7<br>their split <b>98.6 ± 0.0</b>, reach 0.2 (30) <span');
    expect(html).toContain('profile &lt;quick&gt;');
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });
});

describe('power of a table', () => {
  const table: PaperTable = {
    ...table01,
    rows: ['a', 'b', 'c'],
    columns: ['x', 'y'],
    values: [
      [90, 50],
      [80, 50],
      [70, null],
    ],
  };
  const means: { [row: string]: number } = { a: 90, b: 80, c: 70 };
  const samples = (row: string, column: string) => ({
    reproduces: column === 'x' ? runs(means[row]) : runs(50, 4, 5),
  });

  it('counts the cells, what chance misses, and what wrong rows would give', () => {
    expect(tablePower(table, samples, 'reproduces')).toEqual({
      ...{ cells: 5, holds: 3, notResolved: 2, fails: 0, choseSplit: 0 },
      chanceMisses: expect.closeTo(0.25, 12),
      placeboHolds: [0, 0],
      placeboPasses: [2, 2],
    });
    expect(tablePower(table, samples, 'generalises')).toBeUndefined();
  });

  it('leaves out the cells that chose the split', () => {
    const chosen = (row: string, column: string) => {
      const { reproduces } = samples(row, column);
      return { reproduces: { ...reproduces, choseSplit: row === 'a' } };
    };
    expect(tablePower(table, chosen, 'reproduces')).toMatchObject({ cells: 3, holds: 2, choseSplit: 2 });
    expect(powerNotes(table, { samples: chosen })[0]).toContain(
      'of 3 printed cells (left out: 2 by which the split was found) 2 hold',
    );
    expect(judgeTable(table, chosen, 'reproduces').condition).toMatch(/^in 2 of 3 cells/);
  });

  it('is said below the table, and chance misses no exact cell', () => {
    const exact = compareWithPaper(table, {
      samples: () => ({ reproduces: { kind: 'accuracy', testSize: 10, values: [90, 90], splitOnly: true } }),
    });
    expect(exact.notes.at(-1)).toBe(
      'On their split: of 5 printed cells 1 hold, 0 are not resolved, 4 fail; chance alone would miss 0.0. Placebo, printed rows ' +
        'assigned to wrong methods (2 cyclic shifts): 1 hold, 1 do not fail.',
    );
  });
});

describe('text of a measured value', () => {
  it('is symmetric where the interval is, and names both ends where it is not', () => {
    expect(measuredText({ mean: 50, low: 48.5, high: 51.5 }, 1)).toBe('50.0 ± 1.5');
    expect(measuredText({ mean: 50, low: 48, high: 53 }, 1)).toBe('50.0 [48.0, 53.0]');
    expect(measuredText({ mean: 50, low: null, high: null }, 1)).toBe('50.0');
    expect(measuredText(null, 1)).toBe('');
  });
});
