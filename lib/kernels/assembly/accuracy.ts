import { VECTOR } from './lanes';
import { Sweep } from './plan';

/**
 * Adds, for every configuration, the points of a batch whose largest logit (the first of equal ones) is their label's.
 *
 * @param correct T [groups vectors]
 */
export function countCorrect<T>(plan: Sweep, from: i32, count: i32, correct: usize): void {
  const width = <usize>plan.groups * VECTOR;
  const one = v128.splat<T>(1);
  let row = plan.logits;
  for (let b = 0; b < count; b++) {
    const label = v128.splat<T>(<T>load<i32>(plan.y + <usize>(from + b) * 4));
    for (let group: usize = 0; group < width; group += VECTOR) {
      let largest = v128.splat<T>(0);
      let choice = largest;
      let z = row + group;
      for (let c = 1; c < plan.k; c++, z += width) {
        const logit = v128.load(z);
        choice = v128.bitselect(v128.splat<T>(<T>c), choice, v128.gt<T>(logit, largest));
        largest = v128.pmax<T>(largest, logit);
      }
      const hit = v128.and(v128.eq<T>(choice, label), one);
      v128.store(correct + group, v128.add<T>(v128.load(correct + group), hit));
    }
    row += plan.logitRow;
  }
}
