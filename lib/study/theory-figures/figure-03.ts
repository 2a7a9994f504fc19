import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { type Matrix, row } from '../../numeric/matrix';
import { escapePlotly } from '../../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { classStyles } from '../../report/style';
import { decisionRegion, type Point } from './regions';

/** One softmax regression of Example 2. */
export interface Example2Solution {
  /** [3 x 2], rows w1, w2, w3. */
  readonly W: Matrix;
  /** Shown in the panel's title. */
  readonly margin: number;
}

/** What Figure 3 shows. Curves are [3 classes x points], along x = lambda x2 + (1 - lambda) x3. */
export interface Figure03Data {
  readonly d: number;
  readonly vanilla: Example2Solution;
  readonly mixupLinear: Example2Solution;
  readonly mixupLogistic: Example2Solution;
  readonly lambda: readonly number[];
  readonly linearLabel: Matrix;
  readonly logisticLabel: Matrix;
  readonly svmScore: Matrix;
  /** Titles of panels b to d where the paper's are not enough, for example `vanilla, ||W|| = 8`. Plain text. */
  readonly titles?: {
    readonly vanilla?: string;
    readonly mixupLinear?: string;
    readonly mixupLogistic?: string;
  };
}

/** Figure 3: Example 2. a: data set; b-d: decision regions and weight vectors; e-g: labels and score along x2-x3. */
export function figure03(data: Figure03Data): FigureSpec {
  const { vanilla, mixupLinear, mixupLogistic, titles } = data;
  const panels = [
    { title: '(a) data set' },
    { title: panelText('b', titles?.vanilla ?? 'vanilla training', vanilla), solution: vanilla },
    {
      title: panelText('c', titles?.mixupLinear ?? 'mixup, linear labels', mixupLinear),
      solution: mixupLinear,
    },
    {
      title: panelText('d', titles?.mixupLogistic ?? 'mixup, logistic labels', mixupLogistic),
      solution: mixupLogistic,
    },
  ];
  const curves = [
    { title: '(e) linear label', values: data.linearLabel },
    { title: '(f) logistic label', values: data.logisticLabel },
    { title: '(g) score of the SVM', values: data.svmScore },
  ];
  return plotlySpec(
    [
      ...panels.flatMap((panel, i) => planePanel(i, data.d, panel.solution)),
      ...curves.flatMap((panel, i) => curvePanel(i + panels.length, data.lambda, panel.values)),
    ],
    layout(data.d, panels, curves),
  );
}

const half = 8;

/** Pixels of the figure and around its panels. */
const size = { width: 1024, height: 616, margin: { l: 60, r: 16, t: 50, b: 52 } } as const;

/** Width of a panel and of the gap beside it, in parts of the plot area. */
const [panelWidth, panelGap] = [0.226, 0.032];

/** Where square panels at the top begin, in parts of the plot area. */
const squareFrom =
  1 -
  (panelWidth * (size.width - size.margin.l - size.margin.r)) / (size.height - size.margin.t - size.margin.b);

const classes = [0, 1, 2];
const suffix = (panel: number) => (panel === 0 ? '' : String(panel + 1));

function panelText(letter: string, title: string, solution: Example2Solution): string {
  return `(${letter}) ${escapePlotly(title)}<br>margin ${solution.margin.toFixed(3)}`;
}

function planePanel(panel: number, d: number, solution?: Example2Solution): Data[] {
  const axes = { xaxis: `x${suffix(panel)}` as 'x', yaxis: `y${suffix(panel)}` as 'y' };
  const points: Point[] = [
    [-d, d],
    [d, d],
    [-d, -d],
  ];
  return [
    ...(solution ? regions(solution.W, axes) : []),
    ...classes.map(
      (c): Data => ({
        type: 'scatter',
        mode: 'markers',
        name: `class ${c + 1}`,
        x: [points[c][0]],
        y: [points[c][1]],
        marker: { ...classStyles[c], size: 13, line: { color: '#ffffff', width: 1.5 } },
        legendgroup: `class ${c + 1}`,
        showlegend: panel === 0,
        hovertemplate: `x<sub>${c + 1}</sub> = (%{x}, %{y})<extra></extra>`,
        ...axes,
      }),
    ),
  ];
}

function weightsOf(W: Matrix): Point[] {
  return classes.map((c) => [row(W, c)[0], row(W, c)[1]]);
}

