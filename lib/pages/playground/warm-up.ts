import { evaluate } from './evaluate';
import { type MethodName, type Setting, startSetting } from './setting';

/** So small that it takes a few hundredths of a second, and yet passes through all that a training does. */
const small: Setting = { ...startSetting, n: 40, epochs: 5 };

/** Trains a method on a few points, so that its first true training finds the code compiled. */
export function warmUp(method: MethodName): void {
  evaluate(method, small);
}
