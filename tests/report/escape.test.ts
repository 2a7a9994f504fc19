import { describe, expect, it } from 'vitest';
import { escapeHtml, escapeMarkdown, escapePlotly, scriptJson } from '../../lib/report/escape';
import { table, tableHtml, tableMarkdown } from '../../lib/report/table';

const attack = '<img src=x onerror="alert(1)">';

describe('escaping', () => {
  it('leaves no markup of a text in HTML, Markdown or Plotly text', () => {
    for (const escaped of [escapeHtml, escapeMarkdown, escapePlotly]) {
      expect(escaped(`${attack}<b>&amp;`)).not.toMatch(/[<>]/);
      expect(escaped('a & b')).toBe('a &amp; b');
    }
  });

  it('cannot leave a quoted attribute', () => {
    expect(escapeHtml(`"'`)).toBe('&quot;&#39;');
  });

  it('cannot leave a cell of a Markdown table, nor mark text up', () => {
    expect(escapeMarkdown('a | b\nc `d` *e* [f](g) \\| $h$')).toBe(
      'a \\| b c \\`d\\` \\*e\\* \\[f\\](g) \\\\\\| \\$h\\$',
    );
  });

  it('cannot leave a script element', () => {
    const text = '</script><!--\u2028';
    expect(scriptJson(text)).not.toMatch(/[<>\u2028]/);
    expect(JSON.parse(scriptJson(text))).toBe(text);
  });
});

describe('table', () => {
  const content = table(
    ['a<b', attack],
    [
      [attack, 1.23456789],
      ['x|y', null],
    ],
    {
      title: attack,
      notes: [attack],
    },
  );

  it('escapes title, columns, cells and notes', () => {
    expect(tableHtml(content)).not.toContain('<img');
    expect(tableMarkdown(content)).not.toContain('<img');
    expect(tableHtml(content).match(/&lt;img/g)).toHaveLength(4);
  });

  it('keeps one line per row in Markdown, with as many cells as columns', () => {
    const rows = tableMarkdown(content)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
    expect(rows[2]).toContain('| 1.23457 |');
  });

  it('refuses rows of the wrong length', () => {
    expect(() => table(['a', 'b'], [[1]])).toThrow(/row 0 has 1 cells, expected 2/);
    expect(() => table(['a', 'b', 'a'], [])).toThrow(/two columns are called 'a'/);
  });
});
