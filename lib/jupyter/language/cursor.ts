/**
 * Place in a text as JavaScript counts it, from the place that Jupyter sends: it counts characters, JavaScript those outside
 * of the basic plane twice.
 */
export function toOffset(text: string, cursor: number): number {
  let offset = 0;
  for (let i = 0; i < cursor && offset < text.length; i++)
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  return offset;
}

/** The way back. */
export function toCursor(text: string, offset: number): number {
  return [...text.slice(0, offset)].length;
}
