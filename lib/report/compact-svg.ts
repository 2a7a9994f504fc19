const pathElement = /<path (?:[^>"]|"[^"]*")*\/>/g;
const transformAttribute = / transform="[^"]*"/;
/** Fewer copies than this take more room as references. */
const fewestCopies = 4;

/**
 * The same picture in fewer bytes: a marker that Plotly draws for every point stands once and is referred to. A compact picture
 * stays what it is.
 *
 * @param id prefix of the ids inside the SVG, so that several SVGs can stand in one page
 */
export function compactSvg(svg: string, id: string): string {
  const counts = new Map<string, number>();
  for (const [path] of svg.matchAll(pathElement)) {
    const shape = path.replace(transformAttribute, '');
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const repeated = [...counts].filter(([, count]) => count >= fewestCopies);
  if (repeated.length === 0) return svg;
  const names = new Map(repeated.map(([shape], i) => [shape, `${id}-marker-${i}`]));
  const shapes = [...names].map(([shape, name]) => shape.replace('<path ', `<path id="${name}" `));
  const referring = svg.replace(pathElement, (path) => {
    const name = names.get(path.replace(transformAttribute, ''));
    return name === undefined ? path : `<use href="#${name}"${transformAttribute.exec(path)?.[0] ?? ''}/>`;
  });
  const start = referring.indexOf('>') + 1;
  return `${referring.slice(0, start)}<defs>${shapes.join('')}</defs>${referring.slice(start)}`;
}
