export { type Matrix, matrix } from './numeric/matrix';
export { type RandomStream, randomStream } from './numeric/random';
