import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KernelClient } from '../../lib/jupyter/client';
import { runCell } from './cells';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ cwd: fileURLToPath(new URL('.', import.meta.url)) });
});

afterAll(() => kernel.shutdown());

const run = (code: string) => runCell(kernel, code);

describe('the value of a cell', () => {
  it('is a result with the number of the cell', async () => {
    const { of, reply } = await run('6 * 7');
    expect(of('execute_result')).toEqual([
      { data: { 'text/plain': '42' }, metadata: {}, execution_count: reply.execution_count },
    ]);
    expect(of('stream')).toEqual([]);
  });

  it.each([
    ['null', 'null'],
    ['"text"', "'text'"],
    ['0', '0'],
    ['false', 'false'],
    ['Promise.resolve(5)', 'Promise { 5 }'],
    ['new Promise(() => {})', 'Promise { <pending> }'],
    ['[1, { a: 2 }]', '[ 1, { a: 2 } ]'],
  ])('shows %s as %s', async (code, text) => {
    expect((await run(code)).text).toBe(text);
  });

  it.each(['undefined', 'const quiet = 1;', 'void 7'])('shows nothing for %s', async (code) => {
    expect((await run(code)).of('execute_result')).toEqual([]);
  });

  it('says itself how it is shown, also by a promise', async () => {
    const at = "[Symbol.for('Jupyter.display')]";
    expect((await run(`({ ${at}() { return { 'text/html': '<b>x</b>' }; } })`)).data).toEqual({
      'text/html': '<b>x</b>',
    });
    expect((await run(`({ async ${at}() { return { 'text/html': 'later' }; } })`)).data).toEqual({
      'text/html': 'later',
    });
    expect((await run(`({ ${at}() { throw new Error('no') } })`)).reply).toMatchObject({
      status: 'error',
      evalue: 'no',
    });
  });

  it('is a table with its shape for a matrix and for a data frame', async () => {
    const matrix = await run("import { matrix } from 'genlabel';\nmatrix([[1, 2, 3], [4, 5, 1 / 3]])");
    expect(matrix.text).toMatch(/Matrix 2 × 3$/);
    expect(matrix.data?.['text/html']).toContain('<td>0.333333</td>');
    const frame = await run(
      "import { DataFrame } from 'danfojs-node';\nnew DataFrame({ a: [1, 2], b: ['<x>', 'y'] })",
    );
    expect(frame.data?.['text/html']).toContain('<th>a</th><th>b</th>');
    expect(frame.data?.['text/html']).toContain('<td>&lt;x&gt;</td>');
    expect(frame.text).toMatch(/2 rows × 2 columns$/);
  });

  it('keeps the ends of a long table', async () => {
    const { data } = await run(
      '({ data: Float64Array.from({ length: 300 }, (_, i) => i), rows: 100, cols: 3 })',
    );
    expect(String(data?.['text/html']).match(/<tr>/g)).toHaveLength(22);
    expect(data?.['text/html']).toContain('<td>299</td>');
  });

  it('is the figure for a Plotly figure', async () => {
    const { data } = await run(
      "({ data: [{ type: 'scatter', y: new Float64Array([1, 2]) }], layout: { title: { text: 't' } } })",
    );
    expect(data?.['application/vnd.plotly.v1+json']).toEqual({
      data: [{ type: 'scatter', y: [1, 2] }],
      layout: { title: { text: 't' } },
    });
    expect((await run('({ data: [1, 2], layout: {} })')).data).toEqual({
      'text/plain': '{ data: [ 1, 2 ], layout: {} }',
    });
  });

  it('is SVG or HTML for a node of the DOM', async () => {
    const node = (name: string) =>
      `({ nodeType: 1, localName: '${name}', outerHTML: '<${name} id="i"></${name}>' })`;
    expect((await run(node('svg'))).data?.['image/svg+xml']).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" id="i"></svg>',
    );
    expect((await run(node('figure'))).data?.['text/html']).toBe('<figure id="i"></figure>');
    expect((await run('jupyter.installDom()')).reply.evalue).toMatch(/npm install linkedom/);
  });

  it('offers the helpers of Deno, and its global only on request', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of a cell
    expect((await run('html`<i>${1 + 1}</i>`')).data).toEqual({ 'text/html': '<i>2</i>' });
    expect((await run('md`# T`')).data).toEqual({ 'text/markdown': '# T' });
    expect((await run('svg`<svg/>`')).data).toEqual({ 'image/svg+xml': '<svg/>' });
    const shown = await run(
      "await display({ 'text/plain': 'raw' }, { raw: true }); await display(html`<u>u</u>`);",
    );
    expect(shown.of('display_data').map(({ data }) => data)).toEqual([
      { 'text/plain': 'raw' },
      { 'text/html': '<u>u</u>' },
    ]);
    expect((await run("'Deno' in globalThis")).text).toBe('false');
    expect(
      (await run('jupyter.installDeno(); (globalThis as any).Deno.jupyter.html`<s>s</s>`')).data,
    ).toEqual({ 'text/html': '<s>s</s>' });
  });

  it('survives getters that throw and proxies that hold everything', async () => {
    expect((await run("({ get data() { throw new Error('x') } })")).reply.status).toBe('ok');
    expect(
      (await run('new Proxy({}, { get: (_, name) => (typeof name === "symbol" ? undefined : 1) })')).reply
        .status,
    ).toBe('ok');
  });
});
