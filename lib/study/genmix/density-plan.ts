/**
 * Plan of the question which density labels best, in two halves, each fixed before any of it was run.
 *
 * First half, 27 November 2026: sets whose density is known. Three curved manifolds (of Figure 1, noise 0.2, 60 points a class), four Gaussians (60 a class), and two
 * bent classes (y = +-(x^2 / 2 + 0.3) and normal noise, 60 a class; this line said 0.6 until 28 November, the code never did). 10 trials, each with new points; 2000 mixed points of random pairs, lambda ~ Beta(1, 1);
 * measure: mean total variation distance between the label of eq. (1) and the posterior of the true densities.
 *
 * Second half, 28 November 2026: accuracy on the sets of Section 6.1 that GM and KDE do not fit, `unfittedSets`. 10 trials, the fresh splits of experiment `tabular`.
 * One pool of 2000 mixed points a split, lambda ~ Beta(1, 1), for all methods; they differ in its labels, gamma y_gen + (1 - gamma) y_mix, alone. Softmax regression, Adam
 * at 0.01, 1000 steps of batches of 64. gamma of two, by the accuracy on the 20 % of the training points that are held out, the densities fitted to the rest; equal
 * accuracies: the smaller. Measure: test accuracy, paired over trials; one verdict a density over sets: the mean over sets of its mean gain over mixup.
 *
 * Tuning in both: each model has two candidates, of which each class takes that of the higher log likelihood on 20 % of its points, held out; it is then fitted
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
    gan: {},
  },
} as const;

/**
 * Settings of the second half. Ridges are the library's for OpenML and a larger one, as a covariance of few points in many features is nearly singular.
 */
export const accuracyPlan = {
  gammas: [0.5, 1],
  training: { steps: 1000, batchSize: 64, learningRate: 0.01 },
  candidates: {
    gaussian: [{ ridge: 1e-4 }, { ridge: 1e-1 }],
    kernel: [
      { bandwidth: 'scott', ridge: 1e-4 },
      { bandwidth: 1, ridge: 1e-4 },
    ],
    vae: [
      { latentDimension: 2, steps: 1000 },
      { latentDimension: 4, steps: 1000 },
    ],
    flow: [
      { jitter: 0.1, couplings: 4, steps: 800 },
      { jitter: 0.2, couplings: 4, steps: 800 },
    ],
    gan: { latentDimension: 2, steps: 1000 },
  },
} as const;

/**
 * OpenML sets of Section 6.1 that neither GM nor KDE fits: neither has more than 95 % train accuracy, by the committed records of experiment `tabular` as they were on
 * 28 November 2026 (three trials). Of those, sets with 100 to 500 training rows, two numeric features and 20 training rows of each class or more, so that a net can learn a
 * density in seconds; of related sets the lowest id.
 */
export const unfittedSets: readonly number[] = [48, 749, 774, 825, 880, 900, 1005, 1048, 1167, 40496];
