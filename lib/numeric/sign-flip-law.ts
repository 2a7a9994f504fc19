/**
 * Law of the sum of the weights whose independent fair coins show heads: the exact law of a rank sum when all signs are
 * equally likely. With ranks 1 to n it is Wilcoxon's; midranks, doubled to integers, give the conditional law under ties.
 *
 * @param weights positive integers
 * @returns probabilities of the sums 0, 1, ..., sum of the weights
 * @throws RangeError if a weight is no positive integer
 */
export function signFlipLaw(weights: ArrayLike<number>): Float64Array {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!Number.isInteger(weights[i]) || weights[i] < 1) {
      throw new RangeError(`weight ${i} is ${weights[i]}, expected a positive integer`);
    }
    total += weights[i];
  }
  const law = new Float64Array(total + 1);
  law[0] = 1;
  let reach = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i];
    reach += w;
    // Downwards, so that law[s - w] is still the one without this weight.
    for (let s = reach; s >= 0; s--) law[s] = (law[s] + (s >= w ? law[s - w] : 0)) / 2;
  }
  return law;
}
