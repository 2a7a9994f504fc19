/** Runs what can wait once the page has been painted; at once in a hidden page, which is not painted. */
export function afterFirstPaint(page: Document, run: () => void): void {
  if (page.hidden) run();
  else requestAnimationFrame(() => setTimeout(run, 0));
}
