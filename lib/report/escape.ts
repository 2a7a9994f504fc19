const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe between HTML tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

/** Text that is safe in a cell of a Markdown table, where GitHub and Jupyter also render HTML. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => entities[character])
    .replace(/[\\`*_[\]|~$!]/g, (character) => `\\${character}`)
    .replace(/\s*[\r\n]+\s*/g, ' ');
}

/** Text that Plotly shows as it is: Plotly takes a subset of HTML for markup in titles, labels and hover texts. */
export function escapePlotly(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character]).replace(/\s*[\r\n]+\s*/g, ' ');
}

/** JSON that may stand inside a script element: no text in it can close the element or open a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
