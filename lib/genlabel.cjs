#!/usr/bin/env node
// Committed so that npm can link the command before the library is built.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const cli = join(__dirname, 'dist', 'cli.js');
if (!existsSync(cli)) {
  console.error('genlabel: the library is not built; run `npm run build` in the repository root first.');
  process.exit(1);
}
require(cli);
