/** What an option has to be, for callers without types. */
type Kind = 'object' | 'given';

/**
 * @param kinds options that have no default
 * @throws TypeError naming the first that is missing, or all if there are no options at all
 */
export function requireGiven<O extends object>(
  name: string,
  options: O,
  kinds: { readonly [option in keyof O]?: Kind },
): void {
  if (options === null || typeof options !== 'object') {
    throw new TypeError(
      `${name} got ${options} for its options, expected an object with ${Object.keys(kinds).join(', ')}`,
    );
  }
  for (const [option, kind] of Object.entries(kinds)) {
    const value: unknown = options[option as keyof O];
    const there = kind === 'object' ? typeof value === 'object' && value !== null : value !== undefined;
    if (!there) throw new TypeError(`${name} got ${value} for ${option}, which it needs: give it`);
  }
}
