import { spawnSync } from 'node:child_process';

/** Runs npm in a folder. */
export function npm(cwd: string, args: readonly string[]) {
  return spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
}

/** URL of the npm registry, if it answers within ten seconds. */
export function findRegistry(): string | undefined {
  const { status } = npm('.', ['ping', '--fetch-timeout=10000', '--fetch-retries=0']);
  return status === 0 ? npm('.', ['config', 'get', 'registry']).stdout.trim() : undefined;
}
