import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCommand } from '../../lib/commands/command';
import { reproduce } from '../../lib/commands/reproduce';
import { workerCommand } from '../../lib/commands/worker-command';
import { blocksOf } from './snippet';

const blocks = blocksOf('environment.md');
const of = (language: string): string[] =>
  blocks.filter((block) => block.language === language).map(({ code }) => code);

const commands = { worker: workerCommand, reproduce };

/** Whether the command line would be understood. */
function understood(line: string): boolean {
  const [name, ...args] = line.trim().split(/\s+/);
  parseCommand(name, commands[name as keyof typeof commands], args);
  return true;
}

describe('the files for clusters', () => {
  it('has a Slurm script that bash can read, whose command is understood', () => {
    const [script] = of('bash');
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(understood(/exec node lib\/genlabel\.cjs (.*)/.exec(script)?.[1] ?? '')).toBe(true);
  });

  it('has a container file whose entry is the command line', () => {
    const [file] = of('dockerfile');
    const listOf = (word: string) => JSON.parse(new RegExp(`^${word} (.*)$`, 'm').exec(file)?.[1] ?? '');
    expect(listOf('ENTRYPOINT')).toEqual(['node', 'lib/genlabel.cjs']);
    expect(understood(listOf('CMD').join(' '))).toBe(true);
  });

  it('has a compose file of one Redis, one collector and several workers of one image', () => {
    const { services } = parse(of('yaml')[0], { merge: true });
    expect(Object.keys(services)).toEqual(['redis', 'worker', 'collector']);
    for (const name of ['worker', 'collector']) {
      expect(services[name]).toMatchObject({ build: '.', environment: { GENLABEL_QUEUE: 'redis://redis' } });
      expect(understood(services[name].command)).toBe(true);
    }
    expect([services.worker.deploy.replicas, services.collector.deploy.replicas]).toEqual([4, 1]);
  });

  it('has a manifest whose labels, volumes and command fit together', () => {
    const { spec } = parse(of('yaml')[1]);
    const { containers, volumes } = spec.template.spec;
    expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels);
    expect(containers[0].volumeMounts.map(({ name }: { name: string }) => name)).toEqual(
      volumes.map(({ name }: { name: string }) => name),
    );
    expect(understood(containers[0].args.join(' '))).toBe(true);
  });
});
