import { type MeanInterval, mean, meanInterval } from '../../numeric/statistics';
import { type NetworkMethod, networkMethods } from '../../train/network-methods';
import { networkMethodStyle } from '../common/network-method-style';
import { protocols } from '../common/protocol';
import { type RobustnessRecord, robustTrials } from './robust-sets';
import type { RadiusPanel } from './robustness-radius';

/** Radii of the figure, in units of the range of the training inputs. */
export const figureRadii: readonly number[] = Array.from({ length: 49 }, (_, i) => i / 160);

const nets = { paper: 'ReLU nets, SGD', released: 'nets without activations, Adam' } as const;

/**
 * Panels of the figure of robust accuracy against radius: every set counts equally, with all trials of a method. A method that has no
 * trial on some set is left out.
 */
export function radiusPanels(
  records: readonly RobustnessRecord[],
  methods: readonly NetworkMethod[] = networkMethods,
): RadiusPanel[] {
  return protocols.map((protocol) => {
    const trials = robustTrials(records, { protocol });
    const datasets = [...new Set(trials.map(({ dataset }) => dataset))];
    const distancesOf = (method: NetworkMethod) =>
      datasets.map((dataset) =>
        trials
          .filter((trial) => trial.dataset === dataset)
          .flatMap(({ results }) => results[method]?.distances ?? []),
      );
    const sharesOf = (sets: readonly (readonly (number | null)[])[]) =>
      figureRadii.map((radius) => sets.map((distances) => shareBeyond(distances, radius)));
    const reference = distancesOf('vanilla');
    const curves = methods.flatMap((method) => {
      const sets = distancesOf(method);
      if (!isComplete(sets)) return [];
      const shares = sharesOf(sets);
      const gains =
        method !== 'vanilla' && isComplete(reference) ? gainsOver(shares, sharesOf(reference)) : undefined;
      return [{ style: networkMethodStyle(method), accuracies: shares.map(mean), ...(gains && { gains }) }];
    });
    return { title: `protocol ${protocol}: ${nets[protocol]}`, curves };
  });
}

/** Whether there are trials on every set. */
const isComplete = (sets: readonly (readonly unknown[])[]): boolean =>
  sets.length > 0 && sets.every((distances) => distances.length > 0);

/** Mean difference over data sets at every radius, with its 95 % interval: a data set is a draw. */
function gainsOver(shares: readonly number[][], reference: readonly number[][]): MeanInterval[] {
  return shares.map((own, r) => meanInterval(own.map((share, set) => share - reference[r][set])));
}

/** Percent of the points that are robust at a radius: beyond it, or without an adversarial. */
function shareBeyond(distances: readonly (number | null)[], radius: number): number {
  return (100 * distances.filter((own) => own === null || own > radius).length) / distances.length;
}
