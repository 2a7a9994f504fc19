/** Opens the entry, table or figure that the address names, now and whenever it changes, so that links lead to what can be read. */
export function openTarget(page: Document, window: Window): void {
  const open = () => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const target = id === '' || id.startsWith('?') ? null : page.getElementById(id);
    if (!(target instanceof HTMLDetailsElement)) return;
    target.open = true;
    target.scrollIntoView();
    target.querySelector('summary')?.focus({ preventScroll: true });
  };
  window.addEventListener('hashchange', open);
  open();
}
