import { claimsOf } from '../claim';

/**
 * Equation-level statements of Example 3 and of Appendices B-D that an independent check called wrong or ambiguous. Each
 * entry says what the paper says; the ledger says what we found.
 */
const errata = claimsOf([
  [
    'c-erratum-09',
    'Appendix C.2, Section 3.2',
    'One logistic label rho is the GenLabel of the Gaussian classes of Example 3.',
    'rho = 1/(1 + exp(-(lambda - 1/2)/sigma^2))',
  ],
  [
    'c-erratum-10',
    'Appendix C.2, eq. (3)',
    'Eq. (3) counts all ordered pairs of the n + 2 points.',
    '4n + n^2 + 2 + 2 = (n + 2)^2',
  ],
  [
    'c-erratum-11',
    'Appendix C.2, Section 5.2',
    'phi* of GenLabel tends to pi/4 as r goes to infinity, for a fixed small sigma.',
    '0.25 pi',
  ],
  [
    'c-erratum-12',
    'Appendix C.2, Section 5.2',
    'The strict order of the margins holds at finite r.',
    'GenLabel > vanilla > mixup',
  ],
  [
    'c-erratum-13',
    'Appendix C.2',
    'R(phi_svm) -> 0 shows that vanilla training achieves the SVM solution.',
    'R(pi/4) -> 0',
  ],
  [
    'b-erratum-14',
    'Appendix B.1',
    '-1 < tau < 1, tau not in {-1/(d-1), -1/(d-2)} makes Sigma a covariance with an inverse.',
    '-1 < tau < 1',
  ],
  ['c-erratum-15', 'Appendix C.5, eq. (8)', 'The recurrence of Lemma 3 defines A_n and B_n.', 'eq. (8)'],
  [
    'c-erratum-16',
    'Appendix C.6, eqs. (15)-(16)',
    "Z' and zbar are given by their marginal distributions.",
    'N(0, . c_d), . chi-square(d)',
  ],
  ['c-erratum-17', 'Appendix C.6, eq. (24)', 'The second density of (24) as printed has mass 1.', 'density'],
  [
    'c-erratum-18',
    'Appendix C.6, (21)-(22), (25)',
    'The GenLabel loss is the mean over i of the loss at (x_i, y_i) mixed with weight F_i of mass 1.',
    'F_ij = a F1 + (1 - a) F3',
  ],
  [
    'c-erratum-19',
    'Appendix C.6, eqs. (18), (24)',
    'F_i sums (18) over all j, same-class pairs included.',
    'A, B defined',
  ],
  [
    'c-erratum-20',
    'Appendix C.6',
    'x_i is of class 0 without loss of generality, and (24) is summed over all i.',
    'A^i, B^i',
  ],
  [
    'c-erratum-21',
    'Appendix C.6, eq. (24)',
    'A and B are two constants, each below its bound.',
    'A < 1/3, B < 1/6',
  ],
  [
    'b-erratum-22',
    'Appendix B.2, Lemma 1',
    'The limits of A and B are below 1/3 and 1/6.',
    '2 - sqrt 3 < c < 2 + sqrt 3',
  ],
  ['b-erratum-23', 'Appendix B.1, Theorem 1', 'delta_gen = R c_x A^i is one number.', 'R c_x A^i'],
  ['c-erratum-24', 'Appendix C.3', 'The terms of the proof are non-negative without E[r_x] = 0.', '>= 0'],
  [
    'b-erratum-25',
    'Appendix B.1, Theorem 1',
    'The first inequality is strict for every theta in Theta.',
    '>',
  ],
  [
    'b-erratum-26',
    'Appendix B.1, Theorem 2',
    'The second-order term of the adversarial loss of Theorem 2 has a factor d.',
    'delta^2 d / 2',
  ],
  [
    's5-erratum-27',
    'Section 5.3',
    'The theorem on second-order approximations is one on the losses.',
    'l_mixup >= l_GenLabel >= l_adv',
  ],
  ['b-erratum-28', 'Appendix B.1, Figure 8', 'phi = 0 has the smallest mixup loss.', 'phi = 0'],
  [
    'b-erratum-29',
    'Appendix B.1, Figure 8',
    'The data of Fig. 8 are labelled +1 and -1, the losses take y in {0, 1}.',
    '+1, -1',
  ],
  ['d-erratum-30', 'Appendix D, Lemmas 8 and 9', 'The approximations are of second order.', 'Taylor'],
  [
    'b-erratum-31',
    'Appendix B.1, Theorem 1',
    '"Large sigma1" is large enough at sigma1 = 10, the noise of Fig. 8.',
    'asymptotic regime',
  ],
  ['s4-erratum-32', 'Section 4, A.2, F.1', 'The classifier takes points of R^n.', 'f: R^n -> [0, 1]^k'],
]);

const of = (section: string) => errata.filter(({ id }) => id.startsWith(`${section}-`));

/** Those of Section 4. */
export const errataOfSection4 = of('s4');
/** Those of Section 5. */
export const errataOfSection5 = of('s5');
/** Those of Appendix B. */
export const errataOfAppendixB = of('b');
/** Those of Appendix C. */
export const errataOfAppendixC = of('c');
/** Those of Appendix D. */
export const errataOfAppendixD = of('d');
