/**
 * TensorFlow.js by its own typings: for the inside of functions and for tests. In a signature of a face every user of the library
 * would have to install them; there stands `TensorflowLike`.
 */
export type Tensorflow = typeof import('@tensorflow/tfjs');
