/** A suspected error or ambiguity in the mathematics of the paper, and the claims on which it is decided. */
export interface Erratum {
  /** 1 to 32, in the order of the paper's sections. */
  readonly number: number;
  /** What is suspected. */
  readonly suspicion: string;
  /** Ids of claims: their verdicts confirm or refute the suspicion. */
  readonly claims: readonly string[];
}

const rows: readonly (readonly [string, ...string[]])[] = [
  [
    'L3 of Example 1 lacks a factor 2, so the margin is 3/8.',
    's3-example-1-mixup-margin',
    'c-example-1-l3',
    'c-example-1-optimum',
  ],
  ['The losses of Example 1 are those of theta <= 1/2 only.', 'c-example-1-range'],
  ['Mixup-without-MI means two things.', 's3-definition-1-example-1'],
  ['p equals the logistic label on one line and up to p1 only.', 's3-example-2-svm-p-equals-logistic-label'],
  ['One sigma cannot fit all pairs of Example 2.', 's3-example-2-one-sigma'],
  [
    'The printed W is not the solution of mixup with linear labels.',
    's3-example-2-linear-solution',
    's3-example-2-linear-p1-zero',
    's3-example-2-linear-p-equals-label',
  ],
  [
    'Linear labels are not worse than usual vanilla training in Example 2.',
    's3-example-2-linear-below-vanilla',
    's5-examples-summary',
  ],
  ['Logistic labels reach the maximum margin only as sigma -> 0.', 's3-example-2-logistic-max-margin'],
  ['The rho of C.2 is the GenLabel of no Gaussian model.', 'c-example-3-label'],
  ['Eq. (3) leaves open how often its integrals count.', 'c-equation-3'],
  [
    'GenLabel does not reach the SVM solution at a finite sigma.',
    's5-example-3-svm-equality',
    's5-example-3-genlabel-limit',
  ],
  [
    'The order of the margins holds in a part of the parameters only.',
    'c-example-3-ordering',
    's5-example-3-genlabel-above-vanilla',
    's5-example-3-vanilla-above-mixup',
  ],
  [
    'The limit of vanilla training is right, its proof is not.',
    'c-example-3-vanilla-argument',
    'c-example-3-vanilla-limit',
  ],
  ['The range of tau admits matrices that are no covariances.', 'b-covariance-range'],
  ['Lemmas 2 to 7 are right, up to notation.', ...[2, 3, 4, 5, 6, 7].map((lemma) => `c-lemma-${lemma}`)] as [
    string,
    ...string[],
  ],
  [
    "Z' and zbar are dependent; the labels (17) and (18) are right.",
    'c-equations-15-16',
    'c-equations-17-18',
  ],
  ['The density of F3 has a wrong sign.', 'c-density-f3'],
  ['Indices are exchanged from (21) to (22), and in (25).', 'c-equation-22', 'c-equation-25', 'b-lemma-1'],
  ['Pairs of one class make A and B ambiguous.', 'c-equation-24-all-pairs', 'c-equation-24'],
  ['Points of class 1 need mirrored formulas.', 'c-class-without-loss'],
  ['A < 1/3 and B < 1/6 are one condition, as B = A - 1/6.', 'b-lemma-1-bounds'],
  ['The limits of Lemma 1 are below their bounds for 2 - sqrt 3 < c < 2 + sqrt 3 only.', 'b-lemma-1-range'],
  ['A depends on i, and so does delta_gen.', 'b-lemma-1-constants'],
  [
    'The sign used in C.3 needs features of mean 0.',
    'c-theorem-1-sign',
    'b-theorem-1-genlabel-above-adversarial',
  ],
  ['theta = 0 gives equality.', 'b-theorem-1-mixup-above-genlabel'],
  ['The d of Theorem 2 must go.', 'b-theorem-2-genlabel-above-adversarial'],
  ['The informal theorem is about losses, the proof about approximations.', 's5-theorem-informal'],
  ['phi = 0 has the largest, not the smallest exact mixup loss.', 'b-figure-8-minimum'],
  ['Fig. 8 has labels +1 and -1, the losses have 0 and 1.', 'b-figure-8-labels', 'd-lemma-9'],
  ['Lemmas 8 and 9 are right as Taylor approximations.', 'd-lemma-8', 'd-lemma-9'],
  ['How large sigma1 must be is not said.', 'b-theorem-1-large-sigma'],
  ['R^n should be R^d.', 's4-input-space'],
];

/**
 * Errors and ambiguities of the mathematics (Sections 3 to 5, Appendices B to D) that an independent check of the paper
 * suspected. What we found about each is in the ledger, under the ids given here.
 */
export const errata: readonly Erratum[] = rows.map(([suspicion, ...claims], index) => ({
  number: index + 1,
  suspicion,
  claims,
}));
