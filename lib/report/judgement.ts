import { type Rule, rules, type Verdict, verdicts } from './rules';

/** Verdict on a claim under one question, with what it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Our value or relation, beside the paper's. */
  readonly ours: string;
  /** Name of the rule in `rules`. */
  readonly rule: Rule;
  /** When it holds, to be read on its own; there exactly if the claim holds conditionally. */
  readonly condition?: string;
}

/** A judgement on one of the parts that a claim consists of. */
export type Part = Judgement & { readonly label: string };

/** What cannot be judged for want of records. */
export function notAttempted(rule: Rule): Judgement {
  return { verdict: 'not-attempted', ours: 'no records', rule };
}

/** The fields of a judgement alone, as the ledger keeps them. */
export function plainJudgement({ verdict, ours, rule, condition }: Judgement): Judgement {
  return { verdict, ours, rule, ...(condition !== undefined && { condition }) };
}

/**
 * Refuses what no rule can give.
 *
 * @param of what is judged, for the message
 * @throws RangeError if the verdict or the rule is unknown, or there is a condition without `holds-conditionally` or the reverse
 */
export function checkJudgement(judgement: Judgement, of: string): void {
  const { verdict, rule, condition } = judgement;
  if (!verdicts.includes(verdict)) {
    throw new RangeError(`verdict of ${of} is '${verdict}', expected one of ${verdicts.join(', ')}`);
  }
  if (!Object.hasOwn(rules, rule)) {
    throw new RangeError(`rule of ${of} is '${rule}', expected one of ${Object.keys(rules).join(', ')}`);
  }
  if ((verdict === 'holds-conditionally') !== Boolean(condition)) {
    throw new RangeError(
      `${of} has the verdict '${verdict}' and ${condition ? `the condition '${condition}'` : 'no condition'}: a condition goes with 'holds-conditionally' and with nothing else`,
    );
  }
}
