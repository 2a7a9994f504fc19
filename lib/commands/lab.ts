import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findJupyterLab, jupyterLabCure } from '../jupyter/find-jupyter';
import { kernelName, writeKernelspec } from '../jupyter/kernelspec';
import { repositoryRoot } from '../runtime/folder';
import type { Command } from './command';

/** Starts JupyterLab on the notebooks, with the kernel, and without installing anything outside of the repository. */
export const lab: Command = {
  description:
    'Starts JupyterLab on the notebooks of the repository. The kernel needs no installation: its kernelspec is written ' +
    'into the folder .kernels of the repository.',
  options: {},
  rest: 'arguments for JupyterLab, for example --no-browser',
  async run({ rest }) {
    const jupyter = await findJupyterLab();
    if (!jupyter) {
      console.error(`genlabel: ${jupyterLabCure}`);
      return 1;
    }
    const root = repositoryRoot();
    const kernels = join(root, '.kernels');
    writeKernelspec(kernels);
    const start = existsSync(join(root, 'notebooks')) ? '/lab/tree/notebooks' : '/lab';
    const args = [
      ...jupyter.args,
      `--ServerApp.root_dir=${root}`,
      `--LabApp.default_url=${start}`,
      `--MultiKernelManager.default_kernel_name=${kernelName}`,
      ...rest,
    ];
    const path = [kernels, ...(process.env.JUPYTER_PATH ? [process.env.JUPYTER_PATH] : [])].join(delimiter);
    return runToEnd(jupyter.command, args, { ...process.env, JUPYTER_PATH: path });
  },
};

function runToEnd(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, args, { env, stdio: 'inherit' });
  // Ctrl-C reaches JupyterLab directly; it asks whether it is meant.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
