import { spawnSync } from 'node:child_process';

/** Version of redis-server, if it is on PATH. */
export function findRedis(): string | undefined {
  const { status, stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return status === 0 ? /v=([\d.]+)/.exec(stdout)?.[1] : undefined;
}
