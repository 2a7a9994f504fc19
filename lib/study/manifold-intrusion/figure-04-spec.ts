import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { escapePlotly } from '../../report/escape';
import { baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { type ClassStyle, classStyles, fontFamily, type MethodName, methodStyles } from '../../report/style';
import type { Figure04Result } from './figure-04';
import type { PlaneMethod } from './plane-classifiers';
import { type PlanePicture, regionClasses } from './plane-picture';

/** One data set of Figures 4 and 7: seven panels, (a) to (g). */
export interface PlaneBlock {
  /** Title of the legend, plain text. */
  readonly title: string;
  /** The shares in the titles of (b) and (c) are of these points: mixed as those in the picture. */
  readonly conflicts: Figure04Result['conflicts'];
  readonly margins: Figure04Result['margins'];
  readonly picture: PlanePicture;
  readonly decimals: number;
  /** Part of the plane that is shown; default all of the picture. */
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
  /** How many points are drawn in (a), in (b) and (c), and in (d) to (g). */
  readonly counts: { readonly data: number; readonly mixed: number; readonly boundary: number };
}

const boundaryPanels: readonly { readonly method: PlaneMethod; readonly style: MethodName; label: string }[] =
  [
    { method: 'vanilla', style: 'vanilla', label: '(d) vanilla' },
    { method: 'mixup', style: 'mixup', label: '(e) mixup' },
    { method: 'genlabel', style: 'genlabel-gm', label: '(f) GenLabel' },
    { method: 'svm', style: 'svm', label: '(g) SVM' },
  ];

/** Sizes in pixels. The first row of a block has three panels and the legend, the second four. */
const size = { width: 1000, left: 40, right: 8, gap: 20, title: 24, ticks: 26, panels: 4 };
const panelWidth = (size.width - size.left - size.right - (size.panels - 1) * size.gap) / size.panels;

/**
 * Figures 4 and 7: (a) training points, (b, c) mixed points with their top-1 labels under mixup and GenLabel, ringed where the
 * label is not that of the nearest training point, (d) to (g) decision boundaries over the regions of the classes.
 */
export function figure04(blocks: readonly PlaneBlock[]): FigureSpec {
  const heights = blocks.map(blockHeight);
  const height = heights.reduce((sum, own) => sum + own, 0);
  const traces: Data[] = [];
  const annotations: Partial<Annotation>[] = [];
  const layout: Record<string, unknown> = {};
  let top = 0;
  blocks.forEach((block, b) => {
    panelsOf(block, b).forEach(({ title, data }, p) => {
      const k = 7 * b + p;
      const suffix = k === 0 ? '' : String(k + 1);
      Object.assign(layout, axes(block, suffix, p, { top, height }));
      annotations.push({
        ...panelTitle(escapePlotly(title), `x${suffix}`, `y${suffix}`),
        font: { size: 12 },
      });
      traces.push(...data.map((trace) => ({ ...trace, xaxis: `x${suffix}`, yaxis: `y${suffix}` }) as Data));
    });
    layout[legendName(b)] = legend(block.title, top, height);
    top += heights[b];
  });
  return plotlySpec(traces, {
    ...baseLayout(size.width, height),
    font: { family: fontFamily, size: 11, color: '#222222' },
    margin: { l: size.left, r: size.right, t: 0, b: 0 },
    annotations,
    ...layout,
  } as Partial<Layout>);
}

const legendName = (b: number) => `legend${b === 0 ? '' : b + 1}`;

const rangeOf = ({ x, y, picture }: PlaneBlock) => ({ x: x ?? picture.x, y: y ?? picture.y });

function panelHeight(block: PlaneBlock): number {
  const { x, y } = rangeOf(block);
  return (panelWidth * (y[1] - y[0])) / (x[1] - x[0]);
}

const blockHeight = (block: PlaneBlock) => 2 * (size.title + panelHeight(block) + size.ticks);

/** Axes of the p-th panel of a block that begins `top` pixels below the upper edge, as large in x as in y. */
function axes(
  block: PlaneBlock,
  suffix: string,
  p: number,
  { top, height }: { top: number; height: number },
) {
  const [row, column] = p < 3 ? [0, p] : [1, p - 3];
  const inner = size.width - size.left - size.right;
  const left = column * (panelWidth + size.gap);
  const upper = top + size.title + row * (size.title + panelHeight(block) + size.ticks);
  const { x, y } = rangeOf(block);
  const axis = { ...baseAxis, showgrid: false, ticklen: 3, tickfont: { size: 10 } } as LayoutAxis;
  return {
    [`xaxis${suffix}`]: {
      ...axis,
      range: [...x],
      domain: [left / inner, (left + panelWidth) / inner],
      anchor: `y${suffix}`,
    },
    [`yaxis${suffix}`]: {
      ...axis,
      range: [...y],
      domain: [1 - (upper + panelHeight(block)) / height, 1 - upper / height],
      anchor: `x${suffix}`,
      showticklabels: column === 0,
    },
  };
}

function legend(title: string, top: number, height: number): Partial<Layout['legend']> {
  const inner = size.width - size.left - size.right;
  return {
    x: (3 * (panelWidth + size.gap)) / inner,
    y: 1 - (top + size.title) / height,
    ...{ xanchor: 'left', yanchor: 'top', bgcolor: '#ffffff', itemsizing: 'constant', tracegroupgap: 0 },
    title: { text: `<b>${escapePlotly(title)}</b>`, font: { size: 12 } },
    font: { size: 11 },
  };
}

interface Panel {
  readonly title: string;
  readonly data: Data[];
}

function panelsOf(block: PlaneBlock, b: number): Panel[] {
  const { picture, conflicts, counts, margins } = block;
  const { mixed } = picture;
  const numClasses = margins.svm.leastOfClass.length;
  const legendOf = { legend: legendName(b), showlegend: true };
  const data = (count: number) => classMarkers(picture.points, picture.classes, numClasses, count);
  const labelled = (labels: string) => [
    ...classMarkers(mixed.points, labels, numClasses, counts.mixed),
    rings(mixed.points, labels, mixed.nearest, counts.mixed),
  ];
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const mixup = labelled(mixed.mixup);
  Object.assign(mixup[mixup.length - 1], {
    ...legendOf,
    name: 'label differs from the<br>nearest training point’s',
  });
  return [
    {
      title: '(a) training points',
      data: data(counts.data).map((trace) => ({ ...trace, ...legendOf }) as Data),
    },
    { title: `(b) mixup: ${percent(conflicts.mixup.nearest)} in conflict`, data: mixup },
    {
      title: `(c) GenLabel: ${percent(conflicts.genlabel.nearest)} in conflict`,
      data: labelled(mixed.genlabel),
    },
    ...boundaryPanels.map(({ method, style, label }) => ({
      title: `${label}: least margin ${margins[method].least.toFixed(block.decimals).replace('-', '−')}`,
      data: [
        regions(block, method, numClasses),
        boundaryLine(picture.methods[method].boundary, style),
        ...data(counts.boundary),
      ],
    })),
  ];
}

const hidden = { showlegend: false, hoverinfo: 'skip' } as const;

function classMarkers(points: readonly number[], classes: string, numClasses: number, count: number): Data[] {
  return classStyles.slice(0, numClasses).map((style: ClassStyle, c): Data => {
    const members = [...classes.slice(0, count)].flatMap((label, i) => (Number(label) === c ? [i] : []));
    return {
      ...hidden,
      type: 'scatter',
      mode: 'markers',
      name: `class ${c + 1}`,
      x: members.map((i) => points[2 * i]),
      y: members.map((i) => points[2 * i + 1]),
      marker: { ...style, size: 8, line: { color: '#ffffff', width: 0.5 } },
    };
  });
}

/** Rings around the points whose labels are not those of the nearest training points. */
function rings(points: readonly number[], labels: string, nearest: string, count: number): Data {
  const members = [...labels.slice(0, count)].flatMap((label, i) => (label !== nearest[i] ? [i] : []));
  return {
    ...hidden,
    type: 'scatter',
    mode: 'markers',
    x: members.map((i) => points[2 * i]),
    y: members.map((i) => points[2 * i + 1]),
    marker: { symbol: 'circle-open', size: 14, color: '#000000', line: { width: 1.2 } },
  };
}

function regions(block: PlaneBlock, method: PlaneMethod, numClasses: number): Data {
  const { picture } = block;
  const range = rangeOf(block);
  const rows = picture.methods[method].regions.map(regionClasses);
  const shown = (ends: readonly [number, number], nodes: number, [low, high]: readonly [number, number]) =>
    Array.from({ length: nodes }, (_, k) => ({
      k,
      at: ends[0] + ((ends[1] - ends[0]) * k) / (nodes - 1),
    })).filter(({ at }) => at >= low - 1e-9 && at <= high + 1e-9);
  const columns = shown(picture.x, rows[0].length, range.x);
  const lines = shown(picture.y, rows.length, range.y);
  return {
    ...hidden,
    type: 'heatmap',
    ...{
      x0: columns[0].at,
      dx: columns[1].at - columns[0].at,
      y0: lines[0].at,
      dy: lines[1].at - lines[0].at,
    },
    z: bytes(lines.map((line) => columns.map((column) => rows[line.k][column.k]))),
    ...{ zmin: -0.5, zmax: numClasses - 0.5, opacity: 0.3, showscale: false },
    colorscale: classStyles.slice(0, numClasses).flatMap(({ color }, c): [number, string][] => [
      [c / numClasses, color],
      [(c + 1) / numClasses, color],
    ]),
  } as unknown as Data;
}

/** Small integers as Plotly takes them in base64: a notebook would write each of some ten thousand on a line of its own. */
function bytes(rows: readonly (readonly number[])[]) {
  const bdata = Buffer.from(rows.flat()).toString('base64');
  return { dtype: 'u1', bdata, shape: `${rows.length}, ${rows[0].length}` };
}

function boundaryLine(lines: readonly (readonly number[])[], style: MethodName): Data {
  const along = (offset: number) =>
    lines.flatMap((line) => [...line.filter((_, k) => k % 2 === offset), null]) as number[];
  return {
    ...hidden,
    type: 'scatter',
    mode: 'lines',
    ...{ x: along(0), y: along(1) },
    line: { color: methodStyles[style].color, width: 1.5, simplify: false },
  };
}
