/** An option of the command line as it is typed, in quotes where a shell needs them: for the cure in a message. */
export function optionText(option: string, names: readonly string[]): string {
  const text = names.join(',');
  // What begins with a dash would be taken for an option.
  return `--${option}${text.startsWith('-') ? '=' : ' '}${shellQuoted(text)}`;
}

/** A text as a word of a shell, in quotes where it needs them. */
export function shellQuoted(text: string): string {
  if (/^[\w.,:+@%/=-]+$/.test(text)) return text;
  if (!/["$`\\!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
