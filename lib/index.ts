/**
 * The methods of `genlabel`, for anyone's data.
 *
 * @module genlabel
 */

export * from './browser';

// What reads files, or finds a backend of TensorFlow.js
export type { DownloadOptions } from './data/download';
export {
  DataIntegrityError,
  DataUnavailableError,
  loadOpenml,
  type OpenmlDataset,
  type OpenmlOptions,
  StorageError,
} from './data/openml';
export { type FeatureOptions, type FeatureTable, readFeatures } from './data/read-features';
export { readTable, type TableOptions } from './data/read-table';
export {
  BackendError,
  type BackendName,
  type TensorflowBackend,
} from './tensorflow/choose-backend';
export { tensorflow } from './tensorflow/tensorflow';
export { loadClassifier, saveClassifier } from './train/own-data/classifier-file';
