import { backends } from '../../lib/tensorflow/tensorflow';
import type { Tensorflow } from '../../lib/tensorflow/tensorflow-typings';

/** A backend that starts on this machine. */
export interface BackendHere {
  readonly name: string;
  readonly tf: Tensorflow;
  /** Name that TensorFlow.js gives it: only one is set at a time. */
  readonly id: string;
}

/** All backends of this machine, and of the others why they are not here. */
export async function backendsHere(): Promise<{ here: BackendHere[]; absent: string[] }> {
  const here: BackendHere[] = [];
  const absent: string[] = [];
  for (const candidate of backends()) {
    const obstacle = candidate.obstacle();
    try {
      if (obstacle) throw new Error(obstacle.reason);
      const tf = (await candidate.start(true)).tf as unknown as Tensorflow;
      here.push({ name: candidate.name, tf, id: tf.getBackend() });
    } catch (error) {
      absent.push(`${candidate.name}: ${(error as Error).message}`);
    }
  }
  return { here, absent };
}
