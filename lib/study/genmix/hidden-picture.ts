import type { Annotation } from 'plotly.js-dist';
import { encodeJpeg, type Picture } from '../../data/images/jpeg';
import { figure15Pairs } from '../../paper/figure-15';
import { baseLayout, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import type { HiddenRecord } from './hidden-claims';

/** Pixels of an image's side, and of its side in the figure. */
const [side, shown] = [32, 96];
/** Space for the names of the rows and of the pairs. */
const [left, bottom] = [96, 28];
/** JPEG: a picture of small images must leave its notebook small. */
const quality = 80;
const rows = ['GenMix+GM', 'GenMix+GM', 'mixup'];

/** Figure 15: GenMix in the hidden feature space for the six printed pairs, two images each, and an image of plain mixup; first trial. */
export function figure15(records: readonly HiddenRecord[]): FigureSpec {
  const picture = records.find(({ result }) => result.picture)?.result.picture;
  if (!picture) return plotlySpec([], baseLayout(700, 100));
  const [width, height] = [figure15Pairs.length * shown, rows.length * shown];
  const bytes = encodeJpeg(montage(picture), quality);
  const blank = { visible: false, fixedrange: true } as const;
  return plotlySpec([{ type: 'scatter', x: [], y: [], hoverinfo: 'skip', showlegend: false }], {
    ...baseLayout(left + width + 8, height + bottom + 8),
    margin: { l: left, r: 8, t: 8, b: bottom },
    xaxis: { ...blank, range: [0, width] },
    yaxis: { ...blank, range: [0, height] },
    images: [
      {
        source: `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`,
        ...{ xref: 'paper', yref: 'paper', x: 0, y: 1, sizex: 1, sizey: 1 },
        ...{ xanchor: 'left', yanchor: 'top', sizing: 'stretch', layer: 'above' },
      },
    ],
    annotations: [
      ...figure15Pairs.map((pair, i) => caption(pair.join(', ').replace('automobile', 'car'), i)),
      ...rows.map(rowName),
    ],
  });
}

const plainText = { showarrow: false, xref: 'paper', yref: 'paper', font: { size: 13 } } as const;

const caption = (text: string, column: number): Partial<Annotation> => ({
  ...{ ...plainText, text, x: (column + 0.5) / figure15Pairs.length, xanchor: 'center' },
  ...{ y: 0, yanchor: 'top', yshift: -4 },
});

const rowName = (text: string, row: number): Partial<Annotation> => ({
  ...{ ...plainText, text, x: 0, xanchor: 'right', xshift: -6 },
  ...{ y: 1 - (row + 0.5) / rows.length, yanchor: 'middle' },
});

/** Images in rows and columns; where a pair has none, white. @param picture of each pair, base64 of one image a row */
export function montage(picture: readonly (string | null)[]): Picture {
  const width = picture.length * side;
  const height = rows.length * side;
  const pixels = new Uint8Array(3 * width * height).fill(255);
  picture.forEach((own, column) => {
    if (own === null) return;
    const bytes = Buffer.from(own, 'base64');
    const line = 3 * side;
    for (let y = 0; y < height; y++) {
      pixels.set(bytes.subarray(y * line, (y + 1) * line), 3 * (y * width + column * side));
    }
  });
  return { height, width, pixels };
}
