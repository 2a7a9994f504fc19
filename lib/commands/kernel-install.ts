import { join } from 'node:path';
import { jupyterDataFolder, writeKernelspec } from '../jupyter/kernelspec';
import type { Command } from './command';

/** Puts the kernelspec where every Jupyter program of this user finds it. */
export const kernelInstall: Command = {
  description:
    "Writes the kernelspec genlabel into this user's Jupyter data folder (JUPYTER_DATA_DIR, or the usual one of the " +
    'system). Needs no Python. To be repeated if the repository or Node moves.',
  options: {},
  async run() {
    console.log(`Wrote ${join(writeKernelspec(jupyterDataFolder()), 'kernel.json')}`);
    return 0;
  },
};
