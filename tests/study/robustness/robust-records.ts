import type { Protocol } from '../../../lib/study/common/protocol';
import { attackBudgets } from '../../../lib/study/robustness/attack-budgets';
import type { SelectionCriterion } from '../../../lib/study/robustness/robust-protocols';
import type { RobustnessRecord } from '../../../lib/study/robustness/robust-sets';
import { ownSelection } from '../../../lib/study/robustness/robustness-trial';
import type { NetworkMethod } from '../../../lib/train/network-methods';

/** Made-up trials of 20 test points, of which the first ones of a list are misclassified, the next within the radius, the rest beyond. */
export function madeUpRobust(
  dataset: number,
  counts: { readonly [method in NetworkMethod]?: readonly { wrong: number; broken: number }[] },
  more: {
    readonly protocol?: Protocol;
    readonly attack?: RobustnessRecord['configuration']['attack'];
    readonly selection?: SelectionCriterion;
    readonly randomState?: number;
    readonly score?: number;
  } = {},
): RobustnessRecord[] {
  const { protocol = 'paper', attack = attackBudgets.full, score = 0.5 } = more;
  const { randomState } = more;
  const { selection = ownSelection({ protocol, randomState }) } = more;
  return Object.entries(counts).flatMap(([method, trials]) =>
    trials.map(({ wrong, broken }, trial) => ({
      configuration: {
        ...{ dataset, trial, protocol, selection, attack, method: method as NetworkMethod },
        ...{ scaling: 'standardised', nominal: 'integer' },
        ...(randomState !== undefined && { randomState }),
      },
      result: {
        ...{ testSize: 20, correct: 20 - wrong, robust: 20 - wrong - broken, noStart: 0, unconfirmed: 0 },
        distances: Array.from({ length: 20 }, (_, i) =>
          i < wrong ? 0 : i < wrong + broken ? 0.05 : i === 19 ? null : 0.2,
        ),
        ...{ learningRate: 0.1, epochs: 10, score },
      },
    })),
  );
}
