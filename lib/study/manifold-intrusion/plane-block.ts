import type { PlaneBlock } from './figure-04-spec';
import { marginDecimals, planeLabels } from './figure-04-tables';
import type { PlaneTrial } from './plane-classifiers';
import type { Figure04Record } from './summarise-figure-04';

/** Part of the plane that is shown, and the numbers of points, so that a figure stays small. */
function view({ dataset, protocol }: PlaneTrial): Pick<PlaneBlock, 'x' | 'y' | 'counts'> {
  if (dataset === 'nine-gaussians') {
    return { x: [-15, 15], y: [-15, 15], counts: { data: 54, mixed: 120, boundary: 27 } };
  }
  const centre = protocol === 'paper' ? 1.2 : 0;
  const x = [centre - 2.48, centre + 2.48] as const;
  return { x, y: [-1.28, 1.28], counts: { data: 130, mixed: 120, boundary: 50 } };
}

/** The seven panels of a data set in Figures 4 and 7: its first trial, which alone keeps a picture; none if it is not there. */
export function planeBlocks(
  records: readonly Figure04Record[],
  protocol: PlaneTrial['protocol'],
): PlaneBlock[] {
  return records.flatMap(({ configuration, result }): PlaneBlock[] => {
    if (configuration.protocol !== protocol || !result.picture) return [];
    const title = `${planeLabels[configuration.dataset]}, protocol ${protocol}`;
    const { margins, picture, conflicts, conflictsAtFixedLambda } = result;
    const decimals = marginDecimals[configuration.dataset];
    return [
      {
        title,
        margins,
        picture,
        decimals,
        conflicts: conflictsAtFixedLambda ?? conflicts,
        ...view(configuration),
      },
    ];
  });
}
