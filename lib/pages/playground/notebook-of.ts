import { recipes, syntheticOptions, testSeedOffset } from './data-set';
import { decodePoints } from './own-points';
import type { MethodName, Setting } from './setting';
import { batchSize, emTolerance, hiddenWidths, probePoints, ridge } from './train-method';

/** A cell of a notebook: Markdown if it has no code. */
interface Cell {
  readonly text?: string;
  readonly code?: string;
}

/**
 * A notebook (nbformat 4.5, kernel "TypeScript (GenLabel)") whose cells compute the accuracies of a setting by the library alone: the same numbers as the
 * panels.
 */
export function notebookOf(setting: Setting, address: string): string {
  const cells: Cell[] = [
    { text: `# A setting of the playground\n\n\`${address.replaceAll('`', '')}\`` },
    { code: `import * as genlabel from 'genlabel';\n\n${dataCode(setting)}` },
    ...setting.methods.flatMap((method) => [{ text: `## ${method}` }, { code: methodCode(method, setting) }]),
  ];
  return `${JSON.stringify(
    {
      cells: cells.map(cellJson),
      metadata: {
        kernelspec: { display_name: 'TypeScript (GenLabel)', language: 'typescript', name: 'genlabel' },
        language_info: { name: 'typescript' },
      },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;
}

function cellJson({ text, code }: Cell, i: number): object {
  const source = (code ?? text ?? '').split(/(?<=\n)/);
  const id = `cell-${i + 1}`;
  if (code === undefined) return { cell_type: 'markdown', id, metadata: {}, source };
  return { cell_type: 'code', execution_count: null, id, metadata: {}, outputs: [], source };
}

/** Code of the data: `X`, `y`, `numClasses`, and `test` where the set has a law. */
export function dataCode(setting: Setting): string {
  const { data } = setting;
  if (data === 'own') {
    const points = decodePoints(setting.points);
    const used = [...new Set(points.map(([, , label]) => label))].sort((a, b) => a - b);
    return `const X = genlabel.matrix(${JSON.stringify(points.map(([x, y]) => [x, y]))});
const y = Int32Array.from(${JSON.stringify(points.map(([, , label]) => used.indexOf(label)))});
const numClasses = ${used.length};
const test: undefined | { X: genlabel.Matrix; y: Int32Array } = undefined;`;
  }
  const { n, noise, seed } = syntheticOptions(data, setting);
  return `// ${recipes[data].title}
const { X, y, classNames } = genlabel.synthetic.${data}({ n: ${n}, noise: ${noise}, seed: ${seed} });
const numClasses = classNames.length;
const test = genlabel.synthetic.${data}({ n: ${n}, noise: ${noise}, seed: ${seed + testSeedOffset} });`;
}

/** Code of one method in a block of its own, ending with its accuracies. */
export function methodCode(method: MethodName, setting: Setting): string {
  const lines = [`const stream = genlabel.randomStream(${setting.seed});`, ...densityCode(method, setting)];
  lines.push(...(method === 'genmix' ? genMixCode(setting) : sweepCode(method, setting)));
  return `{
${lines.map((line) => `  ${line}`).join('\n')}
  const accuracyOf = (set: { X: genlabel.Matrix; y: ArrayLike<number> }) => genlabel.accuracy(model, set.X, set.y);
  console.log('${method}:', accuracyOf({ X, y }), 'on the training points', test ? accuracyOf(test) : '', test ? 'on test points' : '');
}`;
}

function densityCode(method: MethodName, { bandwidth, components }: Setting): string[] {
  const fit = {
    'genlabel-gm': `genlabel.fitGaussian(points, { ridge: ${ridge} })`,
    genmix: `genlabel.fitGaussian(points, { ridge: ${ridge} })`,
    'genlabel-kde': `genlabel.fitKernelDensity(points, { bandwidth: ${bandwidth}, ridge: ${ridge} })`,
    'genlabel-mixture': `genlabel.fitGaussianMixture(points, { components: Math.min(${components}, points.rows), ridge: ${ridge}, starts: 1, tolerance: ${emTolerance}, stream: stream.split('densities').split(c) })`,
  }[method as string];
  if (fit === undefined) return [];
  const c = method === 'genlabel-mixture' ? ', c' : '';
  return [`const densities = genlabel.classConditional(X, y, numClasses, (points${c}) => ${fit});`];
}

function sweepCode(method: MethodName, setting: Setting): string[] {
  const { alpha, gamma, rate, epochs } = setting;
  const isGenLabel = method.startsWith('genlabel');
  const options = [
    `X, y, numClasses, hiddenWidths: [${hiddenWidths(setting).join(', ')}], activation: 'relu',`,
    `labels: '${method === 'vanilla' ? 'hard' : 'mixup'}', alpha: ${alpha}, excludeIntrusion: ${method === 'mixup-without-mi'},`,
    ...(isGenLabel ? ['densities: densities.densities,'] : []),
    `configurations: [{ learningRate: ${rate}, gamma: ${isGenLabel ? gamma : 0} }],`,
    `epochs: ${epochs}, batchSize: ${batchSize}, shuffle: true, stream: stream.split('training'),`,
  ];
  return [
    'const { models } = genlabel.kernels.trainNetworkSweep({',
    ...options.map((line) => `  ${line}`),
    '});',
    'const [model] = models;',
  ];
}

function genMixCode(setting: Setting): string[] {
  const { alpha, rate, epochs } = setting;
  return [
    'const options = {',
    '  model: densities, search: genlabel.gaussianSearch(densities),',
    `  lambda: (own: genlabel.RandomStream) => Math.min(1 - 1e-6, Math.max(1e-6, own.beta(${alpha}, ${alpha}))),`,
    '};',
    '// Each pair of classes once, without those between which a third class lies.',
    'const each = Array.from({ length: numClasses }, (_, i) =>',
    '  Array.from({ length: numClasses - 1 - i }, (_, n) => [i, i + 1 + n] as const)).flat();',
    `const probe = genlabel.genMix({ ...options, pairs: each, numPoints: ${probePoints}, maxRounds: 1, stream: stream.split('probe') });`,
    'const pairs = probe.pairs.filter(({ points }) => points > 0).map(({ first, second }) => [first, second] as const);',
    'const numPoints = Math.max(1, Math.round(X.rows / Math.max(1, pairs.length)));',
    "const made = genlabel.genMix({ ...options, pairs, numPoints, maxRounds: 3, stream: stream.split('genmix') });",
    'const rows = (a: genlabel.Matrix, b: genlabel.Matrix) =>',
    '  ({ data: Float64Array.from([...a.data, ...b.data]), rows: a.rows + b.rows, cols: a.cols });',
    'const softLabels = rows(genlabel.oneHot(y, numClasses), made.labels);',
    'const likeliest = Int32Array.from({ length: softLabels.rows }, (_, i) => {',
    '  const label = softLabels.data.subarray(i * numClasses, (i + 1) * numClasses);',
    '  return label.indexOf(Math.max(...label));',
    '});',
    'const { models } = genlabel.kernels.trainNetworkSweep({',
    '  X: rows(X, made.points), y: likeliest, softLabels, numClasses,',
    `  hiddenWidths: [${hiddenWidths(setting).join(', ')}], activation: 'relu', labels: 'hard', configurations: [{ learningRate: ${rate} }],`,
    `  epochs: Math.ceil((${epochs} * X.rows) / softLabels.rows), batchSize: ${batchSize}, shuffle: true, stream: stream.split('training'),`,
    '});',
    'const [model] = models;',
  ];
}
