import type { Answers, Reply, Request } from './messages';

/** A request that waits for a worker: only the newest of its place is computed. */
interface Waiting {
  readonly request: Request;
  readonly done: (reply: Reply) => void;
}

/** Places of a page (panels, examples), each of which wants the newest of its requests answered. */
export interface WorkerPool {
  /** Asks for a place; a request of the same place that still waits is forgotten. */
  ask<K extends keyof Answers>(
    place: string,
    request: Request & { readonly kind: K },
    done: (reply: Reply<K>) => void,
  ): void;
}

/** Pool of workers from the code of one, of which several compute side by side. */
export function workerPool(code: string, size: number): WorkerPool {
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const waiting = new Map<string, Waiting>();
  const busy = new Set<string>();
  const idle = Array.from({ length: size }, () => new Worker(address));
  const next = () => {
    for (const [place, { request, done }] of waiting) {
      // One at a time for a place: answers come in the order of the questions.
      if (busy.has(place)) continue;
      const worker = idle.pop();
      if (!worker) return;
      waiting.delete(place);
      busy.add(place);
      const end = (reply: Reply) => {
        busy.delete(place);
        idle.push(worker);
        done(reply);
        next();
      };
      worker.onmessage = ({ data }: MessageEvent<Reply>) => end(data);
      worker.onerror = ({ message }) => end({ error: message });
      worker.postMessage(request);
    }
  };
  return {
    ask(place, request, done) {
      waiting.delete(place);
      waiting.set(place, { request, done: done as Waiting['done'] });
      next();
    },
  };
}
