import type { Finding } from '../../report/finding';
import { judgeProtocols } from '../../report/judge-protocols';
import { type Judgement, notAttempted } from '../../report/judgement';
import type { Runs } from '../../report/run-interval';
import { type Protocol, protocols } from '../common/protocol';
import { splitShare } from '../common/split-share';
import { type RobustnessRecord, type RobustTrial, robustTrials } from './robust-sets';

type SplitQuestion = 'reproduces' | 'generalises';

/** Records of Section 6.2: on the authors' split, and over random splits. */
export type RobustRecords = { readonly [question in SplitQuestion]: readonly RobustnessRecord[] };

/** The trials of one question under one protocol. */
export interface RobustReading {
  readonly question: SplitQuestion;
  readonly protocol: Protocol;
  readonly trials: readonly RobustTrial[];
}

/** Experiment of which the records of a question are: the older splits are drawn by no `randomState`. */
function experimentOfRecords(question: SplitQuestion, [first]: readonly RobustnessRecord[]): string {
  if (question === 'reproduces') return 'authors-robustness';
  return first?.configuration.randomState === undefined ? 'robustness' : 'fresh-robustness';
}

/** One reading a question and protocol. */
export function robustReadings(records: RobustRecords): RobustReading[] {
  return (['reproduces', 'generalises'] as const).flatMap((question) =>
    protocols.map((protocol) => ({
      question,
      protocol,
      trials: robustTrials(records[question], { protocol }),
    })),
  );
}

/** Runs of one data set: over splits they share rows. */
export function robustRuns(values: readonly number[], question: SplitQuestion): Runs {
  return question === 'generalises' ? { values, split: splitShare } : { values };
}

/** A claim about robust accuracies. */
export interface RobustClaim {
  readonly id: string;
  judge(reading: RobustReading): Judgement;
  readonly note: string;
}

/**
 * Findings on claims: each judged under both protocols by its rule, the verdicts joined, and the records named.
 *
 * @param ids claims that are wanted; default all
 */
export function robustFindings(
  records: RobustRecords,
  claims: readonly RobustClaim[],
  ids?: readonly string[],
): Finding[] {
  const readings = robustReadings(records);
  const wanted = claims.filter(({ id }) => ids?.includes(id) ?? true);
  return wanted.flatMap(({ id, judge, note }) =>
    (['reproduces', 'generalises'] as const).map((question): Finding => {
      const own = readings.filter((reading) => reading.question === question);
      const parts = own.map((reading) => ({
        ...(reading.trials.length > 0 ? judge(reading) : notAttempted('conjunction')),
        label: reading.protocol,
      }));
      const experiment = experimentOfRecords(question, records[question]);
      const set = { experiment, filter: {}, count: records[question].length };
      return { id, question, ...judgeProtocols(parts), records: set.count > 0 ? [set] : [], note };
    }),
  );
}
