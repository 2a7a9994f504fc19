/**
 * The note of a table on data sets of the paper that it has no records of. Whether their data are on the machine that writes the
 * table does not matter: a table that is written again elsewhere stays the same.
 *
 * @param missing data sets that were not found, as the table names them
 * @param idOf what records have for a name of the table
 */
export function absentNote(
  records: readonly { readonly configuration: { readonly dataset: number | string } }[],
  missing: readonly (number | string)[],
  idOf: (name: number | string) => number | string = (name) => name,
): string[] {
  const recorded = new Set(records.map(({ configuration }) => String(configuration.dataset)));
  const absent = missing.filter((name) => !recorded.has(String(idOf(name))));
  return absent.length > 0 ? [`Without records: ${absent.join(', ')}.`] : [];
}
