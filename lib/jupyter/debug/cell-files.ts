import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { murmur2 } from './murmur2';

const seed = 0xc70f6907;
const prefix = join(tmpdir(), `genlabel-kernel-${process.pid}`, '/');
const suffix = '.ts';

/** What `debugInfo` says of the names of cells. Nothing is written: the names only tell cells apart. */
export const fileNaming = {
  hashMethod: 'Murmur2',
  hashSeed: seed,
  tmpFilePrefix: prefix,
  tmpFileSuffix: suffix,
};

/** Path by which front ends and kernel name the source of a cell. */
export const pathOf = (source: string): string => `${prefix}${murmur2(source, seed)}${suffix}`;

/** The number of the cell whose code has this name in stack traces. */
export function numberOf(url: string): number | undefined {
  const found = /^genlabel-cell-(\d+)$/.exec(url);
  return found ? Number(found[1]) : undefined;
}

export const urlOf = (number: number): string => `genlabel-cell-${number}`;
