import { chooseBackend } from '../../tensorflow/choose-backend';
import { backends } from '../../tensorflow/tensorflow';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';

let started: Promise<Tensorflow> | undefined;

/** TensorFlow.js on wasm, whatever else is here: the same bytes on every machine, which no other fast backend gives. */
export function imageBackend(): Promise<Tensorflow> {
  started ??= chooseBackend(backends(), 'wasm').then(({ tf }) => tf as unknown as Tensorflow);
  return started;
}
