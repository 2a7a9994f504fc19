/**
 * Example 3 (Sections 5.2 and C.2): the angle phi* at which vanilla training, mixup and GenLabel each leave a logistic model
 * theta = r (cos phi, sin phi), and its margin min(cos phi, sin phi), beside the support vector machine's pi/4.
 *
 * @module
 */

export { derivative, type Example3AtAngle, loss, quadratureError } from './example-3-loss';
export { type OrderMap, orderMap } from './example-3-map';
export {
  type Crossing,
  crossings,
  type MarginOrder,
  marginOrder,
  type Scheme,
  type Setting,
} from './example-3-order';
export { margin, phiStar, phiSvm } from './example-3-phi-star';
export type { Example3 } from './example-3-problem';
