// While npm packs, README and LICENSE of the repository lie beside package.json: node package-documents.cjs add (prepack) or
// remove (postpack). A README of this folder, which is for who works on the library, steps aside meanwhile.
const { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const here = (...parts) => join(__dirname, ...parts);
const documents = ['README.md', 'LICENSE'];
const aside = (name) => here(`.${name}.aside`);

/** Whether a document of this folder's own lies there, and no copy that an interrupted call has left. */
const isOwn = (name) =>
  existsSync(here(name)) && readFileSync(here(name), 'utf8') !== readFileSync(here('..', name), 'utf8');

/** Left in dist by a build of sources that are gone since. */
function removeStale() {
  for (const file of readdirSync(here('dist'), { recursive: true })) {
    const source = file.replace(/(\.d)?\.[jt]s$/, '.ts');
    const made = source === file || file.endsWith('kernel-bytes-browser.js');
    if (!made && !existsSync(here(source))) rmSync(here('dist', file));
  }
}

if (process.argv[2] === 'add') {
  removeStale();
  for (const name of documents) {
    if (isOwn(name) && !existsSync(aside(name))) renameSync(here(name), aside(name));
    copyFileSync(here('..', name), here(name));
  }
} else {
  for (const name of documents) {
    rmSync(here(name));
    if (existsSync(aside(name))) renameSync(aside(name), here(name));
  }
}
