/** Id of the element that the part of an address after `#` names; empty for a view of the ledger, and for what no browser wrote (`#100%`). */
export function idOfHash(hash: string): string {
  if (hash.startsWith('#?')) return '';
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}
