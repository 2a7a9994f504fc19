import type { AutoAttackComponent } from '../../attacks/auto-attack';

/** What AutoAttack left of a net's accuracy, as numbers of images. */
export type AutoAttackCounts = {
  readonly images: number;
  /** Classified correctly without an attack. */
  readonly clean: number;
  readonly robust: number;
  /** Broken by each of its attacks, in its order, of those that were robust to the ones before. */
  readonly broken: { readonly [attack in AutoAttackComponent]: number };
};
