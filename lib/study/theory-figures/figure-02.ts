import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { escapePlotly } from '../../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { classStyles, type MethodStyle, methodStyles } from '../../report/style';

/** Loss of one scheme of Example 1 over theta, with its minimum. */
export interface Example1Loss {
  /** One value per theta. */
  readonly loss: readonly number[];
  /** Minimiser, for theta <= 1/2 also the margin. */
  readonly theta: number;
  readonly minimum: number;
  /** The minimiser as it is to be read, for example `3/8`. */
  readonly label: string;
}

/** What Figure 2 shows beyond the three points. */
export interface Figure02Data {
  readonly theta: readonly number[];
  /** L1 + L2 + L3 from the integrals. */
  readonly mixup: Example1Loss;
  /** L1 + L2 + L3 with the printed L3 = (2/3) theta. */
  readonly mixupAsPrinted: Example1Loss;
  /** L1 + L2. */
  readonly withoutIntrusion: Example1Loss;
}

/**
 * Figure 2: Example 1. Left: the data set, and the mixup point that intrudes (paper). Right: the losses over theta
 * with their minima (ours): the caption's 7/16 comes from the printed L3, the integral gives 3/8.
 */
export function figure02(data: Figure02Data): FigureSpec {
  return plotlySpec([...points(), ...losses(data)], layout(data));
}

const [class1, class2] = classStyles;

function marker(style: (typeof classStyles)[number], size: number) {
  return { color: style.color, symbol: style.symbol, size, line: { color: '#ffffff', width: 1 } };
}

function points(): Data[] {
  const own = (name: string, x: number[], style: (typeof classStyles)[number], below: boolean): Data => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x,
    y: x.map(() => 0),
    marker: marker(style, 16),
    xaxis: below ? 'x2' : 'x',
    yaxis: below ? 'y2' : 'y',
    legendgroup: name,
    showlegend: !below,
    hovertemplate: `x = %{x}<extra>${name}</extra>`,
  });
  const mixed: Data = {
    type: 'scatter',
    mode: 'markers',
    name: 'mixed point, y = e<sub>1</sub>',
    x: [0],
    y: [0.42],
    marker: { ...marker(class1, 16), symbol: 'circle-open', line: { color: class1.color, width: 3 } },
    xaxis: 'x2',
    yaxis: 'y2',
    hovertemplate: 'x = 0 (drawn above x<sub>2</sub>)<extra>mixed point</extra>',
  };
  return [
    own('class 1', [-1, 1], class1, false),
    own('class 2', [0], class2, false),
    own('class 1', [-1, 1], class1, true),
    own('class 2', [0], class2, true),
    mixed,
  ];
}

function losses(data: Figure02Data): Data[] {
  const curve = (name: string, loss: Example1Loss, style: Pick<MethodStyle, 'color' | 'dash'>): Data[] => [
    {
      type: 'scatter',
      mode: 'lines',
      name,
      x: [...data.theta],
      y: [...loss.loss],
      line: { color: style.color, dash: style.dash, width: 2.5 },
      xaxis: 'x3',
      yaxis: 'y3',
      legend: 'legend2',
    },
    {
      type: 'scatter',
      mode: 'markers',
      x: [loss.theta],
      y: [loss.minimum],
      marker: { color: style.color, size: 10, symbol: 'circle', line: { color: '#ffffff', width: 1.5 } },
      xaxis: 'x3',
      yaxis: 'y3',
      showlegend: false,
      hovertemplate: `minimum at theta = ${escapePlotly(loss.label)}<extra></extra>`,
    },
  ];
  const { mixup } = methodStyles;
  return [
    ...curve('mixup, L<sub>3</sub> as printed', data.mixupAsPrinted, { color: mixup.color, dash: 'dot' }),
    ...curve('mixup, exact integrals', data.mixup, mixup),
    ...curve('mixup-without-MI', data.withoutIntrusion, methodStyles['mixup-without-mi']),
  ];
}

function layout(data: Figure02Data): Partial<Layout> {
  const line: Partial<LayoutAxis> = {
    ...baseAxis,
    range: [-1.35, 1.35],
    tickvals: [-1, 0, 1],
    showgrid: false,
    gridcolor: undefined,
  };
  const bare: Partial<LayoutAxis> = {
    showgrid: false,
    zeroline: false,
    showticklabels: false,
    range: [-0.5, 1],
    fixedrange: true,
  };
  return {
    ...baseLayout(920, 420),
    margin: { l: 20, r: 20, t: 36, b: 100 },
    xaxis: { ...line, domain: [0, 0.42], anchor: 'y', mirror: false },
    yaxis: { ...bare, domain: [0.62, 1] },
    xaxis2: { ...line, domain: [0, 0.42], anchor: 'y2', mirror: false, title: axisTitle('x') },
    yaxis2: { ...bare, domain: [0, 0.38], anchor: 'x2' },
    xaxis3: {
      ...baseAxis,
      domain: [0.52, 1],
      anchor: 'y3',
      range: [0, 1],
      tickvals: [0, 0.25, 0.375, 0.4375, 0.5, 0.75, 1],
      ticktext: ['0', '1/4', '3/8', '7/16', '1/2', '3/4', '1'],
      tickangle: 0,
      title: axisTitle('θ'),
    },
    yaxis3: { ...baseAxis, anchor: 'x3', range: [-0.05, 1.6], title: axisTitle('loss') },
    legend: { orientation: 'h', x: 0.21, xanchor: 'center', y: -0.22, yanchor: 'top' },
    legend2: { orientation: 'h', x: 0.76, xanchor: 'center', y: -0.22, yanchor: 'top' },
    annotations: annotations(data),
  };
}

function annotations(data: Figure02Data): Partial<Annotation>[] {
  const name = (text: string, x: number, axes: '' | '2'): Partial<Annotation> => ({
    text,
    showarrow: false,
    xref: `x${axes}` as 'x',
    yref: `y${axes}` as 'y',
    x,
    y: 0,
    yshift: -22,
  });
  const names = (axes: '' | '2') =>
    ['x<sub>1</sub>', 'x<sub>2</sub>', 'x<sub>3</sub>'].map((text, i) => name(text, i - 1, axes));
  const optimum = (loss: Example1Loss, ax: number, ay: number): Partial<Annotation> => ({
    text: `θ = ${escapePlotly(loss.label)}`,
    xref: 'x3',
    yref: 'y3',
    x: loss.theta,
    y: loss.minimum,
    ax,
    ay,
    arrowhead: 2,
    arrowsize: 0.8,
    standoff: 6,
  });
  return [
    panelTitle('data set', 'x', 'y'),
    panelTitle('mixing x<sub>1</sub> and x<sub>3</sub>, λ = 1/2', 'x2', 'y2'),
    panelTitle('training loss of f<sub>θ</sub>', 'x3', 'y3'),
    ...names(''),
    ...names('2'),
    {
      text: '<b>label conflict</b>',
      xref: 'x2',
      yref: 'y2',
      x: 0.08,
      y: 0.3,
      ax: 70,
      ay: -22,
      arrowhead: 2,
      standoff: 4,
    },
    optimum(data.mixup, -60, -45),
    optimum(data.mixupAsPrinted, 90, 0),
    optimum(data.withoutIntrusion, -95, -6),
  ];
}
