// A table: compare vanilla training, mixup and GenLabel on it, then classify new rows. Run in the repository's root.
import { classify, matrix, readTable, trainClassifier } from 'genlabel';

const data = await readTable('tests/examples/moons.csv', { target: 'moon' });
console.log(`${data.X.rows} rows of ${data.featureNames}, classes ${data.classNames}`);

const { accuracies, warnings, classifier } = await trainClassifier(data, { seed: 1 });
for (const [method, { mean, low, high }] of Object.entries(accuracies)) {
  const [m, l, h] = [mean, low, high].map((share) => (100 * share).toFixed(1));
  console.log(`${method}: ${m} % of the test rows are right [${l}, ${h}]`);
}
for (const warning of warnings) console.log(warning);

const rows = matrix([
  [0, 1],
  [1, -0.5],
]);
console.log(Array.from(classify(classifier, rows).classes, (c) => data.classNames[c]));
