import type { Claim } from '../paper/claim';
import type { RecordSet } from './finding';
import type { Judgement } from './judgement';
import { type Question, questions, type Verdict } from './rules';

/** Where an entry was decided and what it rests on. */
export interface Evidence {
  /** Name of the notebook, without `.ipynb`. */
  readonly notebook: string;
  /** Id of its cell; null where the notebook is not on this machine. */
  readonly cell: string | null;
  /** None for what the notebook computes itself. */
  readonly records: readonly RecordSet[];
}

/** One entry of the ledger, `figures/claims.json`. */
export interface LedgerEntry extends Omit<Claim, 'derived'> {
  /** One a question that was asked; none: not attempted. */
  readonly verdicts: { readonly [question in Question]?: Judgement };
  /** Null for what was not attempted. */
  readonly evidence: Evidence | null;
  /** Claims that a derived one summarises. */
  readonly derivedFrom?: readonly string[];
  readonly note: string;
}

/** Verdict of an entry under a question; not attempted if it was not asked. */
export function verdictOn(entry: LedgerEntry, question: Question): Verdict {
  return entry.verdicts[question]?.verdict ?? 'not-attempted';
}

/** Questions that an entry answers, in the order of `questions`. */
export function questionsOf({ verdicts }: LedgerEntry): Question[] {
  return questions.filter((question) => verdicts[question] !== undefined);
}
