import { describe, expect, it } from 'vitest';
import { csvPoints, decodePoints, encodePoints, mostPoints } from '../../lib/pages/playground/own-points';

describe('points of the reader', () => {
  it('come back from an address, to three decimals', () => {
    expect(
      decodePoints(
        encodePoints([
          [1.23456, -0.5, 0],
          [0, 2, 8],
        ]),
      ),
    ).toEqual([
      [1.235, -0.5, 0],
      [0, 2, 8],
    ]);
  });

  it('leave out what is none', () => {
    expect(decodePoints('1,2;1,2,9;1,2,-1;1,2,0.5;a,1,0;,,;1,2,0')).toEqual([[1, 2, 0]]);
    expect(decodePoints('1e9,0,0;1001,0,0;-1000,1000,1')).toEqual([[-1000, 1000, 1]]);
    expect(decodePoints('0,0,1;'.repeat(2 * mostPoints))).toHaveLength(mostPoints);
  });

  it('come from a table: two columns of numbers, the class last', () => {
    const { points, note } = csvPoints('name;u;v;kind\na;1;2;yes\nb;3;4;no\nc;;4;no\n', 'my.csv');
    expect(points).toEqual([
      [1, 2, 1],
      [3, 4, 0],
    ]);
    expect(note).toBe('2 points of my.csv: u and v, classes by kind; 1 rows left out');
  });

  it('are standardised where the plane would be too small or too large for them', () => {
    for (const scale of [1e5, 1e-5, 1e200]) {
      const rows = [1, 2, 3, 4].map((x) => `${x * scale},${x % 2},${x > 2}`);
      const { points, note } = csvPoints(`u,v,kind\n${rows.join('\n')}\n`, 'my.csv');
      const deviation = Math.sqrt(1.25);
      points.forEach(([x, y], i) => {
        expect(x).toBeCloseTo((i - 1.5) / deviation, 10);
        expect(y).toBe(i % 2 === 0 ? 1 : -1);
      });
      expect(note).toBe('4 points of my.csv: u and v (standardised), classes by kind');
    }
    expect(csvPoints('u,v,kind\n7,0,a\n7,1,b\n', 'my.csv').points.map(([x]) => x)).toEqual([0, 0]);
  });

  it('say why a table has none', () => {
    expect(() => csvPoints('u,kind\n1,a\n2,b\n', 'my.csv')).toThrow(
      /my\.csv has 1 columns of numbers .* expected two/,
    );
    const rows = Array.from({ length: 40 }, (_, i) => `${(7 * i) % 40},${(11 * i) % 40},c${i % 20}`).join(
      '\n',
    );
    expect(() => csvPoints(`u,v,kind\n${rows}\n`, 'my.csv')).toThrow(/20 classes, expected at most 9/);
  });
});
