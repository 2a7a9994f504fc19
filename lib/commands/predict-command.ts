import { writeAtomically } from '../data/atomic-write';
import { categoryLookup } from '../data/category-lookup';
import { listed } from '../data/named-column';
import { type FeatureTable, readFeatures } from '../data/read-features';
import { type Classification, type Classifier, classify, featuresOf } from '../train/own-data/classifier';
import { loadClassifier } from '../train/own-data/classifier-file';
import type { Command } from './command';
import { otherOut, requireWritable } from './output-file';
import { formatOf, formatOptions } from './table-format';

/** Command `genlabel predict`. */
export const predictCommand: Command = {
  description:
    'Classifies the rows of a table with a model that genlabel train saved. Columns are found by name. Writes CSV: the ' +
    'predicted class of each row and the probabilities of all classes; if the table holds the class as well, says how ' +
    'many are right.',
  operands: ['model.json', 'new.csv|new.arff'],
  options: {
    out: { value: 'file', help: 'where to write the predictions (default: standard output)' },
    ...formatOptions,
  },
  async run(values) {
    const [modelPath, path] = values.operands;
    const out = values.text('out');
    if (out !== undefined) await requireWritable('predict', out, values.operands);
    const classifier = await loadClassifier(modelPath);
    const { target } = classifier;
    const table = await readFeatures(path, featuresOf(classifier), {
      target,
      ...formatOf('predict', values),
    });
    const result = classify(classifier, table.X);
    const text = predictionsCsv(classifier, result);
    if (out === undefined) process.stdout.write(text);
    else await writeAtomically(out, Buffer.from(text), otherOut);
    // Not on standard output, which holds the predictions.
    for (const line of remarks(classifier, table, result)) console.error(line);
    if (out !== undefined) console.error(`Wrote ${out}: ${table.X.rows} rows`);
    return 0;
  },
};

/** One line a row: predicted class, then the probability of each class. */
function predictionsCsv(
  { target, classNames }: Classifier,
  { classes, probabilities }: Classification,
): string {
  const header = [`predicted ${target}`, ...classNames.map((name) => `p(${name})`)];
  const rows = Array.from(classes, (c, i) => {
    const shares = probabilities.data.subarray(i * classNames.length, (i + 1) * classNames.length);
    return [classNames[c], ...Array.from(shares, String)];
  });
  return [header, ...rows].map((fields) => `${fields.map(quoted).join(',')}\n`).join('');
}

function quoted(field: string): string {
  return /[",\n\r]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function remarks(
  { target, classNames }: Classifier,
  table: FeatureTable,
  { classes }: Classification,
): string[] {
  const lines = table.unknown.map(
    ({ column, texts }) =>
      `Column ${column}: ${texts.length} unknown ${texts.length === 1 ? 'category' : 'categories'} (${someOf(texts)}), taken as missing`,
  );
  if (table.missing > 0) lines.push(`${table.missing} missing values, filled in as in training`);
  if (table.unused.length > 0) lines.push(`Columns not used by the model: ${listed(table.unused)}`);
  const formulas = classNames.filter((name) => /^[=+@-]/.test(name) && !Number.isFinite(Number(name)));
  if (formulas.length > 0) {
    lines.push(`Spreadsheets take classes for formulas (${someOf(formulas)}): import them as text`);
  }
  return [...lines, ...hits(target, classNames, table.actual ?? [], classes)];
}

/** How many classes that the table holds were predicted, and which of them the model does not know. */
function hits(
  target: string,
  classNames: readonly string[],
  actual: readonly (string | undefined)[],
  classes: Int32Array,
): string[] {
  const find = categoryLookup(classNames);
  const unknown = new Map<string, number>();
  let [known, right] = [0, 0];
  actual.forEach((text, i) => {
    if (text === undefined) return;
    const c = find(text);
    if (c === undefined) unknown.set(text, (unknown.get(text) ?? 0) + 1);
    else known++;
    if (c === classes[i]) right++;
  });
  const lines: string[] = [];
  if (unknown.size > 0) {
    const rows = [...unknown.values()].reduce((a, b) => a + b, 0);
    lines.push(
      `Column ${target} holds ${unknown.size} classes that the model does not know (${someOf([...unknown.keys()])}; ` +
        `${rows} rows); it knows ${someOf(classNames)}`,
    );
  }
  if (known > 0) {
    const share = ((100 * right) / known).toFixed(2);
    const which = unknown.size > 0 ? ' of classes that the model knows' : '';
    lines.push(
      `Column ${target} holds the classes of ${known} rows${which}: ${right} predicted correctly (${share} %)`,
    );
  }
  return lines;
}

function someOf(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).map((text) => JSON.stringify(text));
  return `${shown.join(', ')}${texts.length > 5 ? ', …' : ''}`;
}
