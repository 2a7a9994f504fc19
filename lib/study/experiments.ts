import type { Experiment } from '../runtime/experiment';
import { generativeClassifiers } from './additional/generative-classifiers';
import { bidirectionalInversion } from './genmix/bidirectional-inversion';
import { densityComparison } from './genmix/density-comparison';
import { genMixMargins } from './genmix/genmix-margins';
import { hiddenFeatures } from './genmix/hidden-features';
import { inversionCost } from './genmix/inversion-cost';
import { labelAccuracy } from './genmix/label-accuracy';
import { table15 } from './genmix/table-15';
import { algorithm3FormsStudy } from './images/algorithm-3-forms';
import { attackChoice } from './images/attack-choice';
import { imageDemonstration } from './images/image-demonstration';
import { imagesColoursClean, imagesColoursRobust } from './images/images-colours';
import { imagesClean, imagesRobust, imagesRobustStandardised } from './images/images-mnist';
import { robustSpread } from './images/robust-spread';
import { figure04 } from './manifold-intrusion/figure-04';
import { mixtureDensity } from './mixture-density/mixture-density';
import { preparation } from './preparation/preparation';
import { adversarialTraining } from './robustness/adversarial-training';
import { robustChoice } from './robustness/robust-choice';
import { robustness } from './robustness/robustness';
import { authorsRobustness, freshRobustness } from './robustness/split-robustness';
import { syntheticGenLabel } from './synthetic/synthetic-genlabel';
import { authorsSplit } from './tabular/authors-split';
import { tabular } from './tabular/tabular';

/** Every experiment of the reproduction; a record names its experiment by id. */
const experiments: readonly Experiment[] = [
  figure04,
  authorsSplit,
  tabular,
  generativeClassifiers,
  authorsRobustness,
  freshRobustness,
  robustChoice,
  adversarialTraining,
  robustness,
  preparation,
  mixtureDensity,
  syntheticGenLabel,
  table15,
  genMixMargins,
  inversionCost,
  bidirectionalInversion,
  hiddenFeatures,
  densityComparison,
  labelAccuracy,
  imagesRobust,
  imagesClean,
  imagesRobustStandardised,
  robustSpread,
  algorithm3FormsStudy,
  attackChoice,
  imageDemonstration,
  imagesColoursRobust,
  imagesColoursClean,
];

/** Ids of all experiments, in the order of the paper. */
export function experimentIds(): string[] {
  return experiments.map(({ id }) => id);
}

/**
 * Experiment of an id.
 *
 * @throws RangeError if no experiment has it
 */
export function experimentOf(id: string): Experiment {
  const experiment = experiments.find((candidate) => candidate.id === id);
  if (experiment) return experiment;
  throw new RangeError(`no experiment ${id}; there are: ${experimentIds().join(', ') || 'none'}`);
}
