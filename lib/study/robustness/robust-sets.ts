import type { NetworkMethod } from '../../train/network-methods';
import type { Protocol } from '../common/protocol';
import type { AccuracyRecord } from '../common/summarise-accuracy';
import { type AttackBudget, attackBudgets } from './attack-budgets';
import type { SelectionCriterion } from './robust-protocols';
import type { RobustnessResult } from './robustness-result';
import { ownSelection, type RobustnessTrial } from './robustness-trial';

/** What summaries read of a record of Section 6.2. */
export interface RobustnessRecord {
  readonly configuration: RobustnessTrial;
  readonly result: RobustnessResult;
}

/** All methods in one trial on one data set. */
export interface RobustTrial {
  readonly dataset: number;
  readonly trial: number;
  readonly protocol: Protocol;
  readonly results: { readonly [method in NetworkMethod]?: RobustnessResult };
}

/** Records with the full attack and the nets chosen as in the tables (`ownSelection`), or with others. */
export interface RobustnessFilter {
  readonly protocol: Protocol;
  readonly attack?: AttackBudget;
  readonly selection?: SelectionCriterion;
}

/** The trials that a filter admits, in the order of their first records. */
export function robustTrials(
  records: readonly RobustnessRecord[],
  { protocol, attack = attackBudgets.full, selection }: RobustnessFilter,
): RobustTrial[] {
  const trials = new Map<string, RobustTrial>();
  for (const { configuration: c, result } of records) {
    if (c.protocol !== protocol || !sameBudget(c.attack, attack)) continue;
    if (c.selection !== (selection ?? ownSelection(c))) continue;
    const key = `${c.dataset} ${c.trial}`;
    const { results = {}, ...rest } = trials.get(key) ?? { dataset: c.dataset, trial: c.trial, protocol };
    trials.set(key, { ...rest, results: { ...results, [c.method]: result } });
  }
  return [...trials.values()];
}

const sameBudget = (a: AttackBudget, b: AttackBudget) =>
  a.steps === b.steps && a.directions === b.directions && a.restarts === b.restarts && a.full === b.full;

/** Trials in which all these methods are there. */
export function having(trials: readonly RobustTrial[], ...methods: readonly NetworkMethod[]): RobustTrial[] {
  return trials.filter(({ results }) => methods.every((method) => results[method] !== undefined));
}

/** Robust or clean accuracies as the tables of accuracies take them. */
export function accuracyRecords(
  trials: readonly RobustTrial[],
  measure: 'robust' | 'correct',
): AccuracyRecord[] {
  return trials.map(({ dataset, protocol, results }) => {
    const entries = Object.entries(results);
    const accuracy = entries.map(([method, result]) => [method, result[measure] / result.testSize]);
    return {
      configuration: { dataset, protocol },
      result: {
        testSize: entries[0][1].testSize,
        accuracy: Object.fromEntries(accuracy),
        learningRate: {},
        epochs: {},
      },
    };
  });
}
