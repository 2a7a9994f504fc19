/** One numbered statement or quantitative claim of the paper. */
export interface Claim {
  /** Section first, in kebab case, for example `s3-example-1-mixup-margin`. */
  readonly id: string;
  /** Where the paper says it, for example `Section 3.1, Example 1`. */
  readonly place: string;
  /** What it says, in our words. */
  readonly statement: string;
  /** The value or relation that it prints. */
  readonly paper: string;
  /** For a claim that summarises others: which, by id, and what is to be said about it. */
  readonly derived?: { readonly from: readonly string[]; readonly note?: string };
}

/** Claims from rows [id, place, statement, what the paper prints]. */
export function claimsOf(rows: readonly (readonly [string, string, string, string])[]): readonly Claim[] {
  return rows.map(([id, place, statement, paper]) => ({ id, place, statement, paper }));
}

/** The claims with those named made derived ones. */
export function deriving(
  claims: readonly Claim[],
  sources: { readonly [id: string]: NonNullable<Claim['derived']> },
): readonly Claim[] {
  return claims.map((claim) => (sources[claim.id] ? { ...claim, derived: sources[claim.id] } : claim));
}
