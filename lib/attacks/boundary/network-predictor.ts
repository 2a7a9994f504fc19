import { neighbourClassifier } from '../../kernels';
import { selectRows } from '../../numeric/matrix';
import type { DenseNetwork } from '../../train/dense-network';
import type { Predictor } from '../predictor';

/**
 * Classes of a dense net for an attack: those of `predict`, found faster. A net without activations is one linear map; of
 * a ReLU net only the units are left that change sign near an attacked point (`neighbourClassifier`), and where these do
 * not tell with certainty, the whole net is asked.
 *
 * @throws RangeError on use, if the points have another number of features than the net
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { robustAccuracy } = boundaryAttack({
 *   predict: networkPredictor(network), X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0],
 *   epsilon: 0.3, bounds: [-1, 1], stream: randomStream(1),
 * });
 * robustAccuracy; // 0.5: the second point is 0.2 away from the boundary, the first 0.5
 */
export function networkPredictor(network: DenseNetwork): Predictor {
  const classifier = neighbourClassifier(network);
  const predict: Predictor = (points, owners, centres) => {
    const classes = classifier.classify(points, owners, centres);
    if (!classes.includes(-1)) return classes;
    const unknown = Array.from(classes.keys()).filter((i) => classes[i] < 0);
    classifier.classify(selectRows(points, unknown)).forEach((found, at) => {
      classes[unknown[at]] = found;
    });
    return classes;
  };
  return Object.assign(predict, { foresee: classifier.foresee.bind(classifier) });
}