function regions(W: Matrix, axes: { xaxis: 'x'; yaxis: 'y' }): Data[] {
  return classes.map((c): Data => {
    const polygon = decisionRegion(weightsOf(W), c, half);
    return {
      type: 'scatter',
      mode: 'lines',
      x: polygon.map(([x]) => x),
      y: polygon.map(([, y]) => y),
      fill: 'toself',
      fillcolor: `${classStyles[c].color}33`,
      line: { color: '#222222', width: 1 },
      hoverinfo: 'skip',
      showlegend: false,
      ...axes,
    };
  });
}

function curvePanel(panel: number, lambda: readonly number[], values: Matrix): Data[] {
  const dashes = ['dot', 'solid', 'dash'] as const;
  return classes.map(
    (c): Data => ({
      type: 'scatter',
      mode: 'lines',
      name: `y<sub>${c + 1}</sub>, p<sub>${c + 1}</sub>`,
      x: [...lambda],
      y: [...row(values, c)],
      line: { color: classStyles[c].color, dash: dashes[c], width: 2.5 },
      legendgroup: `curve ${c + 1}`,
      showlegend: panel === 4,
      xaxis: `x${suffix(panel)}` as 'x',
      yaxis: `y${suffix(panel)}` as 'y',
    }),
  );
}

interface Panel {
  readonly title: string;
  readonly solution?: Example2Solution;
}

function layout(d: number, panels: readonly Panel[], curves: readonly Panel[]): Partial<Layout> {
  const axes: Record<string, LayoutAxis> = {};
  panels.forEach((_, i) => {
    const plane: LayoutAxis = { ...baseAxis, range: [-half, half], tickvals: [-d, 0, d], showgrid: false };
    axes[`xaxis${suffix(i)}`] = {
      ...plane,
      domain: column(i),
      anchor: `y${suffix(i)}` as 'y',
      title: axisTitle('first feature'),
    };
    axes[`yaxis${suffix(i)}`] = {
      ...plane,
      domain: [squareFrom, 1],
      anchor: `x${suffix(i)}` as 'x',
      ...(i === 0 && { title: axisTitle('second feature') }),
    };
  });
  curves.forEach((_, k) => {
    const i = panels.length + k;
    axes[`xaxis${suffix(i)}`] = {
      ...baseAxis,
      range: [0, 1],
      tickvals: [0, 0.5, 1],
      domain: column(k),
      anchor: `y${suffix(i)}` as 'y',
      title: axisTitle('λ: from x<sub>3</sub> to x<sub>2</sub>'),
    };
    axes[`yaxis${suffix(i)}`] = {
      ...baseAxis,
      range: [-0.05, 1.05],
      tickvals: [0, 0.5, 1],
      domain: [0, 0.36],
      anchor: `x${suffix(i)}` as 'x',
      ...(k === 0 && { title: axisTitle('label y, score p') }),
    };
  });
  return {
    ...baseLayout(size.width, size.height),
    margin: { ...size.margin },
    ...axes,
    legend: { x: column(3)[0] + 0.03, y: 0.36, yanchor: 'top', font: { size: 14 } },
    annotations: [...panels, ...curves].flatMap((panel, i) => [
      panelTitle(panel.title, `x${suffix(i)}`, `y${suffix(i)}`),
      ...(panel.solution ? arrows(i, panel.solution.W) : []),
    ]),
  };
}

/** Four square panels across the plot area. */
function column(i: number): [number, number] {
  const left = i * (panelWidth + panelGap);
  return [left, left + panelWidth];
}

/** Weight vectors from the origin; the longest of a panel reaches to 0.55 of the square, since norms differ by far. */
function arrows(panel: number, W: Matrix): Partial<Annotation>[] {
  const weights = weightsOf(W);
  const longest = Math.max(...weights.map(([x, y]) => Math.hypot(x, y)));
  const scale = longest > 0 ? (0.55 * half) / longest : 0;
  const axes = { xref: `x${suffix(panel)}` as 'x', yref: `y${suffix(panel)}` as 'y' };
  return weights.flatMap(([x, y], c): Partial<Annotation>[] => {
    const tip = { x: scale * x, y: scale * y };
    const length = Math.hypot(tip.x, tip.y);
    const away = length > 0 ? 1 + 1.1 / length : 0;
    return [
      {
        ...axes,
        ...tip,
        text: '',
        axref: axes.xref,
        ayref: axes.yref,
        ax: 0,
        ay: 0,
        showarrow: length > 0.3,
        arrowhead: 2,
        arrowwidth: 2,
        arrowcolor: classStyles[c].color,
      },
      {
        ...axes,
        text: `<b>w<sub>${c + 1}</sub></b>`,
        showarrow: false,
        x: tip.x * away,
        y: tip.y * away,
        font: { color: classStyles[c].color },
      },
    ];
  });
}
