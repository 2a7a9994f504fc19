import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { figureBundle, isNotebook, showFigure, showMarkdown } from '../../lib/report/display';
import { showTable } from '../../lib/report/show-table';
import type { Figure } from '../../lib/report/spec';
import { table } from '../../lib/report/table';

const figure: Figure = {
  number: 2,
  spec: {
    data: [{ type: 'scatter', x: [1, 2], y: Float64Array.of(1 / 3, Number.NaN), text: ['</script>', 'b'] }],
    layout: { width: 300, height: 200 },
  },
  caption: 'A <b>caption</b>',
  alt: 'What "is" shown',
};
const svg = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';

interface Sent {
  data: Record<string, unknown>;
  metadata: object;
}

const scope = globalThis as Record<symbol, unknown>;
const writer = Symbol.for('genlabel.display');

/** A notebook is where the kernel has put its writer of displays into the scope of the cells. */
function inCell(): Sent[] {
  const sent: Sent[] = [];
  scope[writer] = (content: Sent) => sent.push(content);
  return sent;
}

afterEach(() => {
  delete scope[writer];
});

describe('outside of a notebook', () => {
  it('shows nothing, and does not load tslab', async () => {
    const { cache, resolve } = createRequire(import.meta.url);
    expect(isNotebook()).toBe(false);
    await showFigure(figure);
    showTable(table(['a'], [[1]]));
    showMarkdown('text');
    expect(cache[resolve('tslab/dist/jupyter')]).toBeUndefined();
  });

  it('still refuses a figure without a proper number', async () => {
    await expect(showFigure({ ...figure, number: '../2' })).rejects.toThrow(/number is '\.\.\/2'/);
  });
});

describe('in a notebook', () => {
  it('shows a figure as one bundle', async () => {
    const sent = inCell();
    await showFigure(figure);
    expect(sent).toHaveLength(1);
    const types = Object.keys(sent[0].data);
    expect(types).toContain('application/vnd.plotly.v1+json');
    expect(types).toContain('text/html');
    expect(types).toContain('text/plain');
  });

  it('shows tables with escaped HTML and the text of danfojs, all rows of it', () => {
    const sent = inCell();
    const rows = Array.from({ length: 30 }, (_, i) => [`<i>row ${i}</i>\u0007`, i]);
    showTable(table(['name', 'value'], rows));
    const { 'text/html': html, 'text/plain': text } = sent[0].data as Record<string, string>;
    expect(html).not.toContain('<i>');
    expect(html.match(/<tr>/g)).toHaveLength(31);
    expect(text).toContain('<i>row 29</i>');
    expect(text).toMatch(/^╔/);
  });

  it('shows data frames', () => {
    const sent = inCell();
    showTable({
      columns: ['a', 'b'],
      values: [
        [1, '<img>'],
        [Number.NaN, null],
      ],
    });
    expect(sent[0].data['text/html']).toContain('&lt;img&gt;');
  });
});

describe('bundle of a figure', () => {
  const bundle = figureBundle(figure, svg) as Record<string, string>;

  it('is the same bytes each time', () => {
    expect(JSON.stringify(figureBundle(figure, svg))).toBe(JSON.stringify(bundle));
  });

  it('holds the image, a script, and no source of plotly.js', () => {
    const html = bundle['text/html'];
    expect(html).toContain(`src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"`);
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html.length).toBeLessThan(5000);
    expect(bundle['image/svg+xml']).toBe(svg);
  });

  it('escapes caption, alternative text and the texts of the spec', () => {
    const html = bundle['text/html'];
    expect(html).toContain('A &lt;b&gt;caption&lt;/b&gt;');
    expect(html).toContain('alt="What &quot;is&quot; shown"');
    expect(html.match(/<\/script>/g)).toHaveLength(1);
  });

  it('has numbers of 7 digits and null for what is not finite', () => {
    const { data } = bundle['application/vnd.plotly.v1+json'] as unknown as { data: { y: unknown }[] };
    expect(data[0].y).toEqual([0.3333333, null]);
  });

  it('shows the alternative text where there is no image', () => {
    const without = figureBundle(figure, undefined) as Record<string, string>;
    expect(without['text/html']).toContain('<p data-genlabel-image>What &quot;is&quot; shown</p>');
    expect(without).not.toHaveProperty(['image/svg+xml']);
  });
});
