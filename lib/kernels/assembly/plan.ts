/**
 * What a sweep works on: filled by ../sweep-plan.ts, which lists the fields in the same order. Addresses and counts are
 * i32, rates f64. T is f32 or f64, the type of all training arithmetic.
 *
 * A lane is a configuration. `groups` vectors hold all configurations; the parameters of (feature j, class c) are that
 * many vectors at (j k + c) groups.
 */
@unmanaged
export class Sweep {
  /** f64 [n x rows4(1 + d)], 1 and the features */
  x: usize;
  /** i32 [n] */
  y: usize;
  n: i32;
  d: i32;
  k: i32;
  groups: i32;
  batchSize: i32;
  /** Points of a batch in memory, a multiple of 8. */
  pitch: i32;
  /** i32 [n], position -> row: point b of a batch is lambda x[first] + (1 - lambda) x[second]. */
  first: usize;
  second: usize;
  /** f64 [steps], lambda and the weight of first's label. */
  lambdas: usize;
  labelWeights: usize;
  /** f64 [steps x rows4(1 + d)], weight of first's value of every feature (CutMix: 0 or 1); 0: lambda for all features */
  featureWeights: usize;

  /** f64 [pitch x rows4(1 + d)], 1 and the mixed features */
  mixed: usize;
  /** f64 [rows4(1 + d) x pitch], the same by features; used by nearest neighbours and CutMix only */
  points: usize;
  /** T [rows4(1 + d) x pitch], 1 and the features, by features */
  byFeature: usize;
  /** T [pitch x rows4(1 + d)], the same by points */
  byPoint: usize;
  /** f64 [max(k, numParts) x pitch], log densities of the parts, then class probabilities */
  probabilities: usize;
  /** f64 [pitch], index of the nearest training point */
  nearest: usize;
  /** f64 [k x pitch], mixed labels; f64 [pitch], 1 for points in the loss */
  base: usize;
  kept: usize;
  /** T [1 + 2 k x targetRow bytes], see targets.ts */
  targets: usize;
  targetRow: i32;
  /** T [pitch x logitRow bytes], logits in base 2, then their gradient */
  logits: usize;
  logitRow: i32;

  /** T [1 + d x k x groups vectors]: parameters (j = 0 is the bias), first and second moment */
  parameters: usize;
  firstMoment: usize;
  secondMoment: usize;
  /** T [rows4(1 + d) x logitRow bytes]: log2(e) (p_c - p_0) for c >= 1; its gradient */
  differences: usize;
  gradient: usize;
  /** T [groups vectors] each */
  learningRates: usize;
  gammas: usize;
  /** f64 [configurations], loss summed over the steps */
  losses: usize;

  /** u32 [numParts], addresses of ClassDensity, class by class (0: a class without one); 0: no generative model */
  densities: usize;
  numParts: i32;
  /** i32 [numParts], ascending: the class whose density a part belongs to */
  classOfPart: usize;
  scratch: usize;
  /** f64 [d x rows4(n)], training points by features; 0: nearest points are not needed */
  training: usize;
  /** f32 [n x distanceRow bytes], squared distances of training points, the padding huge; 0: compare all */
  distances: usize;
  distanceRow: i32;
  /** Scratch, one row of `distances`. */
  nearestTerms: usize;
  /** 1: the base label is that of the nearest training point */
  nearestLabels: i32;
  /** 1: leave out points whose nearest training point has neither label */
  excludeIntrusion: i32;
  /** 1: the generative label is shared by the two likeliest classes of a point alone */
  twoLikeliest: i32;
  /** 0: SGD, 1: Adam */
  adam: i32;
  recordLoss: i32;
  /** f64 [n x k], labels of the training points; 0: each the class in y alone */
  softLabels: usize;
  /** f64 [steps x max(k, numParts) x pitch], class probabilities of the epoch's batches, where they are kept; 0: they are not */
  bank: usize;
  /** 1: an epoch of the same batches has filled it, or `batches` */
  bankFilled: i32;
  /** Coordinates in which the densities are given, d unless points are replaced by coordinates. */
  densityFeatures: i32;
  /** 1: slopes too small to matter are 0 */
  flushSlopes: i32;
  /** Batches of the epoch with their targets, `batchBytes` each, where they are kept; 0: they are not */
  batches: usize;
  batchBytes: i32;
  /** T [pitch x logitRow bytes], logits of the rows, from which those of the batch are mixed; 0: points are mixed */
  rowLogits: usize;

  /** Factor on all learning rates. */
  rateFactor: f64;
  weightDecay: f64;
  momentum: f64;
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** beta1^t and beta2^t after t steps. */
  beta1Power: f64;
  beta2Power: f64;
  /** Bound on the rounding of a mixed coordinate. */
  coordinateRounding: f64;
}
