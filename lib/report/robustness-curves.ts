import { protocols } from '../experiments/protocol';
import { type RobustnessRecord, robustTrials } from '../experiments/robust-sets';
import { mean } from '../numeric/statistics';
import { type NetworkMethod, networkMethods } from '../train/network-methods';
import type { RadiusPanel } from './figures/robustness-radius';
import { networkMethodStyle } from './network-method-style';

/** Radii of the figure, in units of the range of the training inputs. */
export const figureRadii: readonly number[] = Array.from({ length: 61 }, (_, i) => i / 200);

const nets = { paper: 'ReLU nets, SGD', released: 'nets without activations, Adam' } as const;

/** Panels of the figure of robust accuracy against radius: each set counts equally, with the trials that have all methods. */
export function radiusPanels(
  records: readonly RobustnessRecord[],
  methods: readonly NetworkMethod[] = networkMethods,
): RadiusPanel[] {
  return protocols.map((protocol) => {
    const trials = robustTrials(records, { protocol });
    const present = methods.filter((method) => trials.some(({ results }) => results[method]));
    const complete = trials.filter(({ results }) => present.every((method) => results[method]));
    const datasets = [...new Set(complete.map(({ dataset }) => dataset))];
    const accuracies = (method: NetworkMethod) => {
      const sets = datasets.map((dataset) =>
        complete
          .filter((trial) => trial.dataset === dataset)
          .flatMap(({ results }) => results[method]?.distances ?? []),
      );
      return figureRadii.map((radius) => mean(sets.map((distances) => shareBeyond(distances, radius))));
    };
    return {
      title: `protocol ${protocol}: ${nets[protocol]}`,
      curves:
        datasets.length === 0
          ? []
          : present.map((method) => ({ style: networkMethodStyle(method), accuracies: accuracies(method) })),
    };
  });
}

/** Percent of the points that are robust at a radius: beyond it, or without an adversarial. */
function shareBeyond(distances: readonly (number | null)[], radius: number): number {
  return (100 * distances.filter((own) => own === null || own > radius).length) / distances.length;
}
