import { mean } from '../../numeric/statistics';
import { type NetworkMethod, networkMethods } from '../../train/network-methods';
import type { Protocol } from '../common/protocol';
import { type AttackBudget, attackBudgets } from './attack-budgets';
import { attackRadius } from './robust-protocols';
import { type RobustnessRecord, robustTrials } from './robust-sets';
import type { RobustnessResult } from './robustness-result';

/** What another attack says of the same nets and points. */
export interface AttackCheck {
  readonly method: NetworkMethod;
  readonly nets: number;
  readonly points: number;
  /** Points robust under the full attack, and under the other. */
  readonly robust: number;
  readonly robustToOther: number;
  /** Points that the one breaks and the other does not. */
  readonly changed: number;
}

/** Whether a distance of a record leaves a point robust. */
const isRobust = (distance: number | null) => distance === null || distance > attackRadius;

/**
 * The attack against a stronger or weaker one in protocol `paper`: verdicts point by point, in the trials that have both.
 */
export function compareBudgets(records: readonly RobustnessRecord[], other: AttackBudget): AttackCheck[] {
  const full = robustTrials(records, { protocol: 'paper' });
  const others = robustTrials(records, { protocol: 'paper', attack: other });
  return networkMethods.map((method) =>
    count(
      method,
      others.flatMap(({ dataset, trial, results }) => {
        const same = full.find((own) => own.dataset === dataset && own.trial === trial);
        const [first, second] = [same?.results[method], results[method]];
        return first && second ? [[first.distances, second.distances] as const] : [];
      }),
    ),
  );
}

/** The full attack against the exact distances of nets without activations, protocol `released`. */
export function compareExact(records: readonly RobustnessRecord[]): AttackCheck[] {
  const trials = robustTrials(records, { protocol: 'released' });
  return networkMethods.map((method) =>
    count(
      method,
      trials.flatMap(({ results }) => {
        const result = results[method];
        return result?.exact ? [[result.distances, result.exact] as const] : [];
      }),
    ),
  );
}

type Distances = RobustnessResult['distances'];

function count(method: NetworkMethod, pairs: readonly (readonly [Distances, Distances])[]): AttackCheck {
  const points = pairs.flatMap(([first, second]) => first.map((own, i) => [own, second[i]] as const));
  return {
    method,
    nets: pairs.length,
    points: points.length,
    robust: points.filter(([own]) => isRobust(own)).length,
    robustToOther: points.filter(([, other]) => isRobust(other)).length,
    changed: points.filter(([own, other]) => isRobust(own) !== isRobust(other)).length,
  };
}

/**
 * Robust accuracy under the full attack less that by exact distances (nets without activations, protocol `released`) or under the strong attack (protocol `paper`),
 * points of percent, one a data set: mean over its nets that have both.
 */
export function attackExcess(records: readonly RobustnessRecord[], protocol: Protocol): number[] {
  const full = robustTrials(records, { protocol });
  const strong =
    protocol === 'paper' ? robustTrials(records, { protocol, attack: attackBudgets.strong }) : [];
  const excess = new Map<number, number[]>();
  for (const { dataset, trial, results } of full) {
    const other = strong.find((own) => own.dataset === dataset && own.trial === trial);
    for (const method of networkMethods) {
      const result = results[method];
      const reference = protocol === 'paper' ? other?.results[method]?.distances : result?.exact;
      if (!result || !reference) continue;
      const gained = result.distances.filter(isRobust).length - reference.filter(isRobust).length;
      excess.set(dataset, [...(excess.get(dataset) ?? []), (100 * gained) / result.testSize]);
    }
  }
  return [...excess.values()].map((values) => mean(values));
}

/** Quantiles of how much farther the attack's adversarial is than the exact distance, where both are positive; relative. */
export function excessDistances(
  records: readonly RobustnessRecord[],
): { median: number; q99: number } | undefined {
  const excess = robustTrials(records, { protocol: 'released', attack: attackBudgets.full })
    .flatMap(({ results }) => Object.values(results))
    .flatMap(({ distances, exact }) =>
      distances.flatMap((own, i) => {
        const least = exact?.[i];
        // Four decimals are kept: nearer points tell nothing.
        return own && least && least > 0.02 ? [own / least - 1] : [];
      }),
    )
    .sort((a, b) => a - b);
  if (excess.length === 0) return undefined;
  const at = (share: number) => excess[Math.min(excess.length - 1, Math.floor(share * excess.length))];
  return { median: at(0.5), q99: at(0.99) };
}
