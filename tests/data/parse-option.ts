import { execFileSync } from 'node:child_process';

/** The values that a printed option gives its command when it is pasted into a shell. */
export function parseOption(text: string): string[] {
  const script = `printf '%s\\0' ${text}`;
  const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
  return words.slice(1);
}
