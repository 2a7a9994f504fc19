import { distanceNorms } from '../../density/distance-norm';
import { hodgesLehmann, type LocationEstimate } from '../../numeric/hodges-lehmann';
import { holm } from '../../numeric/holm';
import { mean } from '../../numeric/statistics';
import type { Finding } from '../../report/finding';
import { judgeConjunction } from '../../report/judge-parts';
import { signPValue } from '../../report/judge-sign';
import { notAttempted, type Part } from '../../report/judgement';
import { probabilityText } from '../../report/number-text';
import { level } from '../../report/rules';
import { type Table, table } from '../../report/table';
import {
  type MarginMethod,
  type MarginResult,
  type MarginTrial,
  type MethodMargins,
  marginMethods,
} from './genmix-margins';
import { type MarginSet, marginSets, planeSettings } from './plane-sets';

/** A record of experiment `genmix-margins`. */
export interface MarginRecord {
  readonly configuration: MarginTrial;
  readonly result: MarginResult;
}

type Measure = keyof MethodMargins;
const measures: readonly Measure[] = ['least', 'percentile', 'support'];
const labels: { readonly [method in MarginMethod]: string } = {
  vanilla: 'Vanilla',
  mixup: 'Mixup',
  genlabel: 'GenLabel',
  genmix: 'GenMix',
};

const resultsOf = (records: readonly MarginRecord[], dataset: MarginSet) =>
  records.filter(({ configuration }) => configuration.dataset === dataset).map(({ result }) => result);

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

const text = (value: number) => value.toFixed(3).replace('-', '−');

/** Margins of every set and method, medians over trials. */
export function genMixMarginTable(records: readonly MarginRecord[]): Table {
  const lines = marginSets.flatMap((dataset) => {
    const results = resultsOf(records, dataset);
    if (results.length === 0) return [];
    return marginMethods.map((method) => {
      const of = (measure: Measure) => results.map(({ margins }) => margins[method][measure]);
      const name =
        method === 'genmix'
          ? `GenMix+${planeSettings[dataset].model === 'gan' ? 'GAN' : 'GM'}`
          : labels[method];
      return [
        planeSettings[dataset].name,
        results.length,
        name,
        ...measures.map((measure) => text(median(of(measure)))),
      ];
    });
  });
  return table(
    ['data set', 'trials', 'method', 'least margin', '1 % quantile', 'least margin of the support'],
    lines,
    {
      title: 'Distance to the decision boundary, medians over trials; negative: on the wrong side',
      notes: [
        'The first two are of the training points, the last of the true supports: the sets without noise, and two standard deviations around the means of the Gaussians.',
      ],
    },
  );
}

/** GenMix less another method, on the same trials. */
function less(results: readonly MarginResult[], other: MarginMethod, measure: Measure): LocationEstimate {
  return hodgesLehmann(results.map(({ margins }) => margins.genmix[measure] - margins[other][measure]));
}

/** Paired differences of margins, GenMix less the others. */
export function genMixDifferenceTable(records: readonly MarginRecord[]): Table {
  const lines = marginSets.flatMap((dataset) => {
    const results = resultsOf(records, dataset);
    if (results.length < 2) return [];
    return marginMethods
      .filter((method) => method !== 'genmix')
      .map((method) => [
        planeSettings[dataset].name,
        results.length,
        labels[method],
        ...measures.map((measure) => {
          const { estimate, low, high } = less(results, method, measure);
          return `${text(estimate)}${Number.isFinite(low) ? ` [${text(low)}, ${text(high)}]` : ''}`;
        }),
      ]);
  });
  return table(
    ['data set', 'trials', 'GenMix less', 'least margin', '1 % quantile', 'of the support'],
    lines,
    {
      title: 'GenMix against the others on the same trials: estimate of Hodges and Lehmann [95 % confidence]',
    },
  );
}

/**
 * Findings on Figures 12 and 13: larger margins than vanilla training and mixup, of the training points and of the supports. Whether the middle points help is what they
 * add: GenMix against vanilla training, which is the same without them, on all sets.
 */
export function marginFindings(records: readonly MarginRecord[]): Finding[] {
  return [
    finding(
      records,
      'f-figure-12-margins',
      ['v', 'ket', 'y'],
      ['vanilla', 'mixup'],
      '"large" read as larger than those of vanilla training and mixup',
    ),
    finding(
      records,
      'f-figure-12-middle-points',
      marginSets,
      ['vanilla'],
      'against vanilla training, which is the same without the middle points, on all sets of Figures 12 and 13',
    ),
    finding(
      records,
      'f-figure-13-margins',
      ['four-gaussians', 'circle', 'moon'],
      ['mixup'],
      'against mixup, as claimed',
    ),
  ];
}

/** By the rule `length`. */
function finding(
  records: readonly MarginRecord[],
  id: string,
  sets: readonly MarginSet[],
  others: readonly MarginMethod[],
  reading: string,
): Finding {
  const family = sets.flatMap((dataset) =>
    others.flatMap((other) =>
      (['percentile', 'support'] as const).map((measure) => ({
        label: `${planeSettings[dataset].name} less ${labels[other].toLowerCase()}, ${measure === 'support' ? 'true supports' : '1 % quantile of the training points'}`,
        values: resultsOf(records, dataset).map(
          ({ margins }) => margins.genmix[measure] - margins[other][measure],
        ),
      })),
    ),
  );
  const adjusted = holm(family.map(signPValue));
  const parts = family.map(({ label, values }, i): Part => {
    if (values.length === 0) return { label, ...notAttempted('length') };
    const centre = mean(values);
    const isShown = adjusted[i] < 1 - level;
    const ours = `${text(centre)}, p = ${probabilityText(adjusted[i])} (Holm, ${family.length} signs), ${values.length} trials`;
    return {
      label,
      rule: 'length',
      ours,
      verdict: isShown ? (centre > 0 ? 'holds' : 'fails') : 'not-resolved',
    };
  });
  const count = sets.reduce((sum, dataset) => sum + resultsOf(records, dataset).length, 0);
  return {
    id,
    question: 'reproduces',
    ...judgeConjunction(parts),
    records: [{ experiment: 'genmix-margins', filter: { dataset: [...sets] }, count }],
    note: `${reading}; two readings of the margin`,
  };
}

/** Points count as equidistant if both distances differ by at most this, in units of the plane: a thousandth of Moon's radius. */
export const equidistance = 1e-3;

/** Finding on Figure 14. */
export function equidistanceFinding(records: readonly MarginRecord[]): Finding {
  const all = resultsOf(records, 'moon').flatMap(({ norms }) => (norms ? [norms] : []));
  const worst = distanceNorms.map((norm) => Math.max(0, ...all.map((norms) => norms[norm].largestGap)));
  const found = distanceNorms.map((norm) => all.reduce((sum, norms) => sum + norms[norm].points, 0));
  const parts = distanceNorms.map(
    (norm, n): Part => ({
      label: norm,
      rule: 'conjunction',
      ours: `largest difference ${worst[n].toExponential(1)} (${found[n]} points)`,
      verdict:
        all.length === 0 ? 'not-attempted' : worst[n] <= equidistance && found[n] > 0 ? 'holds' : 'fails',
    }),
  );
  return {
    id: 'f-figure-14-equidistant',
    question: 'reproduces',
    ...judgeConjunction(parts),
    records: [{ experiment: 'genmix-margins', filter: { dataset: 'moon' }, count: all.length }],
    note: `Moon, lambda = 1/2; distances from the learned manifolds by a grid of 20,001 latent points, not by the inversion that found the points; equidistant if within ${equidistance}`,
  };
}
