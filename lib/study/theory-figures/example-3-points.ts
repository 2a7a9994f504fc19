import type { Data } from 'plotly.js-dist';
import { classStyles } from '../../report/style';

/** Axes of one panel. */
export interface PanelAxes {
  readonly xaxis: string;
  readonly yaxis: string;
}

/** Points of Example 3 with their names, for Figures 5 and 9; class +1 is the first style, class -1 the second. */
export function example3Points(axes: PanelAxes, showlegend = false): Data[] {
  const points = (name: string, x: number[], y: number[], text: string[], which: 0 | 1): Data => ({
    ...axes,
    type: 'scatter',
    mode: 'text+markers',
    name,
    x,
    y,
    text,
    textposition: y.map((height) => (height > 0 ? 'top center' : 'bottom center')),
    marker: { ...classStyles[which], size: 14, line: { color: '#ffffff', width: 1 } },
    showlegend,
    cliponaxis: false,
  });
  return [
    points('class +1', [1, 0], [0, 1], ['x<sub>1</sub>', 'x<sub>2</sub>'], 0),
    points('class −1', [-1], [0], ['x<sub>3</sub>, …, x<sub>n+2</sub>'], 1),
  ];
}
