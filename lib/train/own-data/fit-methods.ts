import type { LinearModel, SweepConfiguration } from '../../kernels/sweep-options';
import { bestOf, heldOutScores } from '../cross-validate';
import type { ComparedMethod } from './compared-methods';
import { betterFit, fitLinear, type LinearFit, type LinearFitInput } from './fit-linear';
import { configurationsOf, linearEpochs, type SweptMethod, trainerOf } from './linear-methods';
import { racedScores } from './race';

/** A fit of every compared method. */
export type MethodFits = { readonly [method in ComparedMethod]: LinearFit };

const isMixup = ({ gamma }: SweepConfiguration): boolean => gamma === 0;

/**
 * What `fitLinear` gives for every compared method, bit for bit, for fewer fits: loss ratio 0 is mixup, whatever the
 * density, so that one sweep serves three methods. Where it is approximated, by `racedScores`.
 *
 * @param pause is awaited between sweeps
 * @throws RangeError as `fitLinear`
 */
export async function fitMethods(input: LinearFitInput, pause: () => Promise<void>): Promise<MethodFits> {
  const configurations = configurationsOf('genLabelGaussian');
  const vanilla = fitLinear(input, 'vanilla');
  await pause();
  const gaussianScores = scoresOf(input, 'genLabelGaussian', configurations);
  await pause();
  const generative = configurations.filter((configuration) => !isMixup(configuration));
  const kernel = scoresOf(input, 'genLabelKernel', generative);
  const kernelScores = gaussianScores.slice();
  configurations.forEach((configuration, i) => {
    if (isMixup(configuration)) return;
    const from = generative.indexOf(configuration);
    for (let epoch = 0; epoch * configurations.length < kernelScores.length; epoch++) {
      kernelScores[epoch * configurations.length + i] = kernel[epoch * generative.length + from];
    }
  });
  await pause();
  const mixup = refitted(input, 'mixup', gaussianScores, isMixup);
  const genLabelGaussian = refitted(input, 'genLabelGaussian', gaussianScores);
  const genLabelKernel = refitted(input, 'genLabelKernel', kernelScores);
  await pause();
  const genLabel = betterFit(genLabelGaussian, genLabelKernel);
  return { vanilla, mixup, genLabelGaussian, genLabelKernel, genLabel };
}

function scoresOf(
  input: LinearFitInput,
  method: SweptMethod,
  configurations: readonly SweepConfiguration[],
): Float64Array {
  const { training, folds, epochs = linearEpochs, stream, approximation } = input;
  const swept = { training, train: trainerOf(method, input), configurations, epochs, folds };
  // Mixup has few configurations: none of them drops out.
  if (approximation?.halving) return racedScores<LinearModel>(swept, stream, isMixup);
  return heldOutScores<LinearModel>(swept, stream);
}

/** The choice among the configurations that are admitted, by their scores, fitted to all training points. */
function refitted(
  input: LinearFitInput,
  method: SweptMethod,
  scores: Float64Array,
  admits?: (configuration: SweepConfiguration) => boolean,
): LinearFit {
  const { training, keep, stream } = input;
  const configurations = configurationsOf('genLabelGaussian');
  const chosen = bestOf(
    { configurations, epochs: scores.length / configurations.length, keep },
    scores,
    admits,
  );
  const { learningRate, gamma } = chosen.configuration;
  const configuration = admits ? { learningRate } : { learningRate, gamma };
  const { models } = trainerOf(method, input)(training, {
    configurations: [configuration],
    epochs: chosen.epochs,
    stream: stream.split('refit'),
  });
  return {
    ...{ method, learningRate, epochs: chosen.epochs, score: chosen.score, model: models[0] },
    gamma: admits ? undefined : gamma,
    rank: configurations.findIndex((other) => other.learningRate === learningRate),
  };
}
