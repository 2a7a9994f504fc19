// Bundles the programs of the pages, each with what it imports, to dist/pages/NAME.js, and lays their style sheets beside them. The
// report puts both into the pages that it writes.
const { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const out = join(__dirname, '..', 'dist', 'pages');
/** What the build of the kernels wrote for browsers. */
const kernelBytes = join(__dirname, '..', 'dist', 'kernels', 'kernel-bytes-browser.js');

/** Code of one module as a script without imports. `texts` are modules whose default export is a text. */
async function bundle(rolldown, name, { texts = {}, format = 'iife' } = {}) {
  const plugin = {
    name: 'texts',
    resolveId: (id) => (id in texts ? `\0${id}` : id.endsWith('/kernel-bytes') ? kernelBytes : null),
    load: (id) =>
      id.startsWith('\0') && id.slice(1) in texts
        ? `export default ${JSON.stringify(texts[id.slice(1)])};`
        : null,
  };
  const built = await rolldown({
    input: join(__dirname, `${name}.ts`),
    platform: 'browser',
    plugins: [plugin],
    onLog: (level, { message }) => {
      throw new Error(`${name}: ${level}: ${message}`);
    },
  });
  const { output } = await built.generate({ format, minify: true, comments: false });
  await built.close();
  return output[0].code;
}

async function build() {
  const { rolldown } = await import('rolldown');
  mkdirSync(out, { recursive: true });
  const worker = await bundle(rolldown, 'playground-worker');
  writeFileSync(join(out, 'playground-worker.js'), worker);
  for (const name of ['figures', 'ledger', 'playground']) {
    writeFileSync(
      join(out, `${name}.js`),
      await bundle(rolldown, name, { texts: { 'playground-worker': worker } }),
    );
  }
  const markup = { exports: {} };
  new Function('module', 'exports', await bundle(rolldown, 'playground-markup', { format: 'cjs' }))(
    markup,
    markup.exports,
  );
  writeFileSync(join(out, 'playground-body.html'), markup.exports.playgroundMarkup());
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.css'))) {
    copyFileSync(join(__dirname, name), join(out, name));
  }
}

// As for the kernels: a checkout whose node_modules predates the bundler is not stopped.
if (existsSync(join(__dirname, '..', '..', 'node_modules', 'rolldown'))) {
  build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
} else {
  console.error('rolldown is not installed, the programs of the pages are not built: run "npm ci"');
  if (process.env.CI) process.exitCode = 1;
}
