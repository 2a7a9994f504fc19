/**
 * Plan of the question which density labels best, fixed on 27 November 2026 before any of it was run.
 *
 * Sets whose density is known: three curved manifolds (of Figure 1, noise 0.2, 60 points a class), four Gaussians (60 a class), and two bent
 * classes (y = +-x^2 / 2 + 0.6 and normal noise, 60 a class). 10 trials, each with new points; 2000 mixed points of random pairs, lambda ~ Beta(1, 1);
 * measure: mean total variation distance between the label of eq. (1) and the posterior of the true densities.
 *
 * Tuning: each model has two candidates, of which each class takes that of the higher log likelihood on 20 % of its points, held out; it is then fitted
 * to all of them. A GAN has no likelihood: it has one setting, and the scale of its kernel is the root mean square distance of held-out points from the
 * manifold of the rest, for exp(-d^2 / (2 s^2)); exp(-d) of the paper has no scale. One rule for all sets, no other look at the results.
 */
export const densityPlan = {
  trials: 10,
  pointsOfClass: 60,
  mixedPoints: 2000,
  heldOut: 0.2,
  candidates: {
    gaussian: [{ ridge: 1e-6 }, { ridge: 1e-2 }],
    kernel: [{ bandwidth: 0.2 }, { bandwidth: 'scott' }],
    vae: [{ latentDimension: 1 }, { latentDimension: 2 }],
    flow: [{ jitter: 0.1 }, { jitter: 0.2 }],
  },
} as const;
