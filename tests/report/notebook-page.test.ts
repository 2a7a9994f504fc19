import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { highlightCode } from '../../lib/report/highlight-code';
import { markdownHtml } from '../../lib/report/markdown-html';
import { drawingKey, outputHtml, pageAddress } from '../../lib/report/output-html';
import { renderNotebooks } from '../../lib/report/render-notebooks';
import { sanitiseHtml } from '../../lib/report/sanitise-html';
import { temporaryFolder } from './temporary-folder';

// cspell:ignore avascript

describe('sanitiseHtml', () => {
  it('keeps tables, their spans and alignment, and nothing that colours or runs', () => {
    expect(
      sanitiseHtml(
        '<table class="genlabel-table"><tr><td rowspan="2" onclick="x" style="text-align: right; color: red">1 &lt; 2</td></tr></table>',
      ),
    ).toBe(
      '<table class="genlabel-table"><tr><td rowspan="2" style="text-align: right">1 &lt; 2</td></tr></table>',
    );
  });

  it.each([
    ['<script>alert(1)</script>a', 'a'],
    ['<scr<script></script>ipt>alert(1)', 'alert(1)'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="&#106;avascript:alert(1)">a</a>', '<a>a</a>'],
    ['<b title="&quot; onclick=&quot;x">a</b>', '<b title="&quot; onclick=&quot;x">a</b>'],
    ['<b><i>a</b>c', '<b><i>a</i></b>c'],
    ['a < b > c', 'a &lt; b &gt; c'],
    ['<!-- <b> -->a', 'a'],
    ['<svg><script>1</script></svg>', ''],
    [
      '<span data-verdict="holds">a</span><span data-verdict="x">b</span>',
      '<span data-verdict="holds">a</span><span>b</span>',
    ],
    [
      '<tr id="s6-table-3-mixup"></tr><tr id="main"></tr><b id="s6-table-3-mixup">a</b>',
      '<tr id="s6-table-3-mixup"></tr><tr></tr><b>a</b>',
    ],
  ])('makes of %s: %s', (html, expected) => expect(sanitiseHtml(html)).toBe(expected));
});

describe('markdownHtml', () => {
  it('draws formulas as MathML, not within code', () => {
    const html = markdownHtml('A label $y = \\lambda$, `$x$` and 5 $ or 6 $.');
    expect(html).toContain('<math');
    expect(html).toContain('<code>$x$</code> and 5 $ or 6 $.');
    expect(html).not.toContain('\\lambda$');
  });

  it('shows a formula that cannot be read as it is', () => {
    expect(markdownHtml('$\\frac{$')).toContain('<code>\\frac{</code>');
  });

  it('has no head of a column without words', () => {
    const html = markdownHtml('| | paper |\n|---|--:|\n| a | 1 |\n');
    expect(html).toContain('<td></td>\n<th style="text-align: right">paper</th>');
    expect(html).toMatch(/<div class="scroll" [^>]*tabindex="0"[^>]*><table>[\s\S]*<\/table><\/div>/);
  });

  it('cleans HTML within, and leads links where they should', () => {
    expect(markdownHtml('<img src=x onerror=1> [n](5-analysis.ipynb)', pageAddress)).toBe(
      '<p>&lt;img src=x onerror=1&gt; <a href="5-analysis.html">n</a></p>\n',
    );
  });
});

describe('pageAddress', () => {
  it('leads from notebooks to their pages and cells, and leaves others', () => {
    expect(pageAddress('3-x.ipynb#cell-id=c%204')).toBe('3-x.html#cell-c%204');
    expect(pageAddress('../figures/table-01.md')).toBe('../table-01.md');
    expect(pageAddress('https://example.org/a.ipynb')).toBe('https://example.org/a.ipynb');
  });
});

describe('highlightCode', () => {
  it('loses no character, and escapes', () => {
    const code = "const a: Map<string, number> = f(`1 < 2`, 'it\\'s', 1e-3); // a && b\n/* c */";
    const html = highlightCode(code);
    const text = html.replace(/<\/?span[^>]*>/g, '');
    const plain = text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    expect(plain).toBe(code);
    expect(html).toContain('<span class="k">const</span>');
    expect(html).toContain('<span class="c">// a &amp;&amp; b</span>');
    expect(html).toContain('<span class="n">1e-3</span>');
  });
});

describe('pages of notebooks', () => {
  const spec = { data: [{ type: 'scatter', x: [1], y: [2] }], layout: { width: 300, height: 200 } };
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';
  const figureOutput = {
    output_type: 'display_data',
    data: {
      'application/vnd.plotly.v1+json': { layout: { height: 200, width: 300 }, data: spec.data, config: {} },
      'image/svg+xml': svg,
      'text/plain': 'Figure 2. A caption\nwhat it shows',
    },
  };

  it('show the saved drawing of the same spec, else their own', () => {
    const figure = { number: 2, caption: 'saved', alt: 'saved', spec };
    const saved = new Map([[drawingKey(spec), { figure, address: '../figure-02.svg' }]]);
    expect(outputHtml(figureOutput, saved)).toContain('src="../figure-02.svg"');
    const own = outputHtml(figureOutput, new Map());
    expect(own).toContain(`src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"`);
    expect(own).toContain('alt="what it shows"');
    expect(own).toContain('<b>Figure 2.</b> A caption');
  });

  it('leave out a drawing that could run something', () => {
    const bad = { ...figureOutput, data: { ...figureOutput.data, 'image/svg+xml': '<svg onload="1"/>' } };
    expect(outputHtml(bad, new Map())).not.toContain('<img');
  });

  it('have an anchor for every cell, and every kind of output', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'notebooks'));
    const outputs = [
      { output_type: 'stream', name: 'stdout', text: ['\u001b[33m1\u001b[39m <b>\n'] },
      { output_type: 'execute_result', data: { 'text/plain': ['plain'] } },
      { output_type: 'display_data', data: { 'text/markdown': '**bold**' } },
      { output_type: 'error', ename: 'RangeError', evalue: 'a < b', traceback: [] },
      figureOutput,
    ];
    const cells = [
      { cell_type: 'markdown', id: 'first', source: ['# Title'] },
      { cell_type: 'code', id: 'second', source: 'const a = 1;', outputs },
      { cell_type: 'raw', source: 'raw <b>' },
    ];
    writeFileSync(join(root, 'notebooks', '10-b.ipynb'), JSON.stringify({ cells }));
    writeFileSync(join(root, 'notebooks', '2-a.ipynb'), JSON.stringify({ cells: [] }));
    expect(renderNotebooks(join(root, 'notebooks'), root, [])).toEqual(['2-a', '10-b']);
    const html = readFileSync(join(root, 'notebooks', '10-b.html'), 'utf8');
    for (const id of ['cell-first', 'cell-second', 'cell-3']) expect(html).toContain(`id="${id}"`);
    for (const text of [
      '>1 &lt;b&gt;',
      '>plain<',
      '<strong>bold</strong>',
      'RangeError: a &lt; b',
      'raw &lt;b&gt;',
    ]) {
      expect(html).toContain(text);
    }
    writeFileSync(join(root, 'notebooks', '2-a.ipynb'), '{');
    expect(() => renderNotebooks(join(root, 'notebooks'), root, [])).toThrow(
      /2-a\.ipynb is no notebook: .* open and save it in Jupyter/,
    );
  });
});
