import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figuresFolder } from '../../runtime/folder';

/** What the study of Section 6.1 would cost in the style of the authors' code, as `npm run bench:study` measured it. */
export interface StudyCost {
  readonly machine: string;
  readonly peer: string;
  readonly sets: number;
  readonly trials: number;
  readonly methods: readonly {
    readonly method: string;
    /** Fits on one split of one set: folds times configurations, and the last one. */
    readonly fits: number;
    /** Of all sets and trials. */
    readonly cpuHours: number;
  }[];
}

/** The last estimate that was saved; undefined if there is none. */
export function readStudyCost(folder: string = figuresFolder()): StudyCost | undefined {
  const path = join(folder, 'study-cost.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
