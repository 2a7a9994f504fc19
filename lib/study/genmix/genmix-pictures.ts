import { distanceNorms } from '../../density/distance-norm';
import type { FigureSpec } from '../../report/spec';
import { type PlanePanel, planePanels } from './plane-panels';
import { type MarginSet, planeSettings } from './plane-sets';
import type { MarginRecord } from './summarise-margins';

const pictureOf = (records: readonly MarginRecord[], set: MarginSet) =>
  records.find(({ configuration, result }) => configuration.dataset === set && result.picture)?.result
    .picture;

/** Panels beside that of the training points show every fourth: a picture of all would be as large as its notebook may be. */
const shownOf = 4;

function thinned(points: readonly number[], classes: string) {
  return {
    frame: points,
    points: points.filter((_, p) => (p >> 1) % shownOf === 0),
    classes: Array.from(classes)
      .filter((_, i) => i % shownOf === 0)
      .join(''),
  };
}

/** Figure 12: V, Ket and Y with training points, mixed points, and the decision boundary of GenMix; first trial. */
export function figure12(records: readonly MarginRecord[]): FigureSpec {
  return planePanels(
    (['v', 'ket', 'y'] as const).flatMap((set): PlanePanel[][] => {
      const picture = pictureOf(records, set);
      if (!picture) return [];
      const { points, classes, mixed, boundaries } = picture;
      const { name } = planeSettings[set];
      const some = thinned(points, classes);
      return [
        [
          { title: `(a) ${name}: training points`, points, classes },
          { title: '(b) mixed points', ...some, mixed },
          {
            title: '(c) boundary of GenMix',
            ...some,
            lines: boundaries.genmix.map((path) => ({ path })),
          },
        ],
      ];
    }),
  );
}

/** Figure 13: mixed points, boundary of GenMix, boundary of mixup; first trial. */
export function figure13(records: readonly MarginRecord[]): FigureSpec {
  return planePanels(
    (['four-gaussians', 'circle', 'moon'] as const).flatMap((set): PlanePanel[][] => {
      const picture = pictureOf(records, set);
      if (!picture) return [];
      const { points, classes, mixed, boundaries } = picture;
      const { name } = planeSettings[set];
      const some = thinned(points, classes);
      return [
        [
          { title: `(a) ${name}: mixed points`, points, classes, mixed },
          {
            title: '(b) boundary of GenMix',
            ...some,
            lines: boundaries.genmix.map((path) => ({ path })),
          },
          {
            title: '(c) boundary of mixup',
            ...some,
            lines: boundaries.mixup.map((path) => ({ path })),
          },
        ],
      ];
    }),
  );
}

/** Figure 14: points equidistant to both manifolds of Moon by three norms, beside (a) every fourth training point; first trial. */
export function figure14(records: readonly MarginRecord[]): FigureSpec {
  const picture = pictureOf(records, 'moon');
  if (!picture?.norms) return planePanels([[]]);
  const { points, classes, norms } = picture;
  const names = { l1: '(a) L1', l2: '(b) L2', linf: '(c) L-infinity' };
  return planePanels([
    distanceNorms.map((norm, i) => ({
      ...(i === 0 ? { points, classes } : thinned(points, classes)),
      ...{ title: names[norm], mixed: norms[norm] },
    })),
  ]);
}
