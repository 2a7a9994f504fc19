import { escapeHtml } from './escape';

const style = `
body { font: 16px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; color: #222; background: #fff;
  max-width: 1080px; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 3rem; border-bottom: 1px solid #ccc; }
h3 { margin-top: 2.5rem; }
a { color: #0060a0; }
nav a { margin-right: 1rem; }
[data-genlabel-figure] { overflow-x: auto; }
[data-genlabel-image] svg { display: block; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 14px; margin: 1rem 0; }
th, td { border: 1px solid #d0d0d0; padding: 0.3rem 0.6rem; vertical-align: top; text-align: left; }
thead th { background: #f2f2f2; }
code { font-size: 13px; }
`;

/** A complete HTML page. @param body markup, already escaped */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}</body>
</html>
`;
}
