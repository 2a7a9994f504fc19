import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { inOrderOfRun } from '../../lib/commands/reproduce';
import { FixtureRepository, finished } from '../jupyter/fixture-repository';

// cspell:ignore repro reprodcue sectoin

let repository: FixtureRepository;

afterEach(() => repository.remove());

describe('genlabel', () => {
  it('lists its commands', async () => {
    repository = new FixtureRepository();
    const { status, stdout } = await repository.run(['--help']);
    expect(status).toBe(0);
    for (const name of ['reproduce', 'typecheck', 'lab', 'kernel-install', 'doctor'])
      expect(stdout).toContain(name);
  });

  it('tells its version', async () => {
    repository = new FixtureRepository();
    const { version } = JSON.parse(readFileSync(join(repository.root, 'lib', 'package.json'), 'utf8'));
    for (const option of ['--version', '-v']) {
      expect(await repository.run([option])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    }
  });

  it('refuses what it does not know, and names the nearest that it does', async () => {
    repository = new FixtureRepository();
    const refusals = [
      [['reprodcue'], 'no command reprodcue; did you mean reproduce?'],
      [['repro'], 'no command repro; did you mean reproduce?'],
      [['reproduce', '--sectoin', '3'], 'no option --sectoin; did you mean --section?'],
      [['reproduce', '--profile', 'fast'], '--profile: got fast, expected quick or paper'],
      [['reproduce', '--timeout', '-1'], '--timeout'],
      [['reproduce', '3'], 'got 3, expected options only'],
      [['toString'], 'no command toString'],
    ] as const;
    for (const [args, message] of refusals) {
      const { status, stderr } = await repository.run(args);
      expect(stderr).toContain(message);
      expect(status).toBe(2);
    }
  });

  it('helps with each command', async () => {
    repository = new FixtureRepository();
    for (const name of ['reproduce', 'typecheck', 'lab', 'kernel-install', 'doctor']) {
      const { status, stdout } = await repository.run([name, '--help']);
      expect(stdout).toContain(`genlabel ${name}`);
      expect(status).toBe(0);
    }
  });
});

describe('genlabel reproduce', () => {
  it('says in one line that there is no notebook', async () => {
    repository = new FixtureRepository();
    const { status, stdout } = await repository.run(['reproduce']);
    expect(stdout).toMatch(/^There are no notebooks in .*notebooks: nothing to run\.\n$/);
    expect(status).toBe(0);
  });

  it('runs the notebooks in place, in the order of the paper, and names what was written', async () => {
    repository = new FixtureRepository({ 'A-x': 'updates', '10-x': 'updates', '3-x': 'environment' });
    const { status, stdout, stderr } = await repository.run(['reproduce', '--profile', 'paper']);
    expect(status).toBe(0);
    const order = ['[1/3] 3-x.ipynb cell 1/1', '[2/3] 10-x.ipynb cell 2/2', '[3/3] A-x.ipynb done'];
    const places = order.map((line) => stderr.indexOf(line));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(stdout).toMatch(
      /Ran 3 notebooks in \d+ s\. Wrote:\n {2}figures.index\.html\n {2}figures.notebooks\n {2}figures.playground\.html\n {2}.*3-x\.ipynb\n {2}.*10-x\.ipynb\n {2}.*A-x\.ipynb\n$/,
    );
    expect(readFileSync(join(repository.root, 'notebooks', '3-x.ipynb'), 'utf8')).toContain('"paper\\n"');
  });

  it('runs last the notebook that shows what all others have found', () => {
    const names = ['7-discussion', '8-conclusion', 'A-x'].map((name) => `${name}.ipynb`);
    expect(inOrderOfRun(names)).toEqual(['7-discussion.ipynb', 'A-x.ipynb', '8-conclusion.ipynb']);
  });

  it('names new figures, the index first, but not old ones', async () => {
    repository = new FixtureRepository({ '3-x': 'writes-figures' });
    const old = join(repository.root, 'figures', 'figure-99.html');
    mkdirSync(join(repository.root, 'figures'));
    writeFileSync(old, '');
    utimesSync(old, 1e9, 1e9);
    const { stdout } = await repository.run(['reproduce', '--section', '3']);
    const written = stdout.split('\n').filter((line) => line.startsWith('  '));
    expect(written.map((line) => line.trim().replaceAll('\\', '/'))).toEqual([
      'figures/index.html',
      'figures/figure-02.html',
      'figures/notebooks',
      'figures/playground.html',
      'figures/records',
      'notebooks/3-x.ipynb',
    ]);
  });

  it('stops at the first cell that fails, with status 1, and says where', async () => {
    repository = new FixtureRepository({ '3-x': 'throws', '4-x': 'updates' });
    const { status, stderr } = await repository.run(['reproduce']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/3-x\.ipynb, cell 2, line 8: RangeError: got -2, expected at least 0\n$/);
    expect(stderr).not.toContain('4-x.ipynb');
  });

  it('fails when a cell takes too long', async () => {
    repository = new FixtureRepository({ '3-x': 'endless-await' });
    const { status, stderr } = await repository.run(['reproduce', '--timeout', '2']);
    expect(status).toBe(1);
    expect(stderr).toContain('3-x.ipynb, cell 1: took longer than 2 s');
  });

  it('knows the sections', async () => {
    repository = new FixtureRepository({ '3-x': 'updates', 'B-x': 'updates' });
    const { status, stderr } = await repository.run(['reproduce', '--section', '5']);
    expect(status).toBe(2);
    expect(stderr).toContain('there are: 3, B');
  });

  it.skipIf(process.platform === 'win32')(
    'can be stopped, and leaves notebook and machine clean',
    async () => {
      repository = new FixtureRepository({ '3-x': 'endless-loop' });
      const path = join(repository.root, 'notebooks', '3-x.ipynb');
      const before = readFileSync(path, 'utf8');
      const child = repository.start(['reproduce'], { TMPDIR: repository.root });
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('cell 2/3')) child.kill('SIGINT');
      });
      const { status, stderr } = await finished(child);
      expect(status).toBe(130);
      expect(stderr).toContain('stopped by the user');
      expect(readFileSync(path, 'utf8')).toBe(before);
      expect(readdirSync(repository.root).filter((name) => name.startsWith('genlabel-'))).toEqual([]);
    },
  );

  it.skipIf(process.platform === 'win32')('leaves no kernel behind when it is killed', async () => {
    repository = new FixtureRepository({ '3-x': 'endless-loop-with-trace' });
    const trace = join(repository.root, 'notebooks', 'trace');
    const child = repository.start(['reproduce'], { TMPDIR: repository.root });
    while (!existsSync(trace)) await sleep(100);
    child.kill('SIGKILL');
    await finished(child);
    // The kernel looks for its parent twice a second.
    await sleep(2500);
    const last = readFileSync(trace, 'utf8');
    await sleep(1000);
    expect(readFileSync(trace, 'utf8')).toBe(last);
    expect(last).toMatch(/^\.+$/);
    expect(readdirSync(repository.root).filter((name) => name.startsWith('genlabel-'))).toEqual([]);
  });
});

