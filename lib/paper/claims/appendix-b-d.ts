import { claimsOf } from '../claim';

const appendixB = claimsOf([
  [
    'b-covariance-range',
    'Appendix B.1',
    'Sigma is a covariance matrix for -1 < tau < 1 other than -1/(d-1) and -1/(d-2).',
    '-1 < tau < 1, tau not in {-1/(d-1), -1/(d-2)}',
  ],
  [
    'b-theorem-1-mixup-above-genlabel',
    'Appendix B.1, Theorem 1',
    'Logistic regression, large sigma1, every theta in Theta: second-order mixup loss > second-order GenLabel loss, strictly.',
    'L~mix > L~gen',
  ],
  [
    'b-theorem-1-genlabel-above-adversarial',
    'Appendix B.1, Theorem 1',
    'Logistic regression, large sigma1, theta in Theta: second-order GenLabel loss >= adversarial loss.',
    'L~gen >= L~adv(delta_gen)',
  ],
  [
    'b-theorem-1-large-sigma',
    'Appendix B.1, Theorem 1, Figure 8',
    '"Large sigma1" is large enough at sigma1 = 10, the noise of Fig. 8.',
    'asymptotic regime of large sigma1',
  ],
  [
    'b-theorem-2-mixup-above-genlabel',
    'Appendix B.1, Theorem 2',
    'ReLU networks, large sigma1, theta in Theta: second-order mixup loss > second-order GenLabel loss.',
    'L~mix > L~gen',
  ],
  [
    'b-theorem-2-genlabel-above-adversarial',
    'Appendix B.1, Theorem 2',
    'ReLU networks, large sigma1: second-order GenLabel loss >= adversarial loss with the printed d.',
    'L~gen >= L~adv(delta_gen)',
  ],
  [
    'b-figure-8-minimum',
    'Appendix B.1, Figure 8',
    'phi = 0 has the smallest mixup, GenLabel and adversarial loss.',
    'phi = 0',
  ],
  [
    'b-figure-8-order',
    'Appendix B.1, Figure 8',
    'At every angle in [-pi/4, pi/4] the GenLabel loss is strictly smaller than the mixup loss.',
    'L~gen < L~mix',
  ],
  [
    'b-figure-8-labels',
    'Appendix B.1, Figure 8',
    'The losses of B.1 are computed on data with the labels +1 and -1.',
    '{(x+, +1), (x-, -1)}',
  ],
  [
    'b-lemma-1',
    'Appendix B.2, Lemma 1',
    'Second-order Taylor approximation of the GenLabel loss with the coefficients A and B of eq. (24).',
    'L_std + R1 + R2 + R3',
  ],
  [
    'b-lemma-1-constants',
    'Appendix B.2, Lemma 1',
    'A and B are two constants, the same for all points, and delta_gen = R c_x A is one number.',
    'constants A, B; A^i in (24)',
  ],
  [
    'b-lemma-1-bounds',
    'Appendix B.2, Lemma 1',
    'A < 1/3 and B < 1/6, two conditions, once sigma1 is large enough.',
    'A < 1/3, B < 1/6',
  ],
  [
    'b-lemma-1-limit-a',
    'Appendix B.2, Lemma 1',
    'Limit of A for sigma1 to infinity.',
    '(c^2 + 1) / (2 (c + 1)^2)',
  ],
  [
    'b-lemma-1-limit-b',
    'Appendix B.2, Lemma 1',
    'Limit of B for sigma1 to infinity.',
    '(c^2 - c + 1) / (3 (c + 1)^2)',
  ],
  [
    'b-lemma-1-range',
    'Appendix B.2, Lemma 1',
    'The limits are below 1/3 and 1/6 for 2 - sqrt 3 < c < 2 + sqrt 3.',
    '2 - sqrt 3 < c < 2 + sqrt 3',
  ],
]);

