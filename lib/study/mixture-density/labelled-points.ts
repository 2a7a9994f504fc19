import type { Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { type Matrix, row } from '../../numeric/matrix';
import { escapePlotly } from '../../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { classStyles } from '../../report/style';

/** Points of the plane with a class each, over the classes that a model predicts. */
export interface LabelledPanel {
  /** Plain text. */
  readonly title: string;
  /** [n x 2] */
  readonly points: Matrix;
  /** Class of each point. */
  readonly classes: ArrayLike<number>;
  /** Predicted classes on the grid, [y][x]; none if absent. */
  readonly regions?: readonly (readonly number[])[];
}

/**
 * Panels of labelled points beside each other, one marker a class. The paper shows such panels in Figures 1, 4 and 7.
 *
 * @param grid coordinates of the predicted classes, and the extent of the panels
 */
export function labelledPoints(
  panels: readonly LabelledPanel[],
  numClasses: number,
  grid: { readonly x: readonly number[]; readonly y: readonly number[] },
): FigureSpec {
  const traces = panels.flatMap((panel, i) => panelTraces(panel, i, numClasses, grid));
  return plotlySpec(traces, layout(panels, grid));
}

const suffix = (index: number) => (index === 0 ? '' : String(index + 1));

function panelTraces(
  panel: LabelledPanel,
  index: number,
  numClasses: number,
  grid: { readonly x: readonly number[]; readonly y: readonly number[] },
): Data[] {
  const axes = { xaxis: `x${suffix(index)}` as 'x', yaxis: `y${suffix(index)}` as 'y' };
  const regions: Data[] = panel.regions
    ? [
        {
          ...axes,
          type: 'heatmap',
          x: [...grid.x],
          y: [...grid.y],
          z: panel.regions.map((line) => [...line]),
          zmin: -0.5,
          zmax: numClasses - 0.5,
          colorscale: Array.from({ length: numClasses }, (_, c): [number, string][] => [
            [c / numClasses, classStyles[c].color],
            [(c + 1) / numClasses, classStyles[c].color],
          ]).flat(),
          opacity: 0.25,
          showscale: false,
          hoverinfo: 'skip',
        } as Data,
      ]
    : [];
  const markers = Array.from({ length: numClasses }, (_, c): Data => {
    const members = Array.from({ length: panel.points.rows }, (_, i) => i).filter(
      (i) => panel.classes[i] === c,
    );
    return {
      ...axes,
      type: 'scatter',
      mode: 'markers',
      name: `class ${c + 1}`,
      x: members.map((i) => row(panel.points, i)[0]),
      y: members.map((i) => row(panel.points, i)[1]),
      marker: { ...classStyles[c], size: 9, opacity: 0.9, line: { color: '#ffffff', width: 0.7 } },
      legendgroup: `class ${c + 1}`,
      showlegend: index === 0,
    };
  });
  return [...regions, ...markers];
}

function layout(
  panels: readonly LabelledPanel[],
  grid: { readonly x: readonly number[]; readonly y: readonly number[] },
): Partial<Layout> {
  const gap = 0.03;
  const width = (1 - gap * (panels.length - 1)) / panels.length;
  const ends = (values: readonly number[]): [number, number] => [values[0], values[values.length - 1]];
  const axes: Record<string, LayoutAxis> = {};
  panels.forEach((_, i) => {
    const left = i * (width + gap);
    const plane: LayoutAxis = { ...baseAxis, showgrid: false };
    axes[`xaxis${suffix(i)}`] = {
      ...plane,
      range: ends(grid.x),
      domain: [left, left + width],
      anchor: `y${suffix(i)}` as 'y',
      title: axisTitle('first feature'),
    };
    axes[`yaxis${suffix(i)}`] = {
      ...plane,
      range: ends(grid.y),
      anchor: `x${suffix(i)}` as 'x',
      showticklabels: i === 0,
      ...(i === 0 && { title: axisTitle('second feature') }),
    };
  });
  return {
    ...baseLayout(1024, 370),
    margin: { l: 60, r: 12, t: 36, b: 92 },
    ...axes,
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: -0.22, yanchor: 'top', itemsizing: 'constant' },
    annotations: panels.map(({ title }, i) =>
      panelTitle(escapePlotly(title), `x${suffix(i)}`, `y${suffix(i)}`),
    ),
  };
}
