import { claimsOf } from '../claim';

/** Section 7, Discussions, and Section 8, Conclusion. */
export const sections7And8 = claimsOf([
  [
    's7-gan-density',
    'Section 7.1',
    'With spherical Gaussian noise the density of an implicit model is about exp(-distance to its manifold).',
    'p_c(x) ~ exp(-d(x, M_c))',
  ],
  [
    's7-genmix',
    'Section 7.2',
    'Mixed points with a chosen ratio of densities can be found with Gaussian mixtures and with GANs.',
    'p_c1 / (p_c1 + p_c2) = lambda',
  ],
  [
    's8-intrusion-and-labels',
    'Section 8',
    'Manifold intrusion reduces margin and accuracy; without it, linear labelling still harms both.',
    'both harm',
  ],
]);
