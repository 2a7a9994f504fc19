import { neighbourClassifier } from '../kernels';
import { type Matrix, selectRows } from '../numeric/matrix';
import type { DenseNetwork } from '../train/dense-network';
import { createWorkspace, predict } from '../train/forward';
import type { Predictor } from './predictor';

/**
 * Classes of a dense net for an attack: those of `predict`, found faster. A net without activations is one linear map; of
 * a ReLU net only the units are left that change sign near an attacked point (`neighbourClassifier`), and where these do
 * not tell with certainty, the whole net is asked.
 *
 * @throws RangeError on use, if the points have another number of features than the net
 *
 * @example
 * boundaryAttack({ predict: networkPredictor(network), X, y, bounds, epsilon, stream: randomStream(1) }).robustAccuracy;
 */
export function networkPredictor(network: DenseNetwork): Predictor {
  const classifier = neighbourClassifier(network);
  const workspace = createWorkspace(network.architecture, 128);
  const isLinear = network.architecture.activation === 'identity';
  return (points, owners, centres) => {
    if (!owners && !isLinear) return predict(network, points, workspace);
    const classes = classifier.classify(points, owners, centres);
    if (classes.includes(-1)) askInFull(points, classes, (part) => predict(network, part, workspace));
    return classes;
  };
}

function askInFull(points: Matrix, classes: Int32Array, ask: (part: Matrix) => Int32Array): void {
  const indices = Array.from(classes.keys()).filter((i) => classes[i] < 0);
  ask(selectRows(points, indices)).forEach((found, at) => {
    classes[indices[at]] = found;
  });
}
