const constants: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

const token =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b(?:True|False|None)\b|\bfloat\(\s*['"](-?)(nan|inf)['"]\s*\)|#(.*)/g;

/**
 * The cell that papermill puts behind the one that is tagged `parameters`, as TypeScript; undefined for any other cell.
 *
 * Stock papermill knows no TypeScript. Told `--language python` it writes assignments of Python literals, which differ from
 * TypeScript's only in a few constants. As there is no `let`, they set the variables of the tagged cell, and are checked
 * against their types.
 */
export function papermillParameters(source: string): string | undefined {
  if (!/^\s*# Parameters[^\S\n]*\n/.test(source)) return undefined;
  return source.replace(token, (found, sign?: string, special?: string, comment?: string) => {
    if (comment !== undefined) return `//${comment}`;
    if (special !== undefined) return special === 'nan' ? 'Number.NaN' : `${sign}Infinity`;
    return constants[found] ?? found;
  });
}
