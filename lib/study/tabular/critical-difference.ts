import type { Annotation, Data, Layout } from 'plotly.js-dist';
import { escapePlotly } from '../../report/escape';
import { baseLayout, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import type { MethodStyle } from '../../report/style';

/** What the critical-difference diagram shows. */
export interface CriticalDifferenceData {
  /** Ascending by average rank, at least 2. */
  readonly methods: readonly { readonly style: MethodStyle; readonly rank: number }[];
  readonly criticalDifference: number;
  /** [first, last] positions in `methods` of neighbours that are not told apart. */
  readonly cliques: readonly (readonly [number, number])[];
  readonly sets: number;
}

const ink = '#222222';
const bottomOfCliques = (cliques: number) => 0.35 + 0.28 * cliques;

/**
 * Critical-difference diagram (Demšar 2006, JMLR 7): average ranks on a line, the best on the left; a thick bar joins methods
 * that Nemenyi's test does not tell apart.
 *
 * @throws RangeError if there are fewer than 2 methods
 */
export function criticalDifference(data: CriticalDifferenceData): FigureSpec {
  if (data.methods.length < 2) throw new RangeError(`got ${data.methods.length} methods, expected 2 or more`);
  const places = placeLabels(data);
  return plotlySpec(
    [axisLine(data), ...data.methods.flatMap((_, i) => leader(data, places[i], i)), ...bars(data)],
    layout(data, places),
  );
}

interface Place {
  /** Depth below the axis. */
  readonly y: number;
  readonly side: 'left' | 'right';
}

/** The better half is labelled on the left, best on top; the other on the right, worst on top: no leaders cross. */
function placeLabels({ methods, cliques }: CriticalDifferenceData): Place[] {
  const half = Math.ceil(methods.length / 2);
  const top = bottomOfCliques(cliques.length) + 0.35;
  return methods.map((_, i) =>
    i < half
      ? { side: 'left', y: -(top + 0.55 * i) }
      : { side: 'right', y: -(top + 0.55 * (methods.length - 1 - i)) },
  );
}

/** Whole ranks around all average ranks and the scale of the critical difference. */
function span({ methods, criticalDifference: cd }: CriticalDifferenceData) {
  const from = Math.floor(methods[0].rank);
  const to = Math.ceil(Math.max(from + 1, from + cd, methods[methods.length - 1].rank));
  const room = 0.06 * (to - from);
  return { from, to, left: from - room, right: to + room };
}

function line(x: number[], y: number[], color: string, width: number): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    x,
    y,
    line: { color, width },
    showlegend: false,
    hoverinfo: 'skip',
  };
}

function axisLine(data: CriticalDifferenceData): Data {
  const { from, to } = span(data);
  const x = [from, to];
  const y = [0, 0];
  for (let rank = to; rank >= from; rank--) {
    x.push(rank, rank, rank);
    y.push(0, 0.14, 0);
  }
  return line(x, y, ink, 1.5);
}

function leader(data: CriticalDifferenceData, { y, side }: Place, i: number): Data[] {
  const { style, rank } = data.methods[i];
  const label = escapePlotly(style.label);
  return [
    line([rank, rank, span(data)[side]], [0, y, y], style.color, 1.8),
    {
      type: 'scatter',
      mode: 'markers',
      // At the label: on the line of ranks, marks of close methods would hide each other.
      x: [span(data)[side]],
      y: [y],
      marker: { color: style.color, symbol: style.symbol, size: 11, line: { color: '#ffffff', width: 1 } },
      showlegend: false,
      hovertemplate: `${label}: average rank ${rank.toFixed(3)}<extra></extra>`,
    },
  ];
}

function bars(data: CriticalDifferenceData): Data[] {
  const { methods, cliques, criticalDifference: cd } = data;
  const { from, to } = span(data);
  const overhang = 0.008 * (to - from);
  const joined = cliques.map(([first, last], c) => {
    const y = -bottomOfCliques(c);
    return line([methods[first].rank - overhang, methods[last].rank + overhang], [y, y], ink, 5);
  });
  const scale = line(
    [from, from, from, from + cd, from + cd, from + cd],
    [0.8, 1, 0.9, 0.9, 1, 0.8],
    ink,
    1.5,
  );
  return [...joined, scale];
}

function layout(data: CriticalDifferenceData, places: readonly Place[]): Partial<Layout> {
  const { methods, criticalDifference: cd, sets } = data;
  const { from, to, left, right } = span(data);
  const labelRoom = 0.55 * (to - from);
  const bottom = Math.min(...places.map(({ y }) => y)) - 1;
  const text = (content: string, x: number, y: number, more: Partial<Annotation> = {}) => ({
    text: content,
    x,
    y,
    showarrow: false,
    ...more,
  });
  const ranks = Array.from({ length: to - from + 1 }, (_, i) =>
    text(String(from + i), from + i, 0.14, { yanchor: 'bottom' }),
  );
  const labels = methods.map(({ style, rank }, i) => {
    const { side, y } = places[i];
    const name = `<b>${escapePlotly(style.label)}</b>`;
    const content = side === 'left' ? `${name}  ${rank.toFixed(2)}` : `${rank.toFixed(2)}  ${name}`;
    const xanchor = side === 'left' ? ('right' as const) : ('left' as const);
    const xshift = side === 'left' ? -9 : 9;
    return text(content, side === 'left' ? left : right, y, { xanchor, xshift });
  });
  const hidden = { visible: false, fixedrange: true } as const;
  return {
    ...baseLayout(980, 90 + 52 * (1.5 - bottom)),
    margin: { l: 20, r: 20, t: 10, b: 10 },
    xaxis: { ...hidden, range: [left - labelRoom, right + labelRoom] },
    yaxis: { ...hidden, range: [bottom, 1.5] },
    annotations: [
      ...ranks,
      ...labels,
      text(`critical difference ${cd.toFixed(2)}`, from + cd / 2, 1, { yanchor: 'bottom' }),
      text(`average rank over ${sets} data sets (1: most accurate)`, (from + to) / 2, bottom, {
        yanchor: 'bottom',
      }),
    ],
  };
}
