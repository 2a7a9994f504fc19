import type * as Genlabel from 'genlabel';

/**
 * What a page may want of the library, a part of each kind: draws, sweeps of both precisions, densities, exact fractions, a CSV
 * file, a classifier. Runs where nothing but the argument is known.
 *
 * @returns the results as text, doubles by their bytes
 */
export async function browserWork(genlabel: typeof Genlabel): Promise<string> {
  const bytes = (values: ArrayLike<number>) => Array.from(new Uint8Array(Float64Array.from(values).buffer));
  const { X, y } = genlabel.synthetic.moons({ n: 60, noise: 0.1, seed: 1 });
  const stream = genlabel.randomStream('ü').split('\ud800');
  const draws = [stream.uniform(), stream.normal(), stream.gamma(0.3), stream.beta(2, 2), stream.laplace(1)];
  const networks = genlabel.kernels.trainNetworkSweep({
    X,
    y,
    numClasses: 2,
    labels: 'mixup',
    hiddenWidths: [8],
    activation: 'relu',
    epochs: 5,
    batchSize: 16,
    configurations: [{ learningRate: 0.01 }, { learningRate: 0.1 }],
    stream: genlabel.randomStream(1),
  });
  const density = genlabel.fitKernelDensity(X, { bandwidth: 'scott' });
  const rows = Array.from(y, (label, i) => `${X.data[2 * i]},${X.data[2 * i + 1]},${'ab'[label]}`);
  const table = genlabel.parseCsv(`u,v,y\n${rows.join('\n')}\n`, { target: 'y' });
  const options = { splits: 2, folds: 2, seed: 1, method: 'genLabel' } as const;
  const { classifier } = await genlabel.trainClassifier(table, options);
  const classified = genlabel.classify(classifier, table.X);
  return JSON.stringify({
    draws: bytes(draws),
    networks: networks.models.map(({ parameters }) => bytes(parameters)),
    logDensities: bytes(density.logDensity(X)),
    root: genlabel.example1.exactDerivation().integral.root,
    probabilities: bytes(classified.probabilities.data),
  });
}
