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
 * boundaryAttack({ predict: networkPredictor(network), X, y, bounds, epsilon, stream: randomStream(1) }).robustAccuracy;
 */
export function networkPredictor(network: DenseNetwork): Predictor {
  const classifier = neighbourClassifier(network);
  return (points, owners, centres) => {
    const classes = classifier.classify(points, owners, centres);
    if (!classes.includes(-1)) return classes;
    const unknown = Array.from(classes.keys()).filter((i) => classes[i] < 0);
    classifier.classify(selectRows(points, unknown)).forEach((found, at) => {
      classes[unknown[at]] = found;
    });
    return classes;
  };
}
