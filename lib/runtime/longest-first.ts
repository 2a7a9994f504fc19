import { canonicalJson } from './canonical-json';
import type { Configuration, Json } from './experiment';
import type { KeyedJob } from './keyed-jobs';
import type { ExperimentRecord } from './record';

/**
 * Jobs of an experiment in the order of their expected duration, longest first, so that none of them begins when all others have ended.
 * Nothing but the order depends on it: jobs that are expected to take equally long keep theirs.
 *
 * A job is expected to take as long as its own record tells, else the mean of those records that agree with it in the fields of the
 * configuration on which the duration depends most.
 */
export function longestFirst<J extends KeyedJob>(
  jobs: readonly J[],
  records: ReadonlyMap<string, Pick<ExperimentRecord, 'configuration' | 'seconds'>>,
): J[] {
  if (records.size === 0) return [...jobs];
  const expected = expectedSeconds([...records.values()]);
  const timed = jobs.map((job) => ({
    job,
    seconds: records.get(job.key)?.seconds ?? expected(job.configuration),
  }));
  return timed.sort((a, b) => b.seconds - a.seconds).map(({ job }) => job);
}

/** A field that explains less tells more of chance than of duration. */
const leastShare = 0.05;

/** Records that agree in every field on which the duration depends. */
interface Kind {
  readonly values: readonly string[];
  sum: number;
  count: number;
}

type Timed = Pick<ExperimentRecord, 'configuration' | 'seconds'>;

const valueIn = (configuration: Configuration, field: string): string =>
  canonicalJson((configuration[field] ?? null) as Json);

function expectedSeconds(records: readonly Timed[]): (configuration: Configuration) => number {
  const names = [...new Set(records.flatMap(({ configuration }) => Object.keys(configuration)))].sort();
  const fields = names.map((name) => ({ name, weight: explained(records, name) }));
  const relevant = fields.filter(({ weight }) => weight > leastShare);
  const valuesOf = (configuration: Configuration) => relevant.map(({ name }) => valueIn(configuration, name));
  const kinds = new Map<string, Kind>();
  for (const { configuration, seconds } of records) {
    const values = valuesOf(configuration);
    const kind = kinds.get(values.join()) ?? { values, sum: 0, count: 0 };
    kinds.set(values.join(), { values, sum: kind.sum + seconds, count: kind.count + 1 });
  }
  const known = new Map<string, number>();
  return (configuration) => {
    const values = valuesOf(configuration);
    const found = known.get(values.join());
    if (found !== undefined) return found;
    const agreement = (kind: Kind) =>
      relevant.reduce((sum, { weight }, i) => sum + (kind.values[i] === values[i] ? weight : 0), 0);
    const seconds = meanOfNearest([...kinds.values()], agreement);
    known.set(values.join(), seconds);
    return seconds;
  };
}

function meanOfNearest(kinds: readonly Kind[], agreement: (kind: Kind) => number): number {
  let [most, sum, count] = [Number.NEGATIVE_INFINITY, 0, 0];
  for (const kind of kinds) {
    const own = agreement(kind);
    if (own < most) continue;
    if (own > most) [most, sum, count] = [own, 0, 0];
    sum += kind.sum;
    count += kind.count;
  }
  return sum / count;
}

/** Share of the variance of the durations that the means of the others with the same value explain; negative if they mislead. */
function explained(records: readonly Timed[], field: string): number {
  const all = { sum: 0, count: 0 };
  const groups = new Map<string, { sum: number; count: number }>();
  for (const { configuration, seconds } of records) {
    const value = valueIn(configuration, field);
    const group = groups.get(value) ?? { sum: 0, count: 0 };
    groups.set(value, { sum: group.sum + seconds, count: group.count + 1 });
    all.sum += seconds;
    all.count++;
  }
  const error = ({ sum, count }: { sum: number; count: number }, seconds: number) =>
    ((sum - seconds) / (count - 1) - seconds) ** 2;
  let [within, total] = [0, 0];
  for (const { configuration, seconds } of records) {
    const group = groups.get(valueIn(configuration, field));
    within += error(group && group.count > 1 ? group : all, seconds);
    total += error(all, seconds);
  }
  return total > 0 ? 1 - within / total : 0;
}
