import type { Evaluation } from './evaluate';
import type { Example1, Example2, Example3At } from './examples';
import type { MethodName, Setting } from './setting';

/** What a page asks a worker for. */
export type Request =
  | { readonly kind: 'evaluate'; readonly method: MethodName; readonly setting: Setting }
  | { readonly kind: 'example1'; readonly theta: number }
  | { readonly kind: 'example2'; readonly norm: number; readonly sigma2: number }
  | { readonly kind: 'example3'; readonly n: number; readonly r: number; readonly sigma2: number };

/** What a worker computes for each kind of request. */
export interface Answers {
  readonly evaluate: Evaluation;
  readonly example1: Example1;
  readonly example2: Example2;
  readonly example3: Example3At;
}

/** What a worker answers: a result, or why there is none. */
export type Reply<K extends keyof Answers = keyof Answers> =
  | { readonly result: Answers[K] }
  | { readonly error: string };
