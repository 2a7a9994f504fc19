import { idOfHash } from './id-of-hash';

/** Opens the entry, table or figure that the address names, now and whenever it changes, so that links lead to what can be read. */
export function openTarget(page: Document, window: Window): void {
  const open = () => {
    const target = page.getElementById(idOfHash(window.location.hash));
    if (!(target instanceof HTMLDetailsElement)) return;
    target.open = true;
    target.scrollIntoView();
    target.querySelector('summary')?.focus({ preventScroll: true });
  };
  window.addEventListener('hashchange', open);
  open();
}
