// Loads data sets in a process of its own: node load-in-process.cjs <id> <id> ...; prints their checksums.
const { loadOpenml } = require('../../lib/dist/index.js');

Promise.all(process.argv.slice(2).map((id) => loadOpenml(Number(id)))).then(
  (sets) => process.stdout.write(sets.map((set) => set.sha256).join(' ')),
  (error) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  },
);
