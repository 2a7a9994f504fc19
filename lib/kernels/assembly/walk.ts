/** Points that walk along a decision boundary. */
@unmanaged
export class Walk {
  d: i32;
  /** Bytes from the direction of a point to that of the next; 0: one for all */
  directionRow: i32;
  low: f64;
  high: f64;
  /** f64 [n x d] */
  points: usize;
  adversarials: usize;
  /** f64 [n], distances of the adversarials, and step sizes in units of them */
  distances: usize;
  sphericalSteps: usize;
  sourceSteps: usize;
  /** f64 [n x d], or [d] */
  directions: usize;
}
