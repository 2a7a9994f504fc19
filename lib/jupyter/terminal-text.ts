/**
 * What a terminal shows of a text: a carriage return goes back to the start of the line and a backspace one step back, and
 * what follows overwrites.
 */
export function terminalText(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text.replaceAll('\r\n', '\n').split('\n').map(overwrite).join('\n');
}

function overwrite(line: string): string {
  if (!/[\r\b]/.test(line)) return line;
  const shown: string[] = [];
  let at = 0;
  for (const character of line) {
    if (character === '\r') at = 0;
    else if (character === '\b') at = Math.max(0, at - 1);
    else shown[at++] = character;
  }
  return shown.join('');
}
