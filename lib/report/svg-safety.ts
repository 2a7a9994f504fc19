/**
 * What a drawing of Plotly never holds and an SVG must not: scripts, handlers of events, foreign markup, entities, and references to anything but
 * its own parts and images within it.
 */
const forbidden: readonly RegExp[] = [
  /<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|object|embed|handler|set|animate\w*)\b/i,
  /[\s"'/]on\w+\s*=/i,
  /javascript:/i,
  /<!|<\?/,
  /@import/i,
  /(?:href|src)\s*=\s*["'](?!#|data:image\/(?:png|jpeg);base64,)/i,
  /url\(\s*["']?(?!#|["']?#)(?!&quot;#)/i,
];

/** Whether an SVG has nothing in it that could run or be fetched. */
export function isInertSvg(svg: string): boolean {
  return !forbidden.some((pattern) => pattern.test(svg));
}
