import { readFileSync } from 'node:fs';

/** When a process began, in ticks since the machine did, where the system tells (Linux); empty elsewhere. */
export function processStart(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the second, the name of the program in parentheses, may hold spaces.
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
