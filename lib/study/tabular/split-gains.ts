import { mean } from '../../numeric/statistics';
import { printedValue } from '../../paper/table';
import { table04 } from '../../paper/table-04';
import type { Protocol } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';
import { setGains } from './compare-over-sets';
import { readingsOf, type TabularRecords } from './tabular-claims';
import { table04Datasets } from './tabular-datasets';
import { meanGain, type TabularSet, trialsWith } from './tabular-sets';

const [method, minus]: readonly [TabularMethod, TabularMethod] = ['genLabelSelected', 'mixup'];

/** Gain of GenLabel (CV) over mixup on one data set, points. */
export interface SplitGain {
  readonly dataset: number;
  /** Mean over seeds on the authors' split. */
  readonly theirs: number;
  /** Mean over random splits. */
  readonly over: number;
  /** Whether Table 4 shows the set. */
  readonly shown: boolean;
}

/** The gain of each set that has records of both questions. */
export function splitGains(records: TabularRecords, protocol: Protocol): SplitGain[] {
  const [theirs, over] = readingsOf(records)
    .filter((reading) => reading.protocol === protocol)
    .map(({ sets }) => new Map(setGains(sets, method, minus).map(({ dataset, gain }) => [dataset, gain])));
  return [...theirs].flatMap(([dataset, gain]) => {
    const other = over.get(dataset);
    return other === undefined
      ? []
      : [{ dataset, theirs: gain, over: other, shown: table04Datasets.includes(dataset) }];
  });
}

/** What choosing sets after seeing one split does to their gain, points. */
export interface ChoiceOfSets {
  /** Sets among which the choice is, and how many are chosen. */
  readonly sets: number;
  readonly chosen: number;
  /** Splits that are looked at, each in its turn. */
  readonly splits: number;
  /** Mean gain of the chosen sets on the split by which they are chosen. */
  readonly seen: number;
  /** Mean gain of the same sets on the other splits. */
  readonly unseen: number;
  /** Mean gain of all sets. */
  readonly all: number;
  /** Mean gain of the sets of Table 4: as printed, on the authors' split, over random splits. */
  readonly table04: { readonly printed: number; readonly theirs: number; readonly over: number };
}

/**
 * How much of the gains of Table 4 is the choice of its sets: the expected gain of as many sets, those of the largest gain on one random split, chosen after
 * seeing it, on that split and on the others. The gain on a random split is that of one seed; the paper's is the mean of five, so that a part of `seen` is the noise of seeds.
 *
 * @returns undefined without two splits of more sets than are chosen
 */
export function choiceOfSets(
  records: TabularRecords,
  protocol: Protocol,
  chosen: number = table04Datasets.length,
): ChoiceOfSets | undefined {
  const [theirs, over] = readingsOf(records).filter((reading) => reading.protocol === protocol);
  const sets = over.sets.filter((set) => trialsWith(set, [method, minus]).length >= 2);
  const numbers = commonTrials(sets);
  if (sets.length <= chosen || numbers.length < 2) return undefined;
  const gainOf = (set: TabularSet, test: (trial: number) => boolean) =>
    meanGain(
      trialsWith(set, [method, minus]).filter(({ trial }) => test(trial)),
      method,
      minus,
    );
  const looked = numbers.map((number) => {
    const best = sets
      .map((set) => ({ set, gain: gainOf(set, (trial) => trial === number) }))
      .sort((a, b) => b.gain - a.gain || a.set.dataset - b.set.dataset)
      .slice(0, chosen);
    return {
      seen: mean(best.map(({ gain }) => gain)),
      unseen: mean(best.map(({ set }) => gainOf(set, (trial) => trial !== number))),
    };
  });
  return {
    ...{ sets: sets.length, chosen, splits: numbers.length },
    seen: mean(looked.map(({ seen }) => seen)),
    unseen: mean(looked.map(({ unseen }) => unseen)),
    all: mean(setGains(sets, method, minus).map(({ gain }) => gain)),
    table04: {
      printed: mean(
        table04.columns.map(
          (column) =>
            printedValue(table04, 'Mixup + GenLabel (CV)', column)! - printedValue(table04, 'Mixup', column)!,
        ),
      ),
      theirs: shownGain(theirs.sets),
      over: shownGain(over.sets),
    },
  };
}

/** NaN without records. */
function shownGain(sets: readonly TabularSet[]): number {
  const gains = setGains(sets, method, minus).filter(({ dataset }) => table04Datasets.includes(dataset));
  return gains.length > 0 ? mean(gains.map(({ gain }) => gain)) : Number.NaN;
}

/** Numbers of the trials that every set has. */
function commonTrials(sets: readonly TabularSet[]): number[] {
  if (sets.length === 0) return [];
  const has = (set: TabularSet, number: number) =>
    trialsWith(set, [method, minus]).some(({ trial }) => trial === number);
  return sets[0].trials.map(({ trial }) => trial).filter((number) => sets.every((set) => has(set, number)));
}

/** The estimate in words. */
export function choiceText({ sets, chosen, splits, seen, unseen, all, table04: own }: ChoiceOfSets): string {
  const points = (value: number) => (Number.isNaN(value) ? 'no records' : value.toFixed(2));
  return (
    `Of ${sets} sets, the ${chosen} of the largest gain on one random split gain ${points(seen)} points there on average and ${points(unseen)} on the other splits ` +
    `(mean over ${splits} splits); all sets gain ${points(all)}. The sets of Table 4 gain ${points(own.printed)} as printed, ${points(own.theirs)} on the authors' split and ` +
    `${points(own.over)} over random splits.`
  );
}
