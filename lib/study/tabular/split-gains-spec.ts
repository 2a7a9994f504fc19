import type { Annotation, Data, Layout } from 'plotly.js-dist';
import { axisTitle, baseAxis, baseLayout, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { methodStyles } from '../../report/style';
import { labelOffsets } from './label-offsets';
import type { SplitGain } from './split-gains';

/** Pixels along the shorter side of the plot. */
const side = 560;

/**
 * Gain of GenLabel (CV) over mixup on the authors' split against its mean over random splits, a point a data set. Sets of Table 4 are
 * marked and named; on the diagonal the split would not matter.
 *
 * @throws RangeError without gains
 */
export function splitGainsSpec(gains: readonly SplitGain[]): FigureSpec {
  if (gains.length === 0) throw new RangeError('got no gains, expected those of one data set at least');
  const values = gains.flatMap(({ theirs, over }) => [theirs, over]);
  const range: [number, number] = [
    Math.floor(Math.min(0, ...values)) - 1,
    Math.ceil(Math.max(0, ...values)) + 1,
  ];
  const line = (x: number[], y: number[], dash: 'solid' | 'dash', name: string): Data => ({
    ...{ type: 'scatter', mode: 'lines', x, y, name, hoverinfo: 'skip', showlegend: dash === 'dash' },
    line: { color: '#222222', width: 1, dash },
  });
  const [named, others] = [true, false].map((wanted) => gains.filter(({ shown }) => shown === wanted));
  const pixels = side / (range[1] - range[0]);
  const mark = ({ over, theirs }: Pick<SplitGain, 'over' | 'theirs'>) => ({
    x: over * pixels,
    y: theirs * pixels,
  });
  return plotlySpec(
    [
      line(range, [0, 0], 'solid', 'no gain'),
      line([0, 0], range, 'solid', 'no gain'),
      line(range, range, 'dash', 'the same on both'),
      points(others, false),
      points(named, true),
    ],
    {
      ...layout(range),
      annotations: labelOffsets(named.map(mark), others.map(mark), mark({ over: 0, theirs: 0 })).map(
        ({ x, y }, i): Partial<Annotation> => ({
          ...{ x: named[i].over, y: named[i].theirs, text: String(named[i].dataset), ax: x, ay: -y },
          ...{
            showarrow: true,
            arrowhead: 0,
            arrowwidth: 1,
            arrowcolor: '#555555',
            borderpad: 0,
            standoff: 5,
          },
        }),
      ),
    },
  );
}

function points(gains: readonly SplitGain[], shown: boolean): Data {
  const { color, symbol } = shown ? methodStyles.mixup : { color: '#777777', symbol: 'circle' as const };
  return {
    type: 'scatter',
    mode: 'markers',
    name: shown ? 'sets of Table 4' : 'other data sets',
    x: gains.map(({ over }) => over),
    y: gains.map(({ theirs }) => theirs),
    text: gains.map(({ dataset }) => String(dataset)),
    marker: { color, symbol, size: shown ? 10 : 6, opacity: shown ? 1 : 0.7 },
    hovertemplate: `OpenML %{text}<br>over splits %{x:.2f}, on their split %{y:.2f} points<extra></extra>`,
  };
}

function layout(range: [number, number]): Partial<Layout> {
  return {
    ...baseLayout(720, 640),
    margin: { l: 70, r: 20, t: 20, b: 60 },
    xaxis: { ...baseAxis, range, title: axisTitle('mean gain over random splits [points]') },
    yaxis: { ...baseAxis, range, title: axisTitle("gain on the authors' split [points]") },
    legend: { x: 0.02, y: 0.98, bgcolor: '#ffffff' },
  };
}
