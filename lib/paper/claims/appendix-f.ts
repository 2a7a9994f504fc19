import { claimsOf } from '../claim';

/** Appendix F, GenMix. */
export const appendixF = claimsOf([
  [
    'f-equation-26',
    'Appendix F.1, eq. (26)',
    'GenMix finds points whose density ratio is within epsilon of lambda and drops those that intrude.',
    '|p_j/(p_i + p_j) - lambda| <= epsilon',
  ],
  [
    'f-genmix-gm-closed-form',
    'Appendix F.2',
    'For Gaussian classes quadratic discriminant analysis gives the points of eq. (26) in closed form.',
    'closed form',
  ],
  [
    'f-genmix-gan-condition',
    'Appendix F.3',
    'For GAN densities eq. (26) reduces to a difference of distances.',
    'd(x, M_j) - d(x, M_i) ~ log(1/lambda - 1)',
  ],
  [
    'f-figure-12-margins',
    'Appendix F.5.1, Figure 12',
    'GenMix+GAN has large margins on V, Ket and Y.',
    'large margins',
  ],
  [
    'f-figure-12-middle-points',
    'Appendix F.5.1, Figures 12 and 13',
    'The equiprobable points help the trained model to enjoy large margins in all data sets.',
    'middle points help',
  ],
  [
    'f-figure-13-margins',
    'Appendix F.5.1, Figure 13',
    'GenMix has larger margins than mixup on 2D Gaussian, Circle and Moon.',
    'larger than mixup',
  ],
  [
    'f-figure-14-equidistant',
    'Appendix F.5.1, Figure 14',
    'GenMix+GAN finds points that are equidistant to both manifolds for the norms L1, L2 and L-infinity.',
    'equidistant',
  ],
  [
    'f-table-15-generalization',
    'Appendix F.5.2, Table 15',
    'GenMix+GAN has the lowest error on Circle (2D), Circle (3D) and MNIST 7/9.',
    '4.90, 0.22 and 2.13 %',
  ],
  [
    'f-figure-15-hidden-features',
    'Appendix F.5.3, Figure 15',
    'Points mixed in the hidden feature space of CIFAR-10 contain features of both classes.',
    'features of both classes',
  ],
]);
