export { derivative, type Example3AtAngle, loss, quadratureError } from './example-3-loss';
export { type OrderMap, orderMap } from './example-3-map';
export { type Crossing, crossings, type MarginOrder, marginOrder } from './example-3-order';
export { margin, phiStar, phiSvm } from './example-3-phi-star';
export type { Example3 } from './example-3-problem';
