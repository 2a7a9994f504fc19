import { claimsOf } from '../claim';

/** Section 4, GenLabel. */
export const section4 = claimsOf([
  [
    's4-equation-1-posterior',
    'Section 4, eq. (1)',
    'The GenLabel softmax(log p_1, ..., log p_k) is the posterior probability for a balanced data set.',
    'y_gen = P(y = c | x_mix)',
  ],
  [
    's4-gamma-zero-is-mixup',
    'Section 4',
    'The combined label gamma y_gen + (1 - gamma) y_mix is that of mixup for gamma = 0.',
    'gamma = 0: mixup',
  ],
  [
    's4-algorithm-1',
    'Section 4, Algorithm 1',
    'Training on gamma l(y_gen) + (1 - gamma) l(y_mix) is training on the combined label.',
    'algorithm',
  ],
  [
    's4-input-space',
    'Section 4, A.2, F.1',
    'The classifier takes points of R^n, n being the number of points.',
    'f: R^n -> [0, 1]^k',
  ],
  [
    's4-remark-1',
    'Section 4, Remark 1',
    'GenLabel extends to densities learned in the latent feature space (Algorithm 2).',
    'Algorithm 2',
  ],
]);
