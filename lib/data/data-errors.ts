/** A data set that is in none of the places looked at and could not be downloaded. */
export class DataUnavailableError extends Error {
  override readonly name = 'DataUnavailableError';

  /**
   * @param id what was asked for, for example `OpenML 61`
   * @param places every place looked at, with what was wrong there
   * @param cure what to do about it
   */
  constructor(
    readonly id: string,
    readonly places: readonly string[],
    readonly cure: string,
    options?: ErrorOptions,
  ) {
    super(
      `data set ${id} is not available. Looked at:\n${places.map((place) => `  ${place}`).join('\n')}\n${cure}`,
      options,
    );
  }
}

/** A file whose contents are not those that its description promises. */
export class DataIntegrityError extends Error {
  override readonly name = 'DataIntegrityError';
}
