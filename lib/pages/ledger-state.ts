/** What the reader sees of the ledger: kept in the address after `#?`. */
export interface LedgerState {
  readonly verdict: string;
  readonly section: string;
  readonly kind: string;
  /** Words that must all occur. */
  readonly q: string;
  /** Empty: the paper's order. */
  readonly sort: string;
}

/** Names of the state's parts, as in the address and in the form. */
export const stateNames = [
  'verdict',
  'section',
  'kind',
  'q',
  'sort',
] as const satisfies (keyof LedgerState)[];

/** State in the part of an address after `#`; that of other anchors is empty. */
export function stateFromHash(hash: string): LedgerState {
  const parameters = new URLSearchParams(hash.startsWith('#?') ? hash.slice(2) : '');
  const [verdict, section, kind, q, sort] = stateNames.map((name) => parameters.get(name) ?? '');
  return { verdict, section, kind, q, sort };
}

/** The part of the address for a state, empty for that in which all is shown. */
export function hashOfState(state: LedgerState): string {
  const parameters = new URLSearchParams();
  for (const name of stateNames) if (state[name] !== '') parameters.set(name, state[name]);
  const text = parameters.toString();
  return text === '' ? '' : `#?${text}`;
}

/** What an entry is filtered by. */
export interface LedgerItem {
  readonly verdicts: readonly string[];
  readonly section: string;
  readonly kind: string;
  /** All its words, in lower case. */
  readonly text: string;
  /** Place in the paper. */
  readonly order: number;
  /** Place of its best verdict among the verdicts. */
  readonly rank: number;
}

/** Whether an entry is shown in a state. */
export function matches(item: LedgerItem, { verdict, section, kind, q }: LedgerState): boolean {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (verdict === '' || item.verdicts.includes(verdict)) &&
    (section === '' || item.section === section) &&
    (kind === '' || item.kind === kind) &&
    words.every((word) => item.text.includes(word))
  );
}

/** Order of two entries under a state's `sort`; that of the paper decides between equals. */
export function compareItems(a: LedgerItem, b: LedgerItem, sort: string): number {
  if (sort === 'verdict' && a.rank !== b.rank) return a.rank - b.rank;
  if (sort === 'kind' && a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.order - b.order;
}
