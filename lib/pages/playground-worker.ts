import { answer } from './playground/answer';
import type { Request } from './playground/messages';

/** The part of a worker's scope that is used; its types and those of a page exclude each other. */
interface Scope {
  onmessage: ((event: { readonly data: Request }) => void) | null;
  postMessage(message: unknown): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => scope.postMessage(answer(data));
