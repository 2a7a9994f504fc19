import { claimsOf, deriving } from '../claim';

const claims = claimsOf([
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

/** Section 7, Discussions, and Section 8, Conclusion. */
export const sections7And8 = deriving(claims, {
  's8-intrusion-and-labels': {
    from: [
      's3-example-1-intrusion-reduces-margin',
      's3-table-2-six-of-seven',
      's3-example-2-linear-harms-margin',
      's3-logistic-labels-around-half',
    ],
    note: 'Margins by Examples 1 and 2, accuracy by Table 2 and the logistic labels of Section 3.2.',
  },
});
