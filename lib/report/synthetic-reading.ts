import { type Protocol, protocols } from '../experiments/protocol';
import {
  type AccuracyCell,
  type AccuracyRecord,
  summariseDifference,
} from '../experiments/summarise-accuracy';
import { type SyntheticRecord, syntheticLabels } from './synthetic-comparison';

/** Where a paired difference lies with respect to 0. */
type Side = 'higher' | 'lower' | 'not resolved';

/**
 * What the trials say about GenLabel on the synthetic sets, as Markdown: for each protocol and rival the sets on which
 * the 95 % interval of the paired difference lies above 0, below 0, or holds it.
 */
export function syntheticReading(records: readonly SyntheticRecord[]): string {
  return [
    ...protocols.flatMap((protocol) => [
      contrast(records, protocol, ['genlabel', 'mixup'], 'GenLabel against mixup'),
      contrast(records, protocol, ['genlabel', 'vanilla'], 'GenLabel against vanilla training'),
      contrast(
        records,
        protocol,
        ['genlabelAlternative', 'vanilla'],
        'GenLabel with other densities against vanilla',
      ),
    ]),
    'Each interval is at 95 % for itself.',
  ].join('\n');
}

function contrast(
  records: readonly AccuracyRecord[],
  protocol: Protocol,
  [method, minus]: readonly [string, string],
  name: string,
): string {
  const cells = summariseDifference(records, method, minus).filter((cell) => cell.protocol === protocol);
  const parts = (['higher', 'lower', 'not resolved'] as const).flatMap((side) => {
    const members = cells.filter((cell) => sideOf(cell) === side).map(cellText);
    return members.length > 0 ? [`**${side}** on ${members.join(', ')}`] : [];
  });
  return `- Protocol ${protocol}, ${name}: ${parts.join('; ') || 'no records'}.`;
}

function sideOf({ interval }: AccuracyCell): Side {
  if (!interval || (interval.low <= 0 && interval.high >= 0)) return 'not resolved';
  return interval.low > 0 ? 'higher' : 'lower';
}

function cellText({ dataset, mean, interval }: AccuracyCell): string {
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
  const range = interval ? ` [${signed(interval.low)}, ${signed(interval.high)}]` : '';
  return `${syntheticLabels[dataset as keyof typeof syntheticLabels]} (${signed(mean)}${range})`;
}
