import { type Table, table } from '../../report/table';
import { protocols } from '../common/protocol';
import { type SyntheticRecord, syntheticLabels } from './synthetic-comparison';

const methods = {
  vanilla: 'Vanilla',
  mixup: 'Mixup',
  genlabel: 'GenLabel',
  genlabelAlternative: 'GenLabel, other densities',
} as const;

/**
 * Lowest accuracy over the trials of each set, protocol and method, in percent: it shows trainings that fail, which a
 * mean and its interval hide.
 */
export function lowestAccuracies(records: readonly SyntheticRecord[]): Table {
  const rows = protocols.flatMap((protocol) =>
    Object.entries(syntheticLabels).map(([dataset, label]) => {
      const members = records.filter(
        ({ configuration }) => configuration.protocol === protocol && configuration.dataset === dataset,
      );
      const lowest = Object.keys(methods).map((method) =>
        members.length > 0 ? 100 * Math.min(...members.map(({ result }) => result.accuracy[method])) : null,
      );
      return [label, protocol, members.length, ...lowest];
    }),
  );
  return table(['data set', 'protocol', 'trials', ...Object.values(methods)], rows, {
    title: 'Lowest accuracy of the trials (%)',
    notes: ['Where single trainings fail, means and their intervals (Student) are rough.'],
  });
}
