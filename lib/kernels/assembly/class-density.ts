/**
 * Density of a class: an equally weighted mixture of Gaussians of one covariance. With L L^T the covariance and
 * U = sqrt(log2(e) / 2) L^-1, the exponent of a component in base 2 is -|U (x - centre)|^2.
 */
@unmanaged
export class ClassDensity {
  /** Centre of all, f64 [d]: subtracted first, so that a large offset costs no digits. */
  mean: usize;
  /** U transposed, f64 [d x rows4(d)], upper triangular. */
  whitening: usize;
  /** Whitened centres less the mean: T, panels of 2 vectors of centres, each by features; unused for one component (the mean). */
  centres: usize;
  /** T [panels x 2 vectors], their squared norms, the padding huge */
  norms: usize;
  components: i32;
  // In a sweep only, of its training points:
  /** f64 [n x rows4(d)], U (x - mean) */
  rows: usize;
  /** T [n x pairRow bytes], exponents |U (x - centre)|^2, the padding huge; 0: no table */
  pairs: usize;
  pairRow: i32;
  /** -log(components) - log det(2 pi L L^T) / 2 */
  logScale: f64;
  /** Largest norm of a whitened centre. */
  reach: f64;
  /** Terms below 2^-cut of the largest are not added. */
  cut: f64;
}

/** Scratch memory of the densities of a block of points. */
@unmanaged
export class DensityScratch {
  /** f64 [d x points], centred points */
  centred: usize;
  /** f64 [rows4(d) x points], whitened points */
  whitened: usize;
  /** f64 [points x rows4(d)], the same by points */
  whitenedRows: usize;
  /** T, panels of 4 points by features, -2 times the whitened points */
  panels: usize;
  /** f64 [points] each: squared norm, smallest squared distance, sum of the terms relative to it */
  squares: usize;
  nearest: usize;
  sums: usize;
  /** T, terms of 8 points and a chunk of centres, or of one point and all centres */
  terms: usize;
}
