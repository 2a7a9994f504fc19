import type { Progress } from './collect';

const barWidth = 24;

/** `Table 1 [######------] 35/120, 3.1/s, 0:27 left` */
export function runningLine(
  name: string,
  { done, total, stored, note }: Progress,
  elapsedMs: number,
): string {
  const filled = total === 0 ? barWidth : Math.floor((barWidth * done) / total);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}]`;
  const parts = [`${name} ${bar} ${done}/${total}`];
  if (done > 0 && elapsedMs > 0) {
    const rate = (done / elapsedMs) * 1000;
    parts.push(shownRate(rate));
    parts.push(`${duration((total - done) / rate)} left`);
  }
  if (stored > 0) parts.push(`${stored} recorded before`);
  if (note) parts.push(note);
  return parts.join(', ');
}

/** `Training [######------] 25 %, 0:27 left`: of work whose pieces take different times. */
export function shareLine(
  name: string,
  { done, total }: Pick<Progress, 'done' | 'total'>,
  elapsedMs: number,
): string {
  const share = total === 0 ? 0 : done / total;
  const filled = Math.floor(barWidth * share);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}]`;
  const left = share > 0 ? `, ${duration((elapsedMs / 1000) * (1 / share - 1))} left` : '';
  return `${name} ${bar} ${Math.floor(100 * share)} %${left}`;
}

/** What remains when the run has ended: the same line whenever the same jobs give the same results. */
export function endLine(name: string, progress: Progress): string {
  const { profile, done, total, stored, verified, differing, missing, state } = progress;
  if (state === 'stopped') return `${name}: stopped after ${done} of ${count(total, 'job')}`;
  const parts: string[] = [];
  if (profile === 'paper') {
    parts.push(`${stored + done - missing} of ${count(stored + total, 'job')} of profile paper recorded`);
  } else if (total === 0) parts.push('no job of profile quick; the committed records are shown');
  else {
    const compared = verified + differing;
    parts.push(`${count(done - missing, 'job')} of profile quick computed`);
    parts.push(
      compared === 0
        ? 'none has a committed record'
        : `${verified} of ${compared} equal to the committed records, bit for bit`,
    );
    if (differing > 0) parts.push(`${differing} DIFFERENT`);
  }
  if (missing > 0) parts.push(`${missing} not computed because their data are not on this machine`);
  return `${name}: ${parts.join('; ')}`;
}

/** `3.1/s`, `12.0/min` or `0.5/h`. */
export function shownRate(perSecond: number): string {
  if (perSecond >= 1) return `${perSecond.toFixed(1)}/s`;
  if (perSecond >= 1 / 60) return `${(perSecond * 60).toFixed(1)}/min`;
  return `${(perSecond * 3600).toFixed(1)}/h`;
}

/** `1:02:03` or `4:05`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${padded(m)}:${padded(s)}` : `${m}:${padded(s)}`;
}

/** `40 seconds`, `12 minutes` or `3.5 hours`. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`;
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} minutes`;
  return `${(seconds / 3600).toFixed(seconds < 36_000 ? 1 : 0)} hours`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
