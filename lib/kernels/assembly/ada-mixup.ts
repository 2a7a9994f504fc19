/**
 * What AdaMixUp adds to a sweep: filled by ../ada-mixup-plan.ts, which lists the fields in the same order. A row of the
 * sweep's logits, differences and gradient holds k + 4 columns of `groups` vectors: k - 1 for the classes, 1 for the
 * intrusion classifier, and 2 each for the parts of the generator's outputs that come from the first and from the
 * second point of a pair.
 */
@unmanaged
export class AdaMixUp {
  /** i32 [n], position in the batch of the second point of the pair at a position */
  partners: usize;
  /** f64 [n], the draws e */
  uniforms: usize;
  /** Sweep of two classes with the intrusion classifier's parameters. */
  intrusion: usize;
  /** T [pitch x logitRow bytes], gradient of the loss by the logits of the points of a batch */
  slopes: usize;
  /** T [2 k + 1 vectors]: logits of a mixed point, classes from 1 and intrusion; their gradient; lambda */
  mixed: usize;
  /** Units of a hidden layer of the generator. */
  hidden: i32;
  /** 0: the generator and the intrusion classifier stay as they are */
  trainsGenerator: i32;
  /** T [groups x parameters vectors], layer by layer [1 + inputs x outputs], the bias first; moments likewise */
  generator: usize;
  firstMoment: usize;
  secondMoment: usize;
  /** Vectors of the generator's parameters. */
  size: i32;
  /** T [groups x workspaceSize bytes], see lambda-generator.ts */
  workspace: usize;
  workspaceSize: i32;
}
