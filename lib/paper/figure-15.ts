/** The pairs of CIFAR-10 under the images of Figure 15, in printed order, by the set's own names of the classes ("car" is automobile). */
export const figure15Pairs: readonly (readonly [string, string])[] = [
  ['bird', 'automobile'],
  ['cat', 'frog'],
  ['deer', 'automobile'],
  ['frog', 'automobile'],
  ['horse', 'cat'],
  ['horse', 'ship'],
];
