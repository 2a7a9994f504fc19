import type { TensorflowLike } from './tensorflow-like';

/** What TensorFlow.js can compute on here, the fastest first. */
export const backendNames = ['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm', 'cpu'] as const;

/** Name of a backend: npm package `tfjs-node-gpu` or `tfjs-node`, or `webgpu`, `wasm`, `cpu`. */
export type BackendName = (typeof backendNames)[number];

/** The TensorFlow.js of this thread. */
export interface TensorflowBackend<Tf = TensorflowLike> {
  readonly tf: Tf;
  readonly name: BackendName;
  /** Why this one: who asked for it, or why each better one was passed over. */
  readonly reason: string;
}

/** Why a backend cannot be started, `is not installed` for one, and what to do about it. */
export interface Obstacle {
  readonly reason: string;
  readonly cure: string;
}

/** A backend before it is loaded. */
export interface Candidate {
  readonly name: BackendName;
  /** What keeps it from starting; undefined if nothing does that is seen without loading anything. */
  obstacle(): Obstacle | undefined;
  /**
   * Loads and starts it.
   *
   * @param requested whether the user asked for this one: then it may be slower than others
   * @returns TensorFlow.js with this backend set, what there is to say of it, and whether a graphics card computes
   * @throws Error if it does not start
   */
  start(requested: boolean): Promise<{
    readonly tf: TensorflowLike;
    readonly note?: string;
    readonly onGpu?: boolean;
  }>;
}

/** The backend that the user asked for cannot be had, or none can. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
}

let started: BackendName | undefined;

/** What TensorFlow.js was last started on or put back on in this thread; undefined: it was not, since `forgetBackend`. */
export function startedBackend(): BackendName | undefined {
  return started;
}

/** A job begins: what earlier ones of this thread computed on is not its own. */
export function forgetBackend(): void {
  started = undefined;
}

/**
 * The backend that GENLABEL_BACKEND names.
 *
 * @returns undefined if it names none
 * @throws BackendError if there is no such backend
 */
export function requestedBackend(): BackendName | undefined {
  const requested = process.env.GENLABEL_BACKEND;
  if (!requested) return undefined;
  const known = backendNames.find((name) => name === requested);
  if (known) return known;
  throw new BackendError(`GENLABEL_BACKEND is ${requested}, expected one of ${backendNames.join(', ')}`);
}

/**
 * Starts the one that is asked for, or the first of the candidates that starts.
 *
 * @param requested name of a backend; undefined or empty: any
 * @param asked who asks for it, for messages; default GENLABEL_BACKEND
 * @throws BackendError if the one that is asked for is unknown, absent or does not start, or if none starts
 */
export async function chooseBackend(
  candidates: readonly Candidate[],
  requested: string | undefined,
  asked = `GENLABEL_BACKEND is ${requested}`,
): Promise<TensorflowBackend> {
  const chosen = await (requested ? startRequested(candidates, requested, asked) : startFirst(candidates));
  started = chosen.name;
  return chosen;
}

/** What is used of TensorFlow.js to go from one backend to another. */
interface Switchable {
  getBackend(): string;
  setBackend(name: string): Promise<boolean>;
}

/** Sets a backend that was started before, should another have been set since: TensorFlow.js has one at a time. */
export async function resumeBackend<Tf>(backend: TensorflowBackend<Tf>): Promise<TensorflowBackend<Tf>> {
  const { tf, name } = backend;
  const id = name.startsWith('tfjs-node') ? 'tensorflow' : name;
  const { getBackend, setBackend } = tf as unknown as Switchable;
  if (getBackend() !== id && !(await setBackend(id))) {
    throw new BackendError(`TensorFlow.js cannot go back to ${name}`);
  }
  started = name;
  return backend;
}

async function startFirst(candidates: readonly Candidate[]): Promise<TensorflowBackend> {
  const passedOver: string[] = [];
  let cure = '';
  for (const candidate of candidates) {
    const { name } = candidate;
    const obstacle = candidate.obstacle();
    if (obstacle) {
      passedOver.push(`${name} ${obstacle.reason}`);
      cure = `; ${obstacle.cure}`;
      continue;
    }
    try {
      const { tf, note } = await candidate.start(false);
      const better = passedOver.length > 0 ? passedOver.join(', ') : 'there is no faster one';
      return { tf, name, reason: note ? `${better}; ${note}` : better };
    } catch (error) {
      passedOver.push(`${name} ${failure(error)}`);
    }
  }
  throw new BackendError(`no backend of TensorFlow.js starts: ${passedOver.join(', ')}${cure}`);
}

async function startRequested(
  candidates: readonly Candidate[],
  requested: string,
  asked: string,
): Promise<TensorflowBackend> {
  const candidate = candidates.find(({ name }) => name === requested);
  const present = candidates.filter((one) => one.obstacle() === undefined).map(({ name }) => name);
  const choice = present.length > 0 ? `present here are ${present.join(', ')}` : 'none is present here';
  if (!candidate) {
    const known = candidates.map(({ name }) => name).join(', ');
    throw new BackendError(`${asked}, expected one of ${known}; ${choice}`);
  }
  const obstacle = candidate.obstacle();
  if (obstacle) throw new BackendError(`${asked}, which ${obstacle.reason}: ${obstacle.cure}; ${choice}`);
  try {
    const { tf, note } = await candidate.start(true);
    return { tf, name: candidate.name, reason: note ? `${asked}; ${note}` : asked };
  } catch (error) {
    throw new BackendError(`${asked}, which ${failure(error)}; ${choice}`, { cause: error });
  }
}

/** The first line of what it threw: a reason is one line. */
function failure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `does not start (${text.trim().split('\n')[0]})`;
}
