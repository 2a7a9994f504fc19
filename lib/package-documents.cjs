// While npm packs, LICENSE of the repository and what its README says of the package lie beside package.json: node
// package-documents.cjs add (prepack) or remove (postpack). A README of this folder, which is for who works on the library, steps
// aside meanwhile.
const { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const here = (...parts) => join(__dirname, ...parts);
const documents = ['README.md', 'LICENSE'];
const aside = (name) => here(`.${name}.aside`);

/** Sections of the README that are about the package; the first has no title. */
const sections = /^(# |## (GenLabel on your own data|In a program|Licence)\n)/;

/** Paragraphs that show or link a file of the repository, or introduce a list of its folders, which the package does not have. */
const ofRepository =
  /\]\((?!https?:)|`(figures|notebooks|tests)\b|^This repository holds|^In a project of your own:/;

/** The README without what only the repository has. */
function packageReadme(text) {
  const kept = text
    .split(/^(?=## )/m)
    .filter((section) => sections.test(section))
    .map((section) => {
      const paragraphs = section.trim().split('\n\n');
      return paragraphs.filter((paragraph) => !ofRepository.test(paragraph)).join('\n\n');
    });
  return `${kept.join('\n\n')}\n`;
}

function documentOf(name) {
  const text = readFileSync(here('..', name), 'utf8');
  return name === 'README.md' ? packageReadme(text) : text;
}

/** Whether a document of this folder's own lies there, and no copy that an interrupted call has left. */
const isOwn = (name) => existsSync(here(name)) && readFileSync(here(name), 'utf8') !== documentOf(name);

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
    writeFileSync(here(name), documentOf(name));
  }
} else {
  for (const name of documents) {
    rmSync(here(name));
    if (existsSync(aside(name))) renameSync(aside(name), here(name));
  }
}
