import type { Interval, MeanInterval } from '../numeric/statistics';
import { runInterval } from './run-interval';

/** A number with its sign, and no minus before zero: `+1.20`, `−0.35`, `+0.00`. */
export function signedText(value: number, decimals = 2): string {
  const text = Math.abs(value).toFixed(decimals);
  return `${value < 0 && Number(text) !== 0 ? '−' : '+'}${text}`;
}

/** Ends of an interval, signed: `[−0.10, +2.30]`. */
export function signedInterval({ low, high }: Interval, decimals = 2): string {
  return `[${signedText(low, decimals)}, ${signedText(high, decimals)}]`;
}

/** A probability that is a share of draws: three decimals, and no claim beyond them: `= 0.973`, `< 0.001`, `> 0.999`. */
export function shareText(p: number): string {
  if (p < 0.001) return '< 0.001';
  return p > 0.999 ? '> 0.999' : `= ${p.toFixed(3)}`;
}

/** A p value or probability: three decimals, or the order of magnitude below 0.001. */
export function probabilityText(p: number): string {
  if (p === 0) return 'below 1e-300';
  return p < 0.001 ? p.toExponential(1) : p.toFixed(3);
}

/** `63.93 ± 4.78` of a symmetric interval; the mean alone where it is unbounded. */
export function plusMinus({ mean, high }: Pick<MeanInterval, 'mean' | 'high'>, decimals = 2): string {
  const centre = mean.toFixed(decimals);
  return Number.isFinite(high) ? `${centre} ± ${(high - mean).toFixed(decimals)}` : centre;
}

/** Mean of runs with the 95 % confidence interval by `runInterval`, which a single run has not, nor have a few that are equal; empty without runs. */
export function runsText(values: readonly number[], decimals = 2): string {
  return values.length === 0 ? '' : plusMinus(runInterval({ values }), decimals);
}
