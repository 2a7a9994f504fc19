import { plotly } from '../report/plotly-version';
import { afterFirstPaint } from './after-first-paint';

/** The part of plotly.js that pages use. */
interface Plotly {
  newPlot(host: HTMLElement, data: unknown, layout: unknown, config: object): Promise<unknown>;
}

/** What stands beside a figure as data. */
interface FigureData {
  readonly data: readonly object[];
  readonly layout: object;
  /** Address of the repository's plotly.js. */
  readonly plotly: string;
}

let loading: Promise<Plotly> | undefined;

/** plotly.js, once for all figures of the page: the repository's, else the CDN's, whose hash the browser checks. */
function loadPlotly(own: string): Promise<Plotly> {
  loading ??= loadScript(own)
    .catch(() => loadScript(plotly.cdn, plotly.integrity))
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

function loadScript(url: string, integrity?: string): Promise<Plotly> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    if (integrity) Object.assign(script, { integrity, crossOrigin: 'anonymous' });
    const found = () => (window as unknown as { Plotly?: Plotly }).Plotly;
    script.onload = () => {
      const Plotly = found();
      if (Plotly) resolve(Plotly);
      else reject(new Error(`${url} is no plotly.js`));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`${url} was not loaded`));
    };
    document.head.append(script);
  });
}

/** Without the button that would upload the chart. */
const config = { displaylogo: false, showSendToCloud: false, plotlyServerURL: '' };

async function draw(figure: HTMLElement): Promise<void> {
  const text = figure.querySelector('script[type="application/json"]')?.textContent;
  const plot = figure.querySelector<HTMLElement>('.plot');
  if (!text || !plot || figure.dataset.drawn) return;
  figure.dataset.drawn = 'pending';
  const { data, layout, plotly: own } = JSON.parse(text) as FigureData;
  const host = document.createElement('div');
  try {
    const Plotly = await loadPlotly(own);
    plot.append(host);
    await Plotly.newPlot(host, data, layout, config);
    plot.querySelector('[data-genlabel-image]')?.remove();
    figure.dataset.drawn = 'yes';
  } catch (error) {
    host.remove();
    delete figure.dataset.drawn;
    console.error(error);
  }
}

/** Makes the figures of a page interactive: at once, or when their button is pressed. Where plotly.js cannot be loaded the images stay. */
export function drawFigures(page: Document): void {
  for (const figure of page.querySelectorAll<HTMLElement>('[data-figure]')) {
    // plotly.js takes longer to be read than the page to be painted.
    if (figure.dataset.figure === 'now') afterFirstPaint(page, () => void draw(figure));
    const button = figure.querySelector<HTMLButtonElement>('button.draw');
    if (!button) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      button.textContent = 'Loading …';
      await draw(figure);
      button.textContent = 'plotly.js was not found: run "npm ci", or go online';
      button.hidden = figure.dataset.drawn === 'yes';
    });
  }
}
