// Vanilla training, mixup and GenLabel on arrays of your own.
import * as genlabel from 'genlabel';

// Three clusters on a line, a class each: a blend of the outer two lies on the middle one.
const noise = genlabel.randomStream('noise');
const points = Array.from({ length: 300 }, (_, i) => [(i % 3) + 0.2 * noise.normal(), 0.2 * noise.normal()]);
const X = genlabel.matrix(points);
const y = Int32Array.from(points, (_, i) => i % 3);

const model = genlabel.classConditional(X, y, 3, (ofClass) => genlabel.fitGaussian(ofClass));
const methods = {
  vanilla: genlabel.noAugmentation,
  mixup: genlabel.mixup({ alpha: 1 }),
  GenLabel: genlabel.relabelledMixup({ model, alpha: 1, gamma: 1 }),
};
const net = { hiddenWidths: [], activation: 'relu', optimiser: { kind: 'adam', weightDecay: 0 } } as const;
const training = { ...net, epochs: 100, batchSize: 30, shuffle: true };
for (const [name, augmentation] of Object.entries(methods)) {
  const input = { training: { X, y }, numClasses: 3, augmentation };
  const [{ network }] = genlabel.trainSweep(input, [0.1], training, genlabel.randomStream(1));
  console.log(`${name}: ${(100 * genlabel.accuracy(network, X, y)).toFixed(1)} % of the points are right`);
}
