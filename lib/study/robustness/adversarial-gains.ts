import { randomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import type { Finding } from '../../report/finding';
import { judgeConjunction } from '../../report/judge-parts';
import { signedInterval, signedText } from '../../report/number-text';
import { matters } from '../../report/rules';
import { type Cell, type Table, table } from '../../report/table';
import type { NetworkMethod } from '../../train/network-methods';
import { judgeGain, type MeanGain, meanGainOf } from '../common/mean-gain';
import { networkMethodStyle } from '../common/network-method-style';
import type { AdversarialTrial } from './adversarial-training';
import { chosenVariant } from './robust-outcomes';
import { type RobustnessRecord, robustTrials } from './robust-sets';
import type { RobustnessResult } from './robustness-result';

/** Records of adversarial training, and those of the same trials by the methods of the paper (`authors-robustness`). */
export interface AdversarialRecords {
  readonly adversarial: readonly {
    readonly configuration: AdversarialTrial;
    readonly result: RobustnessResult;
  }[];
  readonly others: readonly RobustnessRecord[];
}

/** What adversarial training is compared with: `genLabel` is GM or NN by held-out accuracy, trial by trial. */
type Opponent = Exclude<NetworkMethod, 'genLabelGaussian' | 'genLabelNearest'> | 'genLabel';

const mixupApproaches: readonly Opponent[] = ['adaMixup', 'mixup', 'mixupWithoutIntrusion', 'genLabel'];
const opponents: readonly Opponent[] = ['vanilla', ...mixupApproaches];
const labelOf = (opponent: Opponent) =>
  opponent === 'genLabel' ? 'GenLabel (GM or NN)' : networkMethodStyle(opponent).label;

/** Both results of the trials that have both, protocol `paper`. */
function pairsOf({ adversarial, others }: AdversarialRecords, opponent: Opponent) {
  const trials = robustTrials(others, { protocol: 'paper' });
  return adversarial.flatMap(({ configuration: { dataset, trial }, result }) => {
    const same = trials.find((own) => own.dataset === dataset && own.trial === trial);
    const other = same?.results[opponent === 'genLabel' ? chosenVariant(same) : opponent];
    return other ? [{ dataset, own: result, other }] : [];
  });
}

type Measure = 'robust' | 'correct';

/** Mean gain of adversarial training over a method on the sets of Table 5, points. @returns undefined if fewer than 2 sets have two trials */
export function adversarialGain(
  records: AdversarialRecords,
  opponent: Opponent,
  measure: Measure,
): MeanGain | undefined {
  const pairs = pairsOf(records, opponent);
  const datasets = [...new Set(pairs.map(({ dataset }) => dataset))].sort((a, b) => a - b);
  return meanGainOf(
    datasets.map((dataset) => {
      const own = pairs.filter((pair) => pair.dataset === dataset);
      return {
        values: own.map((pair) => (100 * (pair.own[measure] - pair.other[measure])) / pair.own.testSize),
        testSize: own[0].own.testSize,
      };
    }),
    0,
    randomStream('mean gain of adversarial training').split(measure).split(opponent),
  );
}

/** Finding on what Section 6.2 says about adversarial training: less effective is every approach by mixup, by the mean over the sets. */
export function adversarialFinding(records: AdversarialRecords): Finding {
  const parts = mixupApproaches.map((opponent) => ({
    label: `over ${labelOf(opponent)}`,
    ...judgeGain(adversarialGain(records, opponent, 'robust')),
  }));
  const used = [
    ['adversarial-training', records.adversarial.length],
    ['authors-robustness', records.others.length],
  ] as const;
  return {
    ...{ id: 's6-adversarial-training', question: 'reproduces', ...judgeConjunction(parts) },
    records:
      records.adversarial.length > 0
        ? used.map(([experiment, count]) => ({ experiment, filter: {}, count }))
        : [],
    note:
      'Robust accuracy of adversarial training by projected gradients at the radius of Table 5, which the paper does not run, over each approach by mixup; protocol paper, whose nets, ' +
      'choice and attack it shares.',
  };
}

/** Adversarial training beside the methods of the paper: accuracies and mean gains, robust and clean. */
export function adversarialTable(records: AdversarialRecords): Table {
  const share = (results: readonly RobustnessResult[], measure: Measure) =>
    mean(results.map((result) => (100 * result[measure]) / result.testSize)).toFixed(1);
  const rows = (['robust', 'correct'] as const).flatMap((measure) =>
    opponents.flatMap((opponent): Cell[][] => {
      const pairs = pairsOf(records, opponent);
      const gain = adversarialGain(records, opponent, measure);
      if (!gain) return [];
      return [
        [
          measure === 'robust' ? 'robust' : 'clean',
          labelOf(opponent),
          `${gain.sets} x ${pairs.length / gain.sets}`,
          ...[pairs.map(({ own }) => own), pairs.map(({ other }) => other)].map((own) => share(own, measure)),
          `${signedText(gain.centre.mean)} ${signedInterval(gain.centre)}`,
          ...[gain.aboveRope, gain.aboveZero, gain.withinRope].map((p) => p.toFixed(3)),
        ],
      ];
    }),
  );
  const rope = matters.meanGain;
  return table(
    [
      ...[
        'accuracy',
        'against',
        'sets x seeds',
        'adversarial training, %',
        'the other, %',
        'mean gain (95 %)',
      ],
      ...[`P(above ${rope})`, 'P(above 0)', `P(within ±${rope})`],
    ],
    rows,
    {
      title: 'Adversarial training against the methods of Section 6.2, points',
      notes: [
        'Projected gradient ascent of 7 steps within the ball of Table 12, authors’ split, protocol paper: net, optimiser, choice by robust held-out accuracy and the boundary attack are those of the others. ' +
          'Hierarchical model of trials and sets (Corani et al. 2017).',
      ],
    },
  );
}
