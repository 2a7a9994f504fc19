import { classStyles } from '../report/style';
import { recipes } from './playground/data-set';
import { methodTitles } from './playground/method-titles';
import {
  type DataName,
  dataNames,
  methodNames,
  type NumberName,
  ranges,
  startSetting,
} from './playground/setting';

/** What a slider is called, and what it does. */
const sliders: readonly (readonly [NumberName, string, string])[] = [
  ['alpha', 'α', 'λ ~ Beta(α, α)'],
  ['gamma', 'γ', 'weight of GenLabel'],
  ['bandwidth', 'bandwidth h', 'of the kernel density'],
  ['components', 'components', 'of the mixture'],
  ['n', 'points', ''],
  ['noise', 'noise', "times the paper's"],
  ['seed', 'seed', 'of all methods'],
  ['width', 'width', 'of hidden layers'],
  ['depth', 'hidden layers', ''],
  ['epochs', 'epochs', ''],
  ['rate', 'learning rate', 'of Adam'],
];

const titleOf = (name: DataName): string => (name === 'own' ? 'own points' : recipes[name].title);

/** Markup of the playground's main part. All its texts are ours: nothing is escaped. */
export function playgroundMarkup(): string {
  return `<h1 id="playground">Mixup and GenLabel, trained while you watch</h1>
<p class="lead">Mixup trains on blends of two points, with the blend of their labels. Where a blend lands on another class, its label is wrong (ringed): the boundary moves.
GenLabel asks class densities for the label instead. Every number comes from the tested library, in your browser; nothing leaves it.</p>
<noscript><p class="lead">It needs JavaScript, which is off here. The same sets and methods are in the <a href="index.html#notebooks">notebooks</a>, computed.</p></noscript>
${controlsMarkup()}
<p id="status" role="status" aria-live="polite"></p>
<h2 class="unseen">Methods side by side</h2>
<div id="panels"></div>
${belowMarkup()}
${examplesMarkup()}
${howMarkup()}
`;
}

function controlsMarkup(): string {
  const data = dataNames.map(
    (name) =>
      `<option value="${name}"${name === startSetting.data ? ' selected' : ''}>${titleOf(name)}</option>`,
  );
  const methods = methodNames.map(
    (name) =>
      `<label class="box"><input type="checkbox" name="methods" value="${name}"${startSetting.methods.includes(name) ? ' checked' : ''}> ${methodTitles[name]}</label>`,
  );
  return `<form id="controls" class="controls" aria-label="Setting">
<div class="row"><label>Data <select name="data">${data.join('')}</select></label>
<fieldset><legend>Methods, side by side on the same seed</legend>${methods.join('')}</fieldset></div>
<div class="sliders">${sliders.map(([name, text, note]) => sliderMarkup(name, text, note)).join('')}</div>
</form>`;
}

function sliderMarkup(name: NumberName, text: string, note: string): string {
  const { least, most, step, start } = ranges[name];
  const small = note ? ` <small>${note}</small>` : '';
  return `<label>${text}${small} <output for="${name}">${start}</output><input type="range" id="${name}" name="${name}" min="${least}" max="${most}" step="${step}" value="${start}"></label>`;
}

function belowMarkup(): string {
  const layer = (name: string, text: string) =>
    `<label class="box"><input type="checkbox" id="layer-${name}" checked> ${text}</label>`;
  const brush = (value: string, text: string, checked = false) =>
    `<label class="box"><input type="radio" name="brush" value="${value}"${checked ? ' checked' : ''}> ${text}</label>`;
  return `<div class="below">
<fieldset id="layers"><legend>Shown</legend>${layer('points', 'training points')}${layer('mixed', 'mixed points, in the colours of their labels')}${layer('conflicts', 'label conflicts (ringed)')}${layer('densities', 'densities')}</fieldset>
<fieldset id="brushes"><legend>Draw on a picture, by mouse or touch</legend>${brush('look', 'only look', true)}${classStyles
    .slice(0, 4)
    .map((_, c) => brush(String(c), `class ${c + 1}`))
    .join('')}${brush('erase', 'erase')}<button type="button" id="clear">Clear</button></fieldset>
<fieldset><legend>Take along</legend><label class="box file">CSV (or drop it on the page): x, y, …, class <input type="file" id="csv" accept=".csv,text/csv,text/plain"></label>
<button type="button" id="open-notebook">Open as a notebook</button></fieldset>
</div>`;
}

function examplesMarkup(): string {
  const slider = (id: string, text: string, range: string, start: string) =>
    `<label>${text} <output for="${id}">${start}</output><input type="range" id="${id}" ${range}></label>`;
  return `<section aria-labelledby="examples"><h2 id="examples">Examples 1 to 3, exactly</h2>
<div class="examples">
<section aria-labelledby="e1"><h3 id="e1">Example 1: manifold intrusion (Section 3.1)</h3>
<div class="sliders">${slider('theta', 'θ', 'min="0.02" max="1" step="0.005" value="0.375"', '0.375')}</div><div id="example1"></div></section>
<section aria-labelledby="e2"><h3 id="e2">Example 2: linear labels (Section 3.2)</h3>
<div class="sliders">${slider('norm', 'norm of W', 'min="-1" max="1.3" step="0.05" value="0.9" data-log', '7.94')}${slider('variance2', 'σ² of the logistic label', 'min="-2" max="0.5" step="0.05" value="-1.3" data-log', '0.0501')}</div><div id="example2"></div></section>
<section class="wide" aria-labelledby="e3"><h3 id="e3">Example 3: what GenLabel does to the angle (Section 5.2)</h3>
<div class="sliders">${slider('radius', 'norm r', 'min="-0.5" max="1.4" step="0.05" value="0.7" data-log', '5.01')}${slider('count', 'n', 'min="1" max="30" step="1" value="3"', '3')}${slider('variance3', 'σ²', 'min="-2" max="1" step="0.05" value="-0.6" data-log', '0.251')}</div><div id="example3" class="charts"></div></section>
</div></section>`;
}

function howMarkup(): string {
  return `<section aria-labelledby="how"><h2 id="how">How it works</h2>
<ul>
<li>A dense ReLU net is trained by the library's WebAssembly kernels in a web worker, all methods of a setting from the same initial parameters, batches and lambdas; GenMix,
which makes points of its own, apart: it mixes the pairs of classes between which no third lies.</li>
<li>The boundary (line) is sought by bisection; the dashed circle is the margin of the nearest point that is classified rightly. Margins are distances of training points to the
boundary, negative on the wrong side.</li>
<li>Mixed points: 300 random pairs, each with a lambda of its own. A label conflicts if its largest class is not that of the nearest training point.</li>
<li>Densities: lines at 1 and 3 nats below the largest value at a training point. Test points are drawn from the same law by another seed; your own points have none.</li>
<li>Time: to draw the data, fit the densities, train, and find boundary and margins, in a worker that has been warmed up on a few points.</li>
<li>The setting stands in the address: send or cite it. "Open as a notebook" saves cells that compute the same accuracies by the library.</li>
</ul></section>`;
}
