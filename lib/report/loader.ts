import { plotly } from './plotly-version';

/** Where a page finds plotly.js: a URL, and the integrity hash of what is not served from here. */
export type PlotlySource = readonly [url: string, integrity?: string];

/**
 * Script (an expression) that replaces the image of a figure by the interactive one. It runs in the browser with the
 * figure's number, its spec and more sources of plotly.js to try. The library is loaded once per page, whatever the
 * number of figures: the promise is kept on `window`. Where nothing loads, the image stays.
 *
 * Sources in order: `window.Plotly`; those given; `node_modules` in the Jupyter server's root or in a folder on the
 * way to the notebook, over the server's `files/` route; the CDN. All are plain script elements: they work from
 * `file:` pages, and the bundle sets `window.Plotly` also where a page has RequireJS.
 */
export const drawScript = `(async (number, spec, given) => {
  const own = document.currentScript && document.currentScript.closest('[data-genlabel-figure]');
  const host = own || document.querySelector('[data-genlabel-figure="' + number + '"]:not([data-drawn])');
  if (!host || host.dataset.drawn) return;
  host.dataset.drawn = 'pending';
  const jupyter = () => {
    const config = document.getElementById('jupyter-config-data');
    const base = (config && JSON.parse(config.textContent).baseUrl) || document.body.dataset.baseUrl;
    if (!base) return [];
    const tail = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : '';
    const open = /^(?:lab\\/)?(?:doc\\/)?(?:workspaces\\/[^/]+\\/)?(?:tree|notebooks)\\/(.*)$/.exec(tail);
    const folders = open ? open[1].split('/').slice(0, -1) : [];
    return ['', ...folders].map((_, i) =>
      [base + 'files/' + folders.slice(0, i).map((folder) => folder + '/').join('') + '${plotly.path}']);
  };
  const load = ([url, integrity]) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    if (integrity) Object.assign(script, { integrity, crossOrigin: 'anonymous' });
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject());
    script.onerror = () => { script.remove(); reject(); };
    document.head.append(script);
  });
  const find = async () => {
    if (window.Plotly) return window.Plotly;
    for (const source of [...given, ...jupyter(), ['${plotly.cdn}', '${plotly.integrity}']]) {
      try { return await load(source); } catch {}
    }
    window.genlabelPlotly = undefined;
  };
  const Plotly = await (window.genlabelPlotly ??= find());
  if (!Plotly) { delete host.dataset.drawn; return; }
  const image = host.querySelector('[data-genlabel-image]');
  const plot = document.createElement('div');
  host.append(plot);
  try {
    await Plotly.newPlot(plot, spec.data, spec.layout, { displaylogo: false, showSendToCloud: false });
    image?.remove();
    host.dataset.drawn = 'yes';
  } catch (error) {
    plot.remove();
    console.error(error);
  }
})`;
