import { escapeHtml } from './escape';
import { verdicts } from './rules';

/** Elements that an output may have, and their attributes besides the `common` ones. */
const elements: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      ...['b', 'i', 'em', 'strong', 'code', 'pre', 'span', 'div', 'p', 'br', 'hr', 'sup', 'sub', 's', 'del'],
      ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
      ...['table', 'thead', 'tbody', 'details', 'summary', 'caption'],
    ].map((name) => [name, []]),
  ),
  a: ['href'],
  tr: ['id'],
  th: ['rowspan', 'colspan', 'scope'],
  td: ['rowspan', 'colspan'],
};

const childless = new Set(['br', 'hr']);

/** Values that an attribute may have; what has others is left out. */
const values: Readonly<Record<string, RegExp>> = {
  href: /^(?:https?:\/\/[^\s"'<>]*|#[\w%.-]*|[\w%-][\w%./-]*(?:#[\w%=.-]*)?)$/,
  // Of a claim: the rows of the ledger refer to each other, and no id of the page itself is taken.
  id: /^(?:s\d|[a-f])-[a-z\d-]+$/,
  rowspan: /^\d{1,4}$/,
  colspan: /^\d{1,4}$/,
  scope: /^(?:row|col)$/,
  title: /^[^<>]*$/,
  class: /^genlabel-[a-z-]+$/,
  style: /^text-align: (?:left|right|center)$/,
  'data-verdict': new RegExp(`^(?:${verdicts.join('|')})$`),
};

const common = ['title', 'class', 'style', 'data-verdict'];

const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*(\/?)>/g;

/**
 * HTML with nothing in it that could run, load or lead to a script: elements and attributes of a list, the rest left out (scripts and styles with
 * their text) or shown as text. Elements left open are closed.
 */
export function sanitiseHtml(html: string, link: (address: string) => string = (address) => address): string {
  const source = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|template|title|textarea|noscript)\b[\s\S]*?<\/\1\s*>/gi, '');
  const open: string[] = [];
  const parts: string[] = [];
  let end = 0;
  for (const match of source.matchAll(tag)) {
    parts.push(textHtml(source.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, slash, written, attributes] = match;
    const name = written.toLowerCase();
    if (!Object.hasOwn(elements, name)) continue;
    if (slash === '') {
      parts.push(`<${name}${attributesHtml(name, attributes, link)}>`);
      if (!childless.has(name)) open.push(name);
    } else if (open.includes(name)) {
      while (open.length > 0) {
        const closed = open.pop() as string;
        parts.push(`</${closed}>`);
        if (closed === name) break;
      }
    }
  }
  parts.push(textHtml(source.slice(end)), ...open.reverse().map((name) => `</${name}>`));
  return parts.join('');
}

/** Text between tags: entities stay, what might begin a tag is shown as it is. */
const textHtml = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function attributesHtml(name: string, text: string, link: (address: string) => string): string {
  const allowed = [...elements[name], ...common];
  return [...text.matchAll(/([a-zA-Z-]+)="([^"]*)"/g)]
    .map(([, attribute, written]) => [attribute.toLowerCase(), decode(written)] as const)
    .filter(([attribute]) => allowed.includes(attribute))
    .flatMap(([attribute, written]) => {
      const value = attribute === 'style' ? alignment(written) : written;
      return values[attribute].test(value) ? [[attribute, value] as const] : [];
    })
    .map(([attribute, value]) => ` ${attribute}="${escapeHtml(attribute === 'href' ? link(value) : value)}"`)
    .join('');
}

/** Of a style its alignment: colours are those of the page's theme. */
function alignment(style: string): string {
  return /text-align:\s*(?:left|right|center)/.exec(style)?.[0].replace(/:\s*/, ': ') ?? '';
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name]);
