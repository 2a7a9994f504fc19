import { mean } from '../../numeric/statistics';
import { type NetworkMethod, networkMethods } from '../../train/network-methods';
import { networkMethodStyle } from '../common/network-method-style';
import { protocols } from '../common/protocol';
import { type RobustnessRecord, robustTrials } from './robust-sets';
import type { RadiusPanel } from './robustness-radius';

/** Radii of the figure, in units of the range of the training inputs. */
export const figureRadii: readonly number[] = Array.from({ length: 61 }, (_, i) => i / 200);

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
    const curves = methods.flatMap((method) => {
      const sets = distancesOf(method);
      if (sets.length === 0 || sets.some((distances) => distances.length === 0)) return [];
      const accuracies = figureRadii.map((radius) =>
        mean(sets.map((distances) => shareBeyond(distances, radius))),
      );
      return [{ style: networkMethodStyle(method), accuracies }];
    });
    return { title: `protocol ${protocol}: ${nets[protocol]}`, curves };
  });
}

/** Percent of the points that are robust at a radius: beyond it, or without an adversarial. */
function shareBeyond(distances: readonly (number | null)[], radius: number): number {
  return (100 * distances.filter((own) => own === null || own > radius).length) / distances.length;
}