const appendixC = claimsOf([
  ['c-example-1-l2', 'Appendix C.1', 'Loss of mixing x2 and x3 in Example 1.', 'L2 = (2/3) (2 theta - 1)^2'],
  ['c-example-1-l3', 'Appendix C.1', 'Loss of mixing x1 and x3 in Example 1.', 'L3 = (2/3) theta'],
  [
    'c-example-1-range',
    'Appendix C.1',
    'The formulas of L1, L2 and L3 hold for every theta.',
    'no restriction on theta',
  ],
  [
    'c-example-1-optimum',
    'Appendix C.1',
    'Minimiser of L1 + L2 + L3: the derivative of 8 theta^2 - 7 theta + 2 vanishes.',
    'theta = 7/16',
  ],
  ['c-equation-2', 'Appendix C.2, eq. (2)', 'Loss of vanilla training in Example 3.', 'eq. (2)'],
  [
    'c-equation-3',
    'Appendix C.2, eq. (3)',
    'Loss of mixup and of GenLabel in Example 3, summed over all (n + 2)^2 pairs.',
    'eq. (3)',
  ],
  [
    'c-example-3-label',
    'Appendix C.2',
    'One rho, the logistic label of Section 3.2, is the GenLabel on both segments for class +1 modelled as a Gaussian mixture.',
    'rho = 1/(1 + exp(-(lambda - 1/2)/sigma^2))',
  ],
  [
    'c-example-3-vanilla-limit',
    'Appendix C.2',
    'Vanilla training misses the SVM solution for fixed r and reaches it as r goes to infinity.',
    'R(pi/4) != 0, R(pi/4) -> 0',
  ],
  [
    'c-example-3-vanilla-argument',
    'Appendix C.2',
    'That R(phi_svm) -> 0 shows that vanilla training reaches the SVM solution.',
    'R(pi/4) -> 0',
  ],
  [
    'c-example-3-ordering',
    'Appendix C.2',
    'Order of the margins min(cos phi, sin phi) in Example 3.',
    'SVM = GenLabel > vanilla > mixup',
  ],
  [
    'c-theorem-1-sign',
    'Appendix C.3',
    "For theta in Theta every term (h' - y_i) grad f . E[r_x - x_i] is non-negative.",
    '>= 0',
  ],
  ['c-lemma-2', 'Appendix C.5, Lemma 2', 'Inverse of the equicorrelated covariance matrix.', 'eqs. (5)-(7)'],
  ['c-lemma-3', 'Appendix C.5, Lemma 3', "Z' Sigma^-1 Z as a sum of squares with A_n, B_n.", 'eq. (8)'],
  ['c-lemma-4', 'Appendix C.5, Lemma 4', 'Distribution of Y_j.', 'N(0, 1/(c_d A_j))'],
  ['c-lemma-5', 'Appendix C.5, Lemma 5', 'Y_j and Y_k are independent for j != k.', 'independent'],
  ['c-lemma-6', 'Appendix C.5, Lemma 6', "Distribution of e1' Sigma^-1 Z.", 'N(0, c_d)'],
  ['c-lemma-7', 'Appendix C.5, Lemma 7', "Distribution of Z' Sigma^-1 Z.", 'chi-square(d)'],
  [
    'c-equations-15-16',
    'Appendix C.6, eqs. (15)-(16)',
    "The laws of Z'_ij and zbar_ij, given one by one, determine A and B.",
    'normal; scaled chi-square',
  ],
  [
    'c-equations-17-18',
    'Appendix C.6, eqs. (17)-(18)',
    'GenLabel of a mixed point of two Gaussian classes in closed form.',
    'eqs. (17)-(18)',
  ],
  [
    'c-density-f3',
    'Appendix C.6, eq. (24)',
    'The density of F3 printed in (24) is that of F2 at 1 - lambda.',
    'F3(lambda) = F2(1 - lambda), as printed',
  ],
  [
    'c-equation-22',
    'Appendix C.6, eqs. (21)-(22)',
    'Exchanging i and j turns the second sum of the GenLabel loss into one over F3 = F2(1 - lambda).',
    'eq. (22)',
  ],
  [
    'c-equation-24',
    'Appendix C.6, eq. (24)',
    'A and B are moments of 1 - lambda under the mixture density F_i.',
    'eq. (24)',
  ],
  [
    'c-equation-24-all-pairs',
    'Appendix C.6, eq. (24)',
    'F_i averages the density of mixed classes over all j, those of the class of i included.',
    'sum over j = 1, ..., n',
  ],
  [
    'c-class-without-loss',
    'Appendix C.6',
    'That x_i is of class 0 is no loss of generality, although (24) is summed over the points of both classes.',
    'without loss of generality',
  ],
  [
    'c-equation-25',
    'Appendix C.6, eq. (25)',
    'For sigma1 to infinity the label of a mixed point is y_j for lambda < 1/(1+c) and y_i above.',
    '1/(1 + c)',
  ],
]);

const appendixD = claimsOf([
  [
    'd-lemma-8',
    'Appendix D, Lemma 8',
    'Second-order Taylor approximation of the mixup loss.',
    'coefficients 1/3 and 1/6',
  ],
  [
    'd-lemma-9',
    'Appendix D, Lemma 9',
    'Second-order Taylor approximation of the adversarial loss of logistic regression.',
    'eta |g - y| ||theta|| + eta^2/2 g (1 - g) ||theta||^2',
  ],
]);

/** Appendices B, C and D: the proofs. */
export const appendicesBToD = [...appendixB, ...appendixC, ...appendixD];
