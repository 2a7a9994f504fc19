import { writeAtomically } from '../data/atomic-write';
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
    if (out !== undefined) await requireWritable('predict', out);
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
  const lines = table.unknown.map(({ column, texts }) => {
    const shown = texts
      .slice(0, 5)
      .map((text) => JSON.stringify(text))
      .join(', ');
    return `Column ${column}: ${texts.length} unknown categories (${shown}${texts.length > 5 ? ', …' : ''}), taken as missing`;
  });
  if (table.missing > 0) lines.push(`${table.missing} missing values, filled in as in training`);
  if (table.unused.length > 0) lines.push(`Columns not used by the model: ${table.unused.join(', ')}`);
  const known = [...(table.actual ?? []).entries()].filter(([, text]) => text !== undefined);
  if (known.length > 0) {
    const right = known.filter(([i, text]) => text === classNames[classes[i]]).length;
    const share = ((100 * right) / known.length).toFixed(2);
    lines.push(
      `Column ${target} holds the classes of ${known.length} rows: ${right} predicted correctly (${share} %)`,
    );
  }
  return lines;
}
