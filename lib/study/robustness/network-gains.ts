import { randomStream } from '../../numeric/random';
import { table05Shares } from '../../paper/table-05';
import { signedInterval, signedText } from '../../report/number-text';
import { matters } from '../../report/rules';
import { type Cell, type Table, table } from '../../report/table';
import type { NetworkMethod } from '../../train/network-methods';
import { type MeanGain, meanGainOf } from '../common/mean-gain';
import { networkMethodStyle } from '../common/network-method-style';
import { splitShare } from '../common/split-share';
import { robustGains } from './robust-outcomes';
import { type RobustReading, type RobustRecords, robustReadings } from './robust-readings';
import { table05Methods } from './table-05-comparison';

/** Accuracy on the test points as they are, or under the attack. */
export type NetworkMeasure = 'correct' | 'robust';

/**
 * Mean gain of GenLabel over a baseline on the sets of Table 5, dense nets; GM or NN by held-out accuracy, trial by trial.
 *
 * @returns undefined if fewer than 2 sets have two trials
 */
export function networkMeanGain(
  { question, trials }: RobustReading,
  baseline: NetworkMethod,
  measure: NetworkMeasure,
): MeanGain | undefined {
  return meanGainOf(
    robustGains(trials, baseline, 'held-out', measure).map(({ byTrial, testSize }) => ({
      values: byTrial,
      testSize,
    })),
    question === 'generalises' ? splitShare.testSize : 0,
    randomStream('mean gain of nets').split(measure).split(baseline),
  );
}

const names = { correct: 'clean', robust: 'robust' } as const;
const runs = { reproduces: 'seeds on their split', generalises: 'splits' } as const;

/** Mean gains of GenLabel with dense nets over every baseline, clean and robust accuracy. */
export function networkGainTable(records: RobustRecords): Table {
  const rows = robustReadings(records).flatMap((reading) =>
    (['correct', 'robust'] as const).flatMap((measure) =>
      table05Shares.rows.flatMap((row): Cell[][] => {
        const baseline = table05Methods[row];
        const gain = networkMeanGain(reading, baseline, measure);
        if (!gain) return [];
        const { centre, sets, aboveRope, aboveZero, withinRope, next } = gain;
        return [
          [
            ...[runs[reading.question], reading.protocol, names[measure]],
            networkMethodStyle(baseline).label,
            sets,
            `${signedText(centre.mean)} ${signedInterval(centre)}`,
            ...[aboveRope, aboveZero, withinRope].map((p) => p.toFixed(3)),
            `${next.above.toFixed(2)} / ${next.within.toFixed(2)} / ${next.below.toFixed(2)}`,
          ],
        ];
      }),
    ),
  );
  const rope = matters.meanGain;
  return table(
    [
      ...['runs', 'protocol', 'accuracy', 'GenLabel against', 'sets', 'mean gain (95 %)'],
      ...[`P(above ${rope})`, 'P(above 0)', `P(within ±${rope})`, 'next set: better / same / worse'],
    ],
    rows,
    {
      title: 'Dense nets: mean gain of GenLabel over data sets, points',
      notes: ['Hierarchical model of trials and sets (Corani et al. 2017); GM or NN by held-out accuracy.'],
    },
  );
}
