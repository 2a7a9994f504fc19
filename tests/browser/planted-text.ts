/** What runs, or loads something, wherever a text reaches a page as markup, an attribute, a script or an address. */
export const planted = [
  `"><img src=x onerror="window.hacked=1"><svg onload="window.hacked=2"></svg>`,
  `</script><script>window.hacked=3</script><iframe srcdoc="<script>parent.hacked=4</script>"></iframe>`,
  `' onmouseover='window.hacked=5' <a href="javascript:window.hacked=6">a</a> [b](javascript:window.hacked=7)`,
  '<math><mtext><style>*{background:url(x)}</style></mtext></math> {{window.hacked=8}} $\\href{javascript:window.hacked=9}{x}$',
].join(' ');

/** A copy of a JSON value with the text planted into every string, but for fields of these names. */
export function plantEverywhere<T>(value: T, except: readonly string[]): T {
  if (typeof value === 'string') return `${value} ${planted}` as T;
  if (Array.isArray(value)) return value.map((entry) => plantEverywhere(entry, except)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, entry]) => [
    key,
    except.includes(key) ? entry : plantEverywhere(entry, except),
  ]);
  return Object.fromEntries(entries) as T;
}

/** Addresses of the strings in a JSON value, each with the value in which it alone holds the text. */
export function plantOneByOne<T>(value: T, path = ''): { readonly path: string; readonly planted: T }[] {
  if (typeof value === 'string') return [{ path, planted: planted as T }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    plantOneByOne(entry, `${path}.${key}`).map((found) => {
      const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
      copy[key] = found.planted;
      return { path: found.path, planted: copy as T };
    }),
  );
}
