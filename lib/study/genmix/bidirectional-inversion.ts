import { randomStream } from '../../numeric/random';
import type { Experiment } from '../../runtime/experiment';
import { drawLatents } from '../../train/generative/adversarial-training';
import { fitBidirectionalGan } from '../../train/generative/bidirectional-gan';
import { coverageOf } from '../../train/generative/coverage';
import { generatorManifold } from '../../train/generative/generator-manifold';
import { digitsHash } from './digits-hash';
import {
  type InversionResult,
  type InversionTrial,
  inversionJobs,
  inversionLatents,
  inversionPoints,
} from './inversion-cost';
import { adversarialCoder, invertByAll } from './inversion-ways';

/** What every way costs and gives on one draw, and how well the GAN has learned the class. */
export type BidirectionalResult = InversionResult & {
  /** Coverage and spill, shares in [0, 1], of points within a distance that counts as met. */
  readonly fit: { readonly within: number; readonly coverage: number; readonly spill: number };
};

/** Generated points that tell the spill. */
const generated = 1000;

/**
 * Appendix F.6 with the architecture that it names: encoder and generator of a bidirectional GAN (Donahue et al. 2017) on the draws of `inversionCost`,
 * inverted by the same ways. Settings are the defaults of the library: steps were halved to 2000 on one other draw, whose distances were alike; nothing else was tuned.
 */
export const bidirectionalInversion: Experiment<InversionTrial, BidirectionalResult> = {
  id: 'genmix-bidirectional',
  jobs: inversionJobs,
  run: bidirectionalTrial,
  dataHash: digitsHash,
};

function bidirectionalTrial(trial: InversionTrial): BidirectionalResult {
  const { training, queries } = inversionPoints(trial);
  const latentDimension = inversionLatents[trial.dataset];
  const stream = randomStream('genmix-bidirectional').split(trial.dataset).split(trial.trial);
  const gan = fitBidirectionalGan(training, { latentDimension, stream });
  const manifold = generatorManifold(gan.generator, gan.space, { stream: stream.split('candidates') });
  const made = gan.decode(drawLatents(generated, latentDimension, stream.split('spill')));
  const { within, coverage, spill } = coverageOf(manifold, training, made);
  const [own, other] = queries.map((points) => invertByAll(adversarialCoder(gan), points));
  return { latentDimension, points: queries[0].rows, own, other, fit: { within, coverage, spill } };
}
