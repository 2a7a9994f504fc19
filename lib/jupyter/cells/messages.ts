import type { Content } from '../wire';
import type { StreamName } from './stream-output';

/** Contents of one output by MIME type, and what is known about them. */
export interface Bundle {
  readonly data: Record<string, unknown>;
  readonly metadata: Content;
}

/** A cell that is to be run. `id` names this run, `number` the code in stack traces. */
export interface RunRequest {
  readonly id: number;
  readonly number: number;
  readonly code: string;
  readonly isAsync: boolean;
  readonly names: readonly string[];
  readonly result: string | undefined;
  readonly allowStdin: boolean;
}

/** What was thrown, as text in which places are those of the compiled code. */
export interface Thrown {
  readonly isError: boolean;
  readonly name: string;
  readonly message: string;
  readonly text: string;
  /** Where nobody caught it: what it was. */
  readonly stray?: 'unhandled rejection' | 'uncaught exception';
  readonly interrupted?: boolean;
}

/** How a run ended; `defined` are those of its names that now have a value of this run. */
export interface Outcome {
  readonly id: number;
  readonly thrown?: Thrown;
  readonly result?: Bundle;
  readonly defined: readonly string[];
}

/** To the process that runs the cells. */
export type ToCells =
  | ({ readonly type: 'run' } & RunRequest)
  | { readonly type: 'interrupt'; readonly token: number; readonly emit: boolean }
  | { readonly type: 'ping' }
  | { readonly type: 'warm' }
  | {
      readonly type: 'comm';
      readonly id: number;
      readonly message: string;
      readonly content: Content;
      /** In base64. */
      readonly buffers: readonly string[];
    };

/** From the process that runs the cells. `id` is the run to which it belongs. */
export type FromCells =
  | { readonly type: 'ready' }
  | { readonly type: 'interrupted'; readonly token: number }
  | { readonly type: 'stream'; readonly id: number; readonly name: StreamName; readonly text: string }
  | {
      readonly type: 'publish';
      readonly id: number;
      readonly message: string;
      readonly content: Content;
      readonly metadata?: Content;
      /** In base64. */
      readonly buffers?: readonly string[];
    }
  | { readonly type: 'input'; readonly id: number; readonly prompt: string; readonly password: boolean }
  | { readonly type: 'late'; readonly id: number; readonly thrown: Thrown }
  | ({ readonly type: 'done' } & Outcome);

/** To the thread that stands beside the cells: one JSON object a line. */
export type ToWatchdog =
  | { readonly type: 'terminate'; readonly call: number }
  | { readonly type: 'post'; readonly call: number; readonly method: string; readonly params?: Content }
  | { readonly type: 'answer'; readonly value: string | null };

/** From that thread. */
export type FromWatchdog =
  | { readonly type: 'ready' }
  | { readonly type: 'reply'; readonly call: number; readonly result?: Content; readonly error?: string }
  | { readonly type: 'event'; readonly method: string; readonly params: Content };
