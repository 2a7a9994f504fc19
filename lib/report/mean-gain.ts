/** A mean gain over data sets, as the rule `meanGain` prints it. */
export interface MeanGain {
  readonly value: number;
  /** With its interval: `+0.20 [−0.01, +0.41]`. */
  readonly size: string;
  readonly sets: string;
  /** Probability of no practical difference. */
  readonly within: string;
}

/** Parts of what the rule `meanGain` prints; the interval stands with the size. */
export function meanGainIn(text: string): MeanGain | undefined {
  const found =
    /\bmean gain (\S+(?: \[[^\]]*\])?) points over (\d+) sets: .*P\(within ±1\) (?:= )?([<>] )?([\d.]+)$/.exec(
      text,
    );
  if (!found) return undefined;
  const [, size, sets, beyond, within] = found;
  const bound = beyond === '> ' ? 'above ' : beyond === '< ' ? 'below ' : '';
  return {
    value: Number.parseFloat(size.replace('−', '-')),
    ...{ size: size.replaceAll('-', '−'), sets, within: `${bound}${within}` },
  };
}

/** A number, and how it is told. */
export interface Ranged {
  readonly value: number;
  readonly text: string;
}

/**
 * The least and the largest, `from −0.96 [−2.17, −0.08] over Vanilla to −0.40 [−2.32, +1.56] over AdaMixup`; one where they are equal. Empty if there is
 * none.
 */
export function rangeOf(values: readonly Ranged[]): string {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const [least, largest] = [sorted[0], sorted.at(-1)];
  if (!least || !largest) return '';
  if (values.length === 1) return least.text;
  return least.value === largest.value
    ? `${least.text} and all others`
    : `from ${least.text} to ${largest.text}`;
}
