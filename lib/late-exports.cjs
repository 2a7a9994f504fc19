// Has the faces of the package load a module when one of its names is first used, and not all of them at `require('genlabel')`. tsc
// writes `var x_1 = require("./x")` and for every name a getter of x_1's; here the getter requires. `exports.name = void 0`, which
// stays, announces the names to `import`.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { exports: faces } = require('./package.json');

const late = 'const late = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });';
const scripts = Object.values(faces).flatMap((face) => [face.default, face.browser?.default]);

for (const script of new Set(scripts.filter(Boolean))) {
  const path = join(__dirname, script);
  const text = readFileSync(path, 'utf8');
  if (text.includes(late)) continue;
  const modules = {};
  const rewritten = text
    .replace(/^var (\w+_\d+) = require\("([^"]+)"\);\n/gm, (_, variable, module) => {
      modules[variable] = module;
      return '';
    })
    .replace(
      /^Object\.defineProperty\(exports, ("\w+"), .* return (\w+_\d+)\.(\w+); \} \}\);$/gm,
      (_, name, variable, property) => `late(${name}, () => require("${modules[variable]}").${property});`,
    )
    .replace(/^exports\.(\w+) = __importStar\((require\("[^"]+"\))\);$/gm, 'late("$1", () => $2);')
    // Helpers of tsc for what is loaded late now.
    .replace(/^var __createBinding[\s\S]*?^var __importStar[\s\S]*?^\}\)\(\);\n/m, '')
    .replace('Object.defineProperty(exports, "__esModule", { value: true });', (line) => `${line}\n${late}`);
  const left = /^.*\b\w+_\d+\.\w+;|^.*__importStar.*$|^(?:var|const) \w+_\d+ = require.*$/m.exec(rewritten);
  if (left) throw new Error(`${path} has "${left[0]}", which is no line of a face as tsc writes it`);
  writeFileSync(path, rewritten);
}
