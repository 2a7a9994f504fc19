import { type Finding, matchesFilter, type RecordSet } from '../../report/finding';
import { judgeProtocols } from '../../report/judge-protocols';
import type { Judgement } from '../../report/judgement';
import { protocols } from '../common/protocol';
import type { SplitQuestion } from './set-runs';
import type { TabularRecord } from './tabular-record';
import { type TabularSet, tabularSets } from './tabular-sets';

/** Records of all methods: on the authors' split (experiment `authors-split`) and over fresh random splits (experiment `tabular`). */
export type TabularRecords = { readonly [question in SplitQuestion]: readonly TabularRecord[] };

/** The sets of one question under one protocol. */
export interface Reading {
  readonly question: SplitQuestion;
  readonly protocol: (typeof protocols)[number];
  readonly sets: readonly TabularSet[];
  /** Those that are not of the study with them, of which the paper prints accuracies too. */
  readonly printedSets: readonly TabularSet[];
}

/** A claim that is judged from the records of all methods. */
export interface TabularClaim {
  readonly id: string;
  /** Data sets that it is about; default all. */
  readonly datasets?: readonly number[];
  /** Questions that it can be asked; default both. */
  readonly questions?: readonly SplitQuestion[];
  /** Records of other experiments that it rests on. */
  readonly more?: readonly RecordSet[];
  judge(reading: Reading): Judgement;
  readonly note?: string;
}

/** Experiments that answer the questions. */
export const experimentsOf: { readonly [question in SplitQuestion]: string } = {
  reproduces: 'authors-split',
  generalises: 'tabular',
};

export const splitQuestions: readonly SplitQuestion[] = ['reproduces', 'generalises'];

/** One reading a question and protocol. */
export function readingsOf(records: TabularRecords): Reading[] {
  return splitQuestions.flatMap((question) =>
    protocols.map((protocol) => ({
      ...{ question, protocol, sets: tabularSets(records[question], protocol) },
      printedSets: tabularSets(records[question], protocol, { besides: true }),
    })),
  );
}

/**
 * Findings on claims: each judged under both protocols by its rule, the verdicts joined, and the records named.
 *
 * @param ids claims that are wanted; default all
 */
export function tabularFindings(
  records: TabularRecords,
  claims: readonly TabularClaim[],
  ids?: readonly string[],
): Finding[] {
  const readings = readingsOf(records);
  const wanted = claims.filter(({ id }) => ids?.includes(id) ?? true);
  return wanted.flatMap(({ id, datasets, questions = splitQuestions, more = [], judge, note }) =>
    questions.map((question): Finding => {
      const own = readings.filter((reading) => reading.question === question);
      const parts = own.map((reading) => ({ ...judge(reading), label: reading.protocol }));
      const filter = datasets ? { dataset: [...datasets] } : {};
      const count = records[question].filter((record) => matchesFilter(record.configuration, filter)).length;
      const used = [{ experiment: experimentsOf[question], filter, count }, ...more];
      return {
        ...{ id, question, ...judgeProtocols(parts) },
        records: used.filter((set) => set.count > 0),
        ...(note !== undefined && { note }),
      };
    }),
  );
}

/** The set of a number, if it has records. */
export function setOf({ printedSets }: Reading, dataset: number): TabularSet | undefined {
  return printedSets.find((set) => set.dataset === dataset);
}
