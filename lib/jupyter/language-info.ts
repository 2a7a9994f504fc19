import type { Content } from './wire';

const { version } = require('typescript/package.json') as { version: string };

/**
 * What the kernel says of its language. Notebooks keep it: JupyterLab compares the two when it opens one, and marks it as modified
 * where they differ.
 */
export const languageInfo = {
  name: 'typescript',
  version,
  mimetype: 'text/typescript',
  file_extension: '.ts',
  codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
} satisfies Content;
