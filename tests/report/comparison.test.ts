import { describe, expect, it } from 'vitest';
import { table01 } from '../../lib/paper/table-01';
import { compareCell, compareWithPaper, type Result } from '../../lib/report/comparison';
import { comparisonHtml, comparisonMarkdown, measuredText } from '../../lib/report/comparison-view';

const result = (mean: number, half: number, reach: number, trials = 30): Result => ({
  ours: { mean, low: mean - half, high: mean + half, trials },
  prediction: { low: mean - reach, high: mean + reach },
});

describe('verdict', () => {
  it('agrees within the prediction interval, ends included, and differs outside', () => {
    expect(compareCell(97, result(98, 0.2, 1), 0).verdict).toBe('agrees');
    expect(compareCell(99, result(98, 0.2, 1), 0).verdict).toBe('agrees');
    expect(compareCell(96.9, result(98, 0.2, 1), 0).verdict).toBe('differs');
    expect(compareCell(99.1, result(98, 0.2, 1), 0).verdict).toBe('differs');
  });

  it('takes a printed value for all that round to it', () => {
    expect(compareCell(92.9, result(92.857142, 0, 0), 0.05).verdict).toBe('agrees');
    expect(compareCell(92.8, result(92.857142, 0, 0), 0.05).verdict).toBe('differs');
  });

  it('ignores the confidence interval, which is narrower', () => {
    expect(compareCell(97.2, result(98, 0.1, 1), 0).verdict).toBe('agrees');
  });

  it('is "not attempted" without ours and none without a printed value or a prediction', () => {
    expect(compareCell(97, undefined, 0).verdict).toBe('not attempted');
    expect(compareCell(null, result(98, 1, 1), 0).verdict).toBeNull();
    expect(compareCell(null, undefined, 0).verdict).toBeNull();
    expect(compareCell(97, { ours: result(98, 1, 1).ours }, 0).verdict).toBeNull();
  });

  it('refuses what no computation of ours can give', () => {
    expect(() => compareCell(1, { ours: { mean: 2, low: 3, high: 4, trials: 5 } }, 0)).toThrow(/low <= mean/);
    expect(() => compareCell(1, { ours: { mean: NaN, low: 0, high: 1, trials: 5 } }, 0)).toThrow(
      /mean is NaN/,
    );
    expect(() => compareCell(1, result(1, 1, 1, 0), 0)).toThrow(/trials is 0/);
    expect(() => compareCell(1, result(1, 0, -1), 0)).toThrow(/low <= high/);
  });
});

describe('comparison with a table of the paper', () => {
  const comparison = compareWithPaper(table01, {
    measured: (row, column) =>
      column === 'Moon' ? result(row === 'Mixup' ? 97.2 : 98.6, 0.25, 0.5) : undefined,
    differences: [
      {
        row: 'Mixup',
        minus: 'Vanilla',
        measured: (column) => (column === 'Moon' ? result(-1.4, 0.1, 0.15) : undefined),
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
    // -1.7 stands for anything in [-1.8, -1.6]; our interval ends at -1.55.
    expect(comparison.rows[2].cells[0].verdict).toBe('differs');
    const wider = compareWithPaper(table01, {
      measured: () => undefined,
      differences: [{ row: 'Mixup', minus: 'Vanilla', measured: () => result(-1.4, 0.1, 0.2) }],
    });
    expect(wider.rows[2].cells[0].verdict).toBe('agrees');
  });

  it('shows paper, ours, trials and verdict of every cell in Markdown', () => {
    const lines = comparisonMarkdown(comparison).split('\n');
    expect(lines).toContain('| Moon | Mixup | 97.0 | 97.2 ± 0.3 | 30 | agrees |');
    expect(lines).toContain('| Four-circle | Vanilla | 91.3 |  |  | not attempted |');
    expect(lines.filter((line) => line.startsWith('| '))).toHaveLength(2 + 18);
  });

  it('shows the same in HTML, escaped', () => {
    const html = comparisonHtml(comparison);
    expect(html).toContain('paper 98.7<br><b>98.6 ± 0.3</b> (30)');
    expect(html.match(/not attempted<\/span>/g)).toHaveLength(15);
    expect(html).toContain('profile &lt;quick&gt;');
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });
});

describe('text of a measured value', () => {
  it('is symmetric where the interval is, and names both ends where it is not', () => {
    expect(measuredText({ mean: 50, low: 48.5, high: 51.5, trials: 3 }, 1)).toBe('50.0 ± 1.5');
    expect(measuredText({ mean: 50, low: 48, high: 53, trials: 3 }, 1)).toBe('50.0 [48.0, 53.0]');
    expect(measuredText(null, 1)).toBe('');
  });
});
