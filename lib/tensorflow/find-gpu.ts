import { type BackendName, type Candidate, chooseBackend } from './choose-backend';
import { backends } from './tensorflow';

/** What was found to compute long trainings on. */
export interface GpuSearch {
  /** The backend; undefined if there is none. */
  readonly name: BackendName | undefined;
  /** Which card it is or who asked for it, or why there is none. */
  readonly reason: string;
}

/** Backends that compute on graphics cards, the faster first. */
export const gpuBackends: readonly BackendName[] = ['tfjs-node-gpu', 'webgpu'];

/**
 * The first backend that computes on a graphics card, or the one that GENLABEL_BACKEND names, whatever it computes on.
 *
 * @throws BackendError if the one that is asked for is unknown, absent or does not start
 *
 * @example
 * import { findGpu } from 'genlabel/study';
 *
 * console.log((await findGpu()).reason); // tfjs-node-gpu is not installed, webgpu is not installed
 */
export function findGpu(): Promise<GpuSearch> {
  return searchGpu(backends(), process.env.GENLABEL_BACKEND);
}

/** `findGpu` among candidates. @param requested value of GENLABEL_BACKEND */
export async function searchGpu(
  candidates: readonly Candidate[],
  requested: string | undefined,
): Promise<GpuSearch> {
  if (requested) {
    const { name, reason } = await chooseBackend(candidates, requested);
    return { name, reason };
  }
  const passedOver: string[] = [];
  for (const candidate of candidates.filter(({ name }) => gpuBackends.includes(name))) {
    const { name } = candidate;
    const obstacle = candidate.obstacle();
    if (obstacle) passedOver.push(`${name} ${obstacle.reason}`);
    else {
      const started = await candidate.start(false).catch((error: Error) => error);
      if (started instanceof Error)
        passedOver.push(`${name} does not start (${started.message.split('\n')[0]})`);
      else if (started.onGpu) return { name, reason: started.note ?? 'it computes on a graphics card' };
      else passedOver.push(`${name} finds no graphics card`);
    }
  }
  return { name: undefined, reason: passedOver.join(', ') };
}
