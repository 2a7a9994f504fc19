import { nearestName } from './nearest-name';

/**
 * Refuses options that do not exist, which would be passed over in silence.
 *
 * @throws RangeError naming the option, the nearest that there is, or all of them
 */
export function requireOptions(options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new RangeError(`options are ${String(options)}, expected an object`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  throw new RangeError(
    `there is no option ${JSON.stringify(unknown)}; ${nearest ? `did you mean ${nearest}?` : `the options are ${known.join(', ')}`}`,
  );
}
