import { answer } from './playground/answer';
import type { Request } from './playground/messages';
import { methodNames } from './playground/setting';
import { warmUp } from './playground/warm-up';

/** The part of a worker's scope that is used; its types and those of a page exclude each other. */
interface Scope {
  onmessage: ((event: { readonly data: Request }) => void) | null;
  postMessage(message: unknown): void;
  setTimeout(run: () => void, delay: number): number;
  clearTimeout(timer: number): void;
}

const scope = globalThis as unknown as Scope;

/** Milliseconds without a question after which the worker has time for a warm-up. */
const pause = 400;
const [first, ...others] = methodNames;
let timer = 0;

function warmUpLater(): void {
  scope.clearTimeout(timer);
  const method = others[0];
  if (!method) return;
  timer = scope.setTimeout(() => {
    others.shift();
    warmUp(method);
    warmUpLater();
  }, pause);
}

scope.onmessage = ({ data }) => {
  scope.postMessage(answer(data));
  warmUpLater();
};
// Before the first question, while the page is being drawn: the kernels are compiled, and what all methods need.
warmUp(first);
warmUpLater();
