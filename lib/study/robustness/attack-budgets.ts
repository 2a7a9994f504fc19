/** How hard the boundary attack tries. */
export type AttackBudget = {
  readonly steps: number;
  readonly directions: 'common' | 'own';
  /** Walks from starts of their own; the nearest adversarial counts. */
  readonly restarts: number;
  /** Whether a walk goes on within the radius: the verdict is the same, the distances are the least found. */
  readonly full: boolean;
};

/** Budgets of the attack. `full`: foolbox's, which the paper used; walks go on within the radius, for the distances. */
export const attackBudgets = {
  reduced: { steps: 1000, directions: 'common', restarts: 1, full: true },
  full: { steps: 25000, directions: 'common', restarts: 1, full: true },
  strong: { steps: 50000, directions: 'own', restarts: 3, full: false },
} as const satisfies Record<string, AttackBudget>;
