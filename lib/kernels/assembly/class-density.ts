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
  /** Whitened centres less the mean, by features: T [d x rows4(components)]; unused for one component (the mean). */
  centres: usize;
  components: i32;
  // In a sweep only, of its training points:
  /** f64 [n x rows4(d)], U (x - mean) */
  rows: usize;
  /** T [n x pairRow bytes], exponents |U (x - centre)|^2, the padding huge; 0: no table */
  pairs: usize;
  pairRow: i32;
  /** -log(components) - log det(2 pi L L^T) / 2 */
  logScale: f64;
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
  /** T [d x points], whitened points in the type of the kernels' sums */
  narrow: usize;
  /** T [rows4(components) + 1 x 2 vectors], squared distances, or exponents of one point */
  distances: usize;
}
