import { plotly } from './plotly-version';

/**
 * Script (an expression) that replaces the image of a figure by the interactive one. It runs in the browser with the
 * figure's number and its spec. The library is loaded once per page, whatever the
 * number of figures: the promise is kept on `window`. Where nothing loads, the image stays.
 *
 * Sources in order: `window.Plotly`; `node_modules` in the Jupyter server's root or in a folder on the
 * way to the notebook, over the server's `files/` route; the CDN. All are plain script elements: they work from
 * `file:` pages, and the bundle sets `window.Plotly` also where a page has RequireJS.
 *
 * A figure that is wider than its place is scaled as a whole. Under a dark theme of JupyterLab or Visual Studio Code its greys
 * are inverted, the white ground too; it follows when the theme changes.
 */
export const drawScript = `(async (number, spec) => {
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
    for (const source of [...jupyter(), ['${plotly.cdn}', '${plotly.integrity}']]) {
      try { return await load(source); } catch {}
    }
    window.genlabelPlotly = undefined;
  };
  const Plotly = await (window.genlabelPlotly ??= find());
  if (!Plotly) { delete host.dataset.drawn; return; }
  const image = host.querySelector('[data-genlabel-image]');
  const frame = document.createElement('div');
  const plot = document.createElement('div');
  frame.append(plot);
  host.append(frame);
  const { width = 700, height = 450 } = spec.layout;
  Object.assign(frame.style, { overflow: 'hidden', maxWidth: width + 'px' });
  Object.assign(plot.style, { width: width + 'px', transformOrigin: '0 0' });
  const fit = () => {
    const ratio = Math.min(1, host.clientWidth / width) || 1;
    plot.style.transform = ratio < 1 ? 'scale(' + ratio + ')' : '';
    frame.style.height = Math.ceil(height * ratio) + 'px';
  };
  const isDark = () =>
    document.body.dataset.jpThemeLight === 'false' || document.body.classList.contains('vscode-dark');
  const inverted = (value) => {
    if (Array.isArray(value)) return value.map(inverted);
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inverted(item)]));
    }
    if (typeof value !== 'string') return value;
    const hex = /^#([0-9a-f]{2})\\1\\1$/i.exec(value);
    const rgb = /^rgba?\\((\\d+), *\\1, *\\1(?:, *([\\d.]+))?\\)$/.exec(value);
    if (!hex && !rgb) return value;
    const level = Math.max(17, 255 - (hex ? parseInt(hex[1], 16) : Number(rgb[1])));
    return 'rgba(' + [level, level, level, rgb?.[2] ?? 1] + ')';
  };
  let dark;
  const draw = () => {
    if (dark === isDark()) return;
    dark = isDark();
    const { data, layout } = dark ? inverted(spec) : JSON.parse(JSON.stringify(spec));
    return Plotly.react(plot, data, layout, { displaylogo: false, showSendToCloud: false });
  };
  try {
    await draw();
    fit();
    new ResizeObserver(fit).observe(host);
    new MutationObserver(() => void draw()).observe(document.body, {
      attributeFilter: ['class', 'data-jp-theme-light'],
    });
    image?.remove();
    host.dataset.drawn = 'yes';
  } catch (error) {
    frame.remove();
    console.error(error);
  }
})`;
