import { expect, it } from 'vitest';
import { printedPoints, rootMeanSquare } from '../../lib/study/printed-points';
import { printedPointsSpec } from '../../lib/study/printed-points-spec';
import { expectGolden } from '../report/golden';
import { madeUp } from './tabular/tabular-records';

const records = {
  reproduces: madeUp(830, { mixup: [76, 77, 76], vanilla: [70, 70, 70], genLabelSelected: [84, 85, 86] }),
  generalises: madeUp(830, { mixup: [70, 80, 75], vanilla: [77, 78, 76] }),
};
const theirs = printedPoints(records, 'reproduces', 'paper');
const over = printedPoints(records, 'generalises', 'paper');

it('has a point a cell with a printed value and ours', () => {
  expect(theirs.map(({ table, row, column, printed }) => [table, row, column, printed])).toEqual([
    ['Table 4', 'Vanilla', '830', 77.6],
    ['Table 4', 'Mixup', '830', 76.27],
    ['Table 4', 'Mixup + GenLabel (CV)', '830', 84.53],
  ]);
  expect(theirs.map(({ verdict }) => verdict)).toEqual(['fails', 'holds', 'not-resolved']);
  expect(over.map(({ ours }) => ours)).toEqual([77, 75]);
  expect(printedPoints(records, 'reproduces', 'released')).toEqual([]);
  const squares = (70 - 77.6) ** 2 + (229 / 3 - 76.27) ** 2 + (85 - 84.53) ** 2;
  expect(rootMeanSquare(theirs)).toBeCloseTo(Math.sqrt(squares / 3), 10);
});

it('is drawn as the committed spec, with the diagonal in every panel', () => {
  const spec = printedPointsSpec([
    { title: 'on their split', points: theirs },
    { title: 'over random <splits>', points: over },
  ]);
  expectGolden('printed-points', spec);
  expect(JSON.stringify(spec)).not.toContain('<splits>');
  expect(spec.data).toHaveLength(4);
  expect(() => printedPointsSpec([{ title: '', points: [] }])).toThrow(/no cells/);
});
