import { protocols } from '../common/protocol';
import { type AccuracyCell, summariseAccuracy, summariseDifference } from '../common/summarise-accuracy';
import { trainAccuracyRule } from '../mixture-density/summarise-mixture-density';
import { type SyntheticRecord, syntheticLabels, withDensities } from './synthetic-comparison';

/** Where a paired difference lies with respect to 0. */
type Side = 'higher' | 'lower' | 'not resolved';

const contrasts = [
  { name: 'GenLabel against mixup', method: 'genlabel', minus: 'mixup' },
  { name: 'GenLabel against vanilla training', method: 'genlabel', minus: 'vanilla' },
  {
    name: 'GenLabel with the other densities against vanilla training',
    method: 'genlabelAlternative',
    minus: 'vanilla',
  },
  {
    name: 'GenLabel with the other densities against GenLabel',
    method: 'genlabelAlternative',
    minus: 'genlabel',
  },
] as const;

/**
 * What the trials say about GenLabel on the synthetic sets, as Markdown: for each contrast how often it is resolved, and for
 * each protocol the sets on which the 95 % interval of the paired difference lies above 0, below 0, or holds it.
 */
export function syntheticReading(records: readonly SyntheticRecord[]): string {
  const lines = contrasts.flatMap(({ name, method, minus }) => {
    const cells = summariseDifference(records, method, minus);
    const count = (side: Side) => cells.filter((cell) => sideOf(cell) === side).length;
    return [
      `- **${name}**: higher in ${count('higher')}, lower in ${count('lower')} of ${cells.length} pairs of set and protocol.`,
      ...protocols.map((protocol) => {
        const members = cells.filter((cell) => cell.protocol === protocol);
        return `  - Protocol ${protocol}: ${sidesText(members) || 'no records'}.`;
      }),
    ];
  });
  return [...lines, ruleText(records), '', 'In points, with 95 % intervals, each for itself.'].join('\n');
}

/** Whether densities that fit the training points, as the paper's rule asks, tell where GenLabel helps. */
function ruleText(records: readonly SyntheticRecord[]): string {
  const accuracies = withDensities(records);
  const pairs = [
    ['genlabel', 'densitiesTraining', ''],
    ['genlabelAlternative', 'otherDensitiesTraining', ', other densities'],
  ].flatMap(([method, densities, suffix]) => {
    const differences = summariseDifference(records, method, 'vanilla');
    return summariseAccuracy(accuracies, densities).map((fit, i) => ({
      fit,
      difference: differences[i],
      suffix,
    }));
  });
  const kept = pairs.filter(({ fit }) => fit.mean > trainAccuracyRule);
  const lower = kept.filter(({ difference }) => sideOf(difference) === 'lower');
  const names = lower.map(
    ({ fit, suffix }) =>
      `${nameOf(fit)} (protocol ${fit.protocol}${suffix}: densities right on ${fit.mean.toFixed(1)} % of the training points)`,
  );
  return (
    `- **The rule of Section 6**, densities with more than ${trainAccuracyRule} % train accuracy: ${kept.length} of ` +
    `${pairs.length} triples of set, protocol and densities meet it; in ${lower.length} of these GenLabel is lower than ` +
    `vanilla training${names.length > 0 ? `: ${names.join(', ')}` : ''}.`
  );
}

function sidesText(cells: readonly AccuracyCell[]): string {
  return (['higher', 'lower', 'not resolved'] as const)
    .flatMap((side) => {
      const members = cells.filter((cell) => sideOf(cell) === side).map(cellText);
      return members.length > 0 ? [`**${side}** on ${members.join(', ')}`] : [];
    })
    .join('; ');
}

function sideOf({ interval }: AccuracyCell): Side {
  if (!interval || (interval.low <= 0 && interval.high >= 0)) return 'not resolved';
  return interval.low > 0 ? 'higher' : 'lower';
}

function nameOf({ dataset }: AccuracyCell): string {
  return syntheticLabels[dataset as keyof typeof syntheticLabels];
}

function cellText(cell: AccuracyCell): string {
  const { mean, interval } = cell;
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
  const range = interval ? ` [${signed(interval.low)}, ${signed(interval.high)}]` : '';
  return `${nameOf(cell)} (${signed(mean)}${range})`;
}
