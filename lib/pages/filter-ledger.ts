import {
  compareItems,
  hashOfState,
  type LedgerItem,
  type LedgerState,
  matches,
  stateFromHash,
  stateNames,
} from './ledger-state';

/** Makes the filter of the ledger work: shows what matches, in the order asked for, and keeps the state in the address. */
export function filterLedger(page: Document, window: Window): void {
  const form = page.querySelector<HTMLFormElement>('#filter');
  const list = page.querySelector('#entries');
  const count = page.querySelector('#count');
  if (!form || !list || !count) return;
  const entries = [...list.querySelectorAll<HTMLDetailsElement>(':scope > details')].map((element) => ({
    element,
    item: itemOf(element),
  }));
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  const read = (): LedgerState => {
    const [verdict, section, kind, q, sort] = stateNames.map((name) => field(name).value);
    return { verdict, section, kind, q, sort };
  };
  let sorted = '';
  const show = (state: LedgerState) => {
    let shown = 0;
    for (const { element, item } of entries) {
      element.hidden = !matches(item, state);
      if (!element.hidden) shown++;
    }
    if (state.sort !== sorted) {
      sorted = state.sort;
      const ordered = [...entries].sort((a, b) => compareItems(a.item, b.item, sorted));
      list.append(...ordered.map(({ element }) => element));
    }
    count.textContent = shown === entries.length ? `${shown} claims` : `${shown} of ${entries.length} claims`;
  };
  const fill = (state: LedgerState) => {
    for (const name of stateNames) {
      const control = field(name);
      control.value = state[name];
      // What a list does not have leaves nothing chosen in it: all is shown.
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.value = '';
    }
    show(read());
  };
  const showView = (hash: string) => {
    fill(stateFromHash(hash));
    // What the lists do not have was left out: the address that is copied is that of what is seen.
    window.history.replaceState(null, '', hashOfState(read()) || '#claims');
    form.scrollIntoView();
  };
  const changed = () => {
    const state = read();
    window.history.replaceState(null, '', hashOfState(state) || '#claims');
    show(state);
  };
  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => window.setTimeout(changed));
  window.addEventListener('hashchange', () => {
    const { hash } = window.location;
    if (hash.startsWith('#?')) showView(hash);
    else if (hash === '' || hash === '#claims') fill(stateFromHash(''));
    else if (entries.some(({ element }) => element.hidden && `#${element.id}` === hash))
      fill(stateFromHash(''));
  });
  form.hidden = false;
  const { hash } = window.location;
  if (hash.startsWith('#?')) showView(hash);
  else fill(stateFromHash(hash));
}

function itemOf(element: HTMLElement): LedgerItem {
  const { verdicts = '', section = '', kind = '', order = '0', rank = '0' } = element.dataset;
  return {
    verdicts: verdicts.split(' '),
    section,
    kind,
    text: `${element.id} ${element.textContent}`.toLowerCase(),
    order: Number(order),
    rank: Number(rank),
  };
}
