import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
export const fixtures = join(repository, 'tests', 'notebooks');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the built command in a repository of its own, with notebooks of the test's choice. */
export class FixtureRepository {
  readonly root = mkdtempSync(join(tmpdir(), 'fixture-repository-'));

  /** @param notebooks fixture by name of the notebook */
  constructor(notebooks: Readonly<Record<string, string>> = {}) {
    writeFileSync(join(this.root, 'package.json'), '{ "private": true, "workspaces": ["lib"] }');
    mkdirSync(join(this.root, 'lib'));
    cpSync(join(repository, 'lib', 'dist'), join(this.root, 'lib', 'dist'), { recursive: true });
    for (const file of ['genlabel.cjs', 'package.json']) {
      copyFileSync(join(repository, 'lib', file), join(this.root, 'lib', file));
    }
    symlinkSync(join(repository, 'node_modules'), join(this.root, 'node_modules'), 'junction');
    if (Object.keys(notebooks).length > 0) mkdirSync(join(this.root, 'notebooks'));
    for (const [name, fixture] of Object.entries(notebooks)) {
      copyFileSync(join(fixtures, `${fixture}.ipynb`), join(this.root, 'notebooks', `${name}.ipynb`));
    }
  }

  /** Starts `genlabel`; the working directory is somewhere else on purpose. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [join(this.root, 'lib', 'genlabel.cjs'), ...args], {
      cwd: tmpdir(),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs `genlabel` to its end. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return finished(this.start(args, env));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export function finished(child: ChildProcess): Promise<Finished> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, ...said })));
}
