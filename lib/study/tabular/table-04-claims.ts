import { table04 } from '../../paper/table-04';
import type { Finding } from '../../report/ledger';
import { type ClaimPart, partsNote, sideAbove, verdictOfParts } from '../common/claim-parts';
import { protocols } from '../common/protocol';
import { type AccuracyCell, summariseDifference } from '../common/summarise-accuracy';
import { tabularMethodStyle } from '../common/tabular-method-style';
import type { TabularMethod } from '../common/tabular-methods';
import { type TabularRecord, tabularOutcomes } from './tabular-record';

/** That the first method is more than `by` points above the second on a data set. */
interface Comparison {
  readonly dataset: number;
  readonly method: TabularMethod;
  readonly minus: TabularMethod;
  readonly by?: number;
}

const all = table04.columns.map(Number);
const cv = 'genLabelSelected';

const claims: readonly {
  readonly id: string;
  readonly comparisons: readonly Comparison[];
  readonly note: string;
}[] = [
  {
    id: 's6-table-4-gain',
    comparisons: [830, 1413].map((dataset) => ({ dataset, method: cv, minus: 'mixup', by: 8 })),
    note: 'GenLabel (CV)',
  },
  {
    id: 's6-table-4-cv-best',
    comparisons: all.flatMap((dataset) =>
      (['generativeClassifier', 'vanilla', 'adaMixup', 'mixup', 'mixupWithoutIntrusion'] as const).map(
        (minus) => ({ dataset, method: cv, minus }),
      ),
    ),
    note: 'The printed table has ties with AdaMixup on 721 and 777, and GenLabel (GM) above GenLabel (CV) on 721 and 830',
  },
  {
    id: 's6-table-4-overcomes-vanilla',
    comparisons: [721, 830, 913, 1413].flatMap((dataset): Comparison[] => [
      { dataset, method: 'vanilla', minus: 'mixup' },
      { dataset, method: cv, minus: 'vanilla' },
    ]),
    note: 'GenLabel (CV)',
  },
  {
    id: 's6-table-4-improves-mixup',
    comparisons: [777, 792, 855].flatMap((dataset): Comparison[] => [
      { dataset, method: 'mixup', minus: 'vanilla' },
      { dataset, method: cv, minus: 'mixup' },
    ]),
    note: 'GenLabel (CV): the appropriate model is not chosen by its test accuracy',
  },
];

/**
 * Findings on what the text says about Table 4, from paired differences: a part is as claimed if the 95 % confidence interval lies
 * on the claimed side.
 */
export function table04Findings(records: readonly TabularRecord[]): Finding[] {
  const outcomes = tabularOutcomes(records);
  return claims.map(({ id, comparisons, note }) => {
    const found = protocols.flatMap((protocol) =>
      comparisons.flatMap((comparison) => {
        const cell = cellOf(outcomes, protocol, comparison);
        return cell ? [{ ...partOf(comparison, cell), cell }] : [];
      }),
    );
    const missing = comparisons.filter(({ dataset }) => !found.some(({ cell }) => cell.dataset === dataset));
    const absent = [...new Set(missing.map(({ dataset }) => dataset))];
    const words = [partsNote(found), note, absent.length > 0 ? `no records of ${absent.join(', ')}` : ''];
    return {
      id,
      ours: oursText(found),
      verdict: absent.length > 0 ? 'not-attempted' : verdictOfParts(found),
      note: words.filter(Boolean).join('. '),
    };
  });
}

function cellOf(
  outcomes: ReturnType<typeof tabularOutcomes>,
  protocol: string,
  { dataset, method, minus }: Comparison,
): AccuracyCell | undefined {
  const own = outcomes.filter(
    ({ configuration: c, result: { accuracy } }) =>
      c.dataset === dataset &&
      c.protocol === protocol &&
      accuracy[method] !== undefined &&
      accuracy[minus] !== undefined,
  );
  return summariseDifference(own, method, minus)[0];
}

function partOf({ dataset, method, minus, by = 0 }: Comparison, cell: AccuracyCell): ClaimPart {
  const names = [method, minus].map((name) => tabularMethodStyle(name).label);
  return {
    reading: cell.protocol,
    label: `${names.join(' − ')} on ${dataset}`,
    side: sideAbove(cell.interval, by),
    trials: cell.trials,
  };
}

/** A few differences one by one; of many, how many are on which side. */
function oursText(found: readonly (ClaimPart & { readonly cell: AccuracyCell })[]): string {
  return protocols
    .map((protocol) => ({ protocol, own: found.filter(({ reading }) => reading === protocol) }))
    .filter(({ own }) => own.length > 0)
    .map(({ protocol, own }) => {
      const count = (side: ClaimPart['side']) => own.filter((part) => part.side === side).length;
      const text =
        own.length > 8
          ? `${count('as claimed')} of ${own.length} differences positive, ${count('open')} not resolved, ${count('against')} negative`
          : own.map(({ cell }) => differenceText(cell)).join(', ');
      return `${text} (${protocol})`;
    })
    .join('; ');
}

function differenceText({ dataset, mean, interval }: AccuracyCell): string {
  const ends = interval ? ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]` : '';
  return `${dataset}: ${mean.toFixed(2)}${ends}`;
}
