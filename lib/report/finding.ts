import type { Configuration, Json } from '../runtime/experiment';
import { checkJudgement, type Judgement } from './judgement';
import type { Question } from './rules';

/** Records of one experiment that a finding rests on: those whose configuration has one of the values in each field. */
export interface RecordSet {
  readonly experiment: string;
  readonly filter: { readonly [field: string]: Json | undefined };
  readonly count: number;
}

/** Our finding about one claim of the paper under one question. */
export interface Finding extends Judgement {
  /** Id of a claim in `paper.claims`. */
  readonly id: string;
  readonly question: Question;
  /** What it was computed from; none for what a notebook computes itself. */
  readonly records?: readonly RecordSet[];
  /** Reasons, sizes, how the claim is read. */
  readonly note?: string;
}

/** What is known of a numbered statement or a formula. */
export interface Proof {
  readonly ours: string;
  /** Whether it agrees wherever it is claimed. */
  readonly holds: boolean;
  /** Whether it agrees under a condition, where it does not always. */
  readonly under?: { readonly holds: boolean; readonly condition: string };
  readonly note?: string;
}

/** Finding on a numbered statement or formula, by the rule `proof`. */
export function proof(id: string, { ours, holds, under, note }: Proof): Finding {
  const found = { id, question: 'proof', rule: 'proof', ours, ...(note !== undefined && { note }) } as const;
  if (holds) return { ...found, verdict: 'holds' };
  if (under?.holds) return { ...found, verdict: 'holds-conditionally', condition: under.condition };
  return { ...found, verdict: 'fails' };
}

/** Whether a configuration has, in every field of a filter, its value or one of its list of values. */
export function matchesFilter(configuration: Configuration, filter: RecordSet['filter']): boolean {
  return Object.entries(filter).every(([field, wanted]) => {
    const own = JSON.stringify(configuration[field]);
    return (Array.isArray(wanted) ? wanted : [wanted]).some((value) => JSON.stringify(value) === own);
  });
}

/**
 * Refuses a finding that no rule can give.
 *
 * @throws RangeError as `checkJudgement`, or if theory is asked an empirical question or the reverse
 */
export function checkFinding(finding: Finding): void {
  const { id, question, rule } = finding;
  checkJudgement(finding, `'${id}'`);
  if ((question === 'proof') !== (rule === 'proof')) {
    throw new RangeError(
      `'${id}' answers '${question}' by the rule '${rule}': the rule 'proof' answers 'proof'`,
    );
  }
}
