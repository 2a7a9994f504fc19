import { createRequire } from 'node:module';

interface Experiment {
  jobs(profile: 'paper'): { dataset?: unknown; protocol?: unknown }[];
}
const require = createRequire(import.meta.url);
const { experimentIds, experimentOf } = require('../../../lib/dist/study/experiments.js') as {
  experimentIds(): string[];
  experimentOf(id: string): Experiment;
};
const { readStore } = require('../../../lib/dist/runtime/store.js');
const { recordKey } = require('../../../lib/dist/runtime/record.js');

export interface Study {
  /** Seconds of every job of profile `paper`, by experiment, in their order. */
  readonly experiments: number[][];
  readonly recorded: number;
  /** Jobs of which no record of their experiment tells anything. */
  readonly unknown: number;
}

/**
 * Seconds of the jobs of the whole study: of a recorded job its own; else the mean of the records of its experiment with its data
 * set; else that of its experiment. Jobs of experiments without records are left out, and counted.
 */
export function studyCost(): Study {
  const experiments: number[][] = [];
  let recorded = 0;
  let unknown = 0;
  for (const id of experimentIds()) {
    const records: Map<string, { configuration: { dataset?: unknown }; seconds: number }> = readStore(id);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const all = [...records.values()];
    const ofSet = grouped(all);
    const seconds: number[] = [];
    experiments.push(seconds);
    for (const job of experimentOf(id).jobs('paper')) {
      const own = records.get(recordKey(id, job));
      const alike = ofSet.get(String(job.dataset)) ?? all;
      if (own) recorded++;
      if (all.length === 0) unknown++;
      else seconds.push(own?.seconds ?? mean(alike.map((record) => record.seconds)));
    }
  }
  return { experiments, recorded, unknown };
}

function grouped<T extends { configuration: { dataset?: unknown } }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = String(one.configuration.dataset);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** Wall time of jobs on so many cores, each job given to the core that is free first, in the order given. */
export function wallTime(seconds: readonly number[], cores: number): number {
  const free = new Float64Array(cores);
  for (const cost of seconds) {
    let first = 0;
    for (let core = 1; core < cores; core++) if (free[core] < free[first]) first = core;
    free[first] += cost;
  }
  return free.reduce((latest, time) => Math.max(latest, time), 0);
}