describe('genlabel typecheck', () => {
  it('says in one line that there is no notebook', async () => {
    repository = new FixtureRepository();
    const { status, stdout } = await repository.run(['typecheck']);
    expect(stdout).toMatch(/^There are no notebooks in .*: nothing to check\.\n$/);
    expect(status).toBe(0);
  });

  it('names notebook, cell, line and column, and fails', async () => {
    repository = new FixtureRepository({ '3-x': 'type-error', '4-x': 'basics' });
    const { status, stdout, stderr } = await repository.run(['typecheck']);
    expect(stderr).toMatch(/^notebooks.3-x\.ipynb, cell 1, line 2, column 7: TS2322: Type 'string'.*\n$/);
    expect(stdout).toContain('2 notebooks');
    expect(status).toBe(1);
  });
});

describe('genlabel kernel-install', () => {
  it('writes the kernelspec into the data folder of Jupyter', async () => {
    repository = new FixtureRepository();
    const folder = join(repository.root, 'data folder');
    const { status, stdout } = await repository.run(['kernel-install'], { JUPYTER_DATA_DIR: folder });
    const path = join(folder, 'kernels', 'genlabel', 'kernel.json');
    expect(stdout).toContain(path);
    expect(status).toBe(0);
    const { argv, display_name, language } = JSON.parse(readFileSync(path, 'utf8'));
    expect({ display_name, language }).toEqual({
      display_name: 'TypeScript (GenLabel)',
      language: 'typescript',
    });
    expect(argv[0]).toBe(process.execPath);
    expect(argv[1]).toMatch(/launcher\.js$/);
    expect(argv[2]).toBe('{connection_file}');
    expect(readdirSync(join(folder, 'kernels', 'genlabel'))).toEqual(['kernel.json']);
  });
});

describe('genlabel lab', () => {
  it('says how to install JupyterLab where it is missing', async () => {
    repository = new FixtureRepository();
    const { status, stderr } = await repository.run(['lab'], { PATH: tmpdir(), GENLABEL_PYTHON: '' });
    expect(stderr).toMatch(/^genlabel: JupyterLab is not found: install it by `pip install jupyterlab`.*\n$/);
    expect(status).toBe(1);
  });
});

describe('genlabel doctor', () => {
  it('fails where the backend that is asked for cannot be had, and names those that can', async () => {
    repository = new FixtureRepository();
    const { status, stdout } = await repository.run(['doctor'], { GENLABEL_BACKEND: 'abacus' });
    expect(stdout).toMatch(
      /^FAILED +TensorFlow\.js: GENLABEL_BACKEND is abacus, expected one of .*; present here are .*wasm, cpu$/m,
    );
    expect(status).toBe(1);
  });

  it('starts the kernel and counts the data sets; what is optional may be absent', async () => {
    repository = new FixtureRepository();
    const data = join(repository.root, 'data');
    mkdirSync(join(data, 'openml', '36'), { recursive: true });
    const { status, stdout } = await repository.run(['doctor'], {
      GENLABEL_DATA: data,
      PATH: tmpdir(),
      CHROMIUM: '',
      GENLABEL_BACKEND: '',
    });
    expect(stdout).toMatch(/^ok +Node \d+/m);
    expect(stdout).toMatch(/^ok +kernel starts in /m);
    expect(stdout).toMatch(/^absent +GENLABEL_DATA=.*: 0 OpenML sets$/m);
    expect(stdout).toMatch(/^ok +TensorFlow\.js 4\.\d+\.\d+ on [a-z-]+: .+$/m);
    const lines = stdout.trimEnd().split('\n');
    const backends = lines.filter((line) => /^absent +(tfjs-node-gpu|tfjs-node|webgpu) /.test(line));
    for (const line of backends) expect(line).toMatch(/: npm (install|rebuild) /);
    expect(lines.length - backends.length).toBe(7);
    expect(stdout).toMatch(/^absent +kernel is not installed for other Jupyter programs /m);
    expect(status).toBe(0);
  });
});
