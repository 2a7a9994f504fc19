export { type Matrix, matrix } from './numeric/matrix';
export { type RandomStream, randomStream } from './numeric/random';
export {
  type Collected,
  type CollectOptions,
  collect,
  type Difference,
  type Progress,
} from './runtime/collect';
export { currentProfile } from './runtime/profile';
export type { ExperimentRecord } from './runtime/record';
