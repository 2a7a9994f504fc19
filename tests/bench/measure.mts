/** One way to do a workload. */
export interface Variant {
  readonly workload: string;
  readonly name: string;
  /** Steps x configurations of a run. */
  readonly units: number;
  /** CPU seconds of a run; its result is added to a sink, so that no work is dead code. */
  readonly run: () => Promise<{ cpu: number; sink: number }>;
}

export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Microseconds a unit. */
export interface Measurement extends Quartiles {
  readonly variant: Variant;
  /** Of every round. */
  readonly samples: readonly number[];
}

export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** How many times faster than another, round by round. */
export function ratiosTo(other: Measurement, { samples }: Measurement): Quartiles {
  return quartilesOf(samples.map((sample, round) => other.samples[round] / sample));
}

/** Runs a function and takes this process's CPU time, which other processes disturb less than wall time. */
export function timed(work: () => number): () => Promise<{ cpu: number; sink: number }> {
  return async () => {
    const start = process.cpuUsage();
    const sink = work();
    const { user, system } = process.cpuUsage(start);
    return { cpu: (user + system) / 1e6, sink };
  };
}

/** Two rounds to warm up, then every variant once a round, so that a slow spell of the machine hits all. */
export async function interleave(
  variants: readonly Variant[],
  rounds: number,
): Promise<{ measurements: Measurement[]; sink: number }> {
  const samples = variants.map((): number[] => []);
  let sink = 0;
  for (let round = -2; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      const result = await variant.run();
      sink += result.sink;
      if (round >= 0) samples[i].push((1e6 * result.cpu) / variant.units);
    }
  }
  const measurements = variants.map((variant, i) => ({
    ...{ variant, samples: samples[i] },
    ...quartilesOf(samples[i]),
  }));
  return { measurements, sink };
}
