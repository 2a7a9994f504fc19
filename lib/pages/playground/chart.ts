/** A line of a chart, its points x and y in turn. */
export interface ChartLine {
  readonly name: string;
  readonly color: string;
  /** Lengths of dashes and gaps; none for a full line. */
  readonly dash?: string;
  readonly points: readonly number[];
  /** A disc on the line, or a ring. */
  readonly marks?: readonly { readonly x: number; readonly y: number; readonly title: string }[];
}

/** What a chart shows. */
export interface Chart {
  readonly title: string;
  readonly x: {
    readonly title: string;
    readonly range: readonly [number, number];
    readonly ticks: readonly Tick[];
  };
  readonly y: {
    readonly title: string;
    readonly range: readonly [number, number];
    readonly ticks: readonly Tick[];
  };
  readonly lines: readonly ChartLine[];
  /** Place of a vertical line, such as that of a slider. */
  readonly cursor?: number;
}

/** A tick of an axis. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

const [width, height] = [420, 280];
const [left, right, top, bottom] = [72, 24, 12, 44];

/** SVG of a chart. @param description what a reader who cannot see it needs to know */
export function chartSvg(page: Document, chart: Chart, description: string): SVGElement {
  const { x, y } = chart;
  const across = (value: number) =>
    left + ((value - x.range[0]) / (x.range[1] - x.range[0])) * (width - left - right);
  const up = (value: number) =>
    height - bottom - ((value - y.range[0]) / (y.range[1] - y.range[0])) * (height - top - bottom);
  const make = maker(page);
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, class: 'chart', role: 'img' });
  svg.setAttribute('aria-label', `${chart.title}. ${description}`);
  svg.append(
    ...x.ticks.flatMap(({ at, text }) => [
      make('line', { class: 'grid', x1: across(at), x2: across(at), y1: top, y2: height - bottom }),
      label(make, text, across(at), height - bottom + 16, 'middle'),
    ]),
    ...y.ticks.flatMap(({ at, text }) => [
      make('line', { class: 'grid', x1: left, x2: width - right, y1: up(at), y2: up(at) }),
      label(make, text, left - 6, up(at) + 4, 'end'),
    ]),
    label(make, x.title, (left + width - right) / 2, height - 6, 'middle'),
    turned(label(make, y.title, 0, 0, 'middle'), 14, (top + height - bottom) / 2),
  );
  if (chart.cursor !== undefined) {
    const at = across(chart.cursor);
    svg.append(make('line', { class: 'cursor', x1: at, x2: at, y1: top, y2: height - bottom }));
  }
  for (const line of chart.lines) {
    svg.append(
      make('polyline', {
        points: pathOf(line.points, across, up, y.range),
        fill: 'none',
        stroke: line.color,
        'stroke-width': 2.2,
        'stroke-dasharray': line.dash ?? 'none',
      }),
    );
    for (const mark of line.marks ?? []) {
      const disc = make('circle', { cx: across(mark.x), cy: up(mark.y), r: 5, fill: line.color });
      const title = make('title', {});
      title.textContent = mark.title;
      disc.append(title);
      svg.append(disc);
    }
  }
  return svg;
}

type Make = (name: string, attributes: Readonly<Record<string, string | number>>) => SVGElement;

function maker(page: Document): Make {
  return (name, attributes) => {
    const element = page.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
  };
}

function label(make: Make, text: string, x: number, y: number, anchor: string): SVGElement {
  const element = make('text', { x, y, 'text-anchor': anchor });
  element.textContent = text;
  return element;
}

function turned(element: SVGElement, x: number, y: number): SVGElement {
  element.setAttribute('transform', `translate(${x} ${y}) rotate(-90)`);
  return element;
}

function pathOf(
  points: readonly number[],
  across: (value: number) => number,
  up: (value: number) => number,
  [low, high]: readonly [number, number],
): string {
  const parts: string[] = [];
  for (let k = 0; k + 1 < points.length; k += 2) {
    const y = Math.min(high, Math.max(low, points[k + 1]));
    parts.push(`${across(points[k]).toFixed(1)},${up(y).toFixed(1)}`);
  }
  return parts.join(' ');
}

/** Legend of a chart: each line's stroke and name. */
export function legendOf(page: Document, lines: readonly ChartLine[]): HTMLElement {
  const list = page.createElement('ul');
  list.className = 'legend';
  for (const { name, color, dash } of lines) {
    const item = page.createElement('li');
    const svg = maker(page)('svg', { viewBox: '0 0 24 8', width: 24, height: 8, 'aria-hidden': 'true' });
    svg.append(
      maker(page)('line', {
        x1: 0,
        x2: 24,
        y1: 4,
        y2: 4,
        stroke: color,
        'stroke-width': 2.5,
        'stroke-dasharray': dash ?? 'none',
      }),
    );
    item.append(svg, ` ${name}`);
    list.append(item);
  }
  return list;
}
