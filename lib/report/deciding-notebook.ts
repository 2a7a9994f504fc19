/** Notebooks by the beginnings of the ids of the claims that they decide; the longest beginning counts. */
const notebooks: { readonly [prefix: string]: string } = {
  's1-': '1-introduction',
  's3-': '3-failure-of-mixup',
  's3-logistic-labels-': '6-experiments',
  's4-': '4-genlabel',
  's5-': '5-analysis',
  's5-theorem-informal': 'B-robustness',
  's6-': '6-experiments',
  's7-': '7-discussion',
  'a-': 'A-additional-experiments',
  'a-table-7-': '6-experiments',
  'b-': 'B-robustness',
  'b-covariance-range': 'C-proofs',
  'b-lemma-1-bounds': 'C-proofs',
  'c-': 'C-proofs',
  'c-equation-2': '5-analysis',
  'c-equation-22': 'C-proofs',
  'c-equation-24': 'C-proofs',
  'c-equation-25': 'C-proofs',
  'c-equation-3': '5-analysis',
  'c-example-3-': '5-analysis',
  'd-': 'D-taylor',
  'f-': 'F-genmix',
};

/** The notebook that shows the whole ledger, with what follows from several entries. It decides none. */
export const summaryNotebook = '8-conclusion';

const prefixes = Object.keys(notebooks).sort((a, b) => b.length - a.length);

/**
 * Name of the one notebook that decides a claim; others quote it. Undefined for a claim that none decides: those of Section 8 summarise
 * others.
 */
export function decidingNotebook(id: string): string | undefined {
  const prefix = prefixes.find((beginning) => id.startsWith(beginning));
  return prefix === undefined ? undefined : notebooks[prefix];
}
