import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { KernelClient } from '../jupyter/client';
import { findJupyterLab, jupyterLabCure } from '../jupyter/find-jupyter';
import { installedKernel } from '../jupyter/kernelspec';
import { findChromium } from '../report/chromium';
import { RepositoryError, repositoryRoot } from '../runtime/folder';
import { backends, tensorflow } from '../tensorflow/tensorflow';
import type { Command } from './command';

/** What was found of one thing; what is `required` and missing makes the command fail. */
interface Finding {
  readonly found: boolean;
  readonly required: boolean;
  readonly text: string;
}

const oldestNode = [20, 19];

/** Says, one line for each, what of the things that the project can use is there. */
export const doctor: Command = {
  description:
    'Says what is there: Node, the kernel and whether it is installed, the backend of TensorFlow.js and why it is chosen, JupyterLab, a browser for ' +
    'static figures, and the data folder. Fails only if Node is too old or, in the repository, the kernel does not work or ' +
    'TensorFlow.js does not start; all else is optional.',
  options: {},
  async run() {
    let status = 0;
    for (const { found, required, text } of await findings()) {
      console.log(`${found ? 'ok     ' : required ? 'FAILED ' : 'absent '} ${text}`);
      if (required && !found) status = 1;
    }
    return status;
  },
};

async function findings(): Promise<Finding[]> {
  // What other processes do, they do side by side, and this one looks up all else meanwhile.
  const kernel = askKernel();
  const lab = jupyter();
  // Loading TensorFlow.js holds up all that was not begun before.
  await setImmediate();
  const others = [await backend(), ...absentBackends(), await lab, chromium(), data()];
  const found = await kernel;
  // Outside of the repository there is no kernel, and the line above says so.
  const kernels = found.found ? [found, installed()] : [found];
  return [node(), ...kernels, ...others];
}

function node(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const found = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    found,
    required: true,
    text: `Node ${process.versions.node}, at least ${oldestNode.join('.')} is needed`,
  };
}

/** Starts the kernel, has it compute a cell, and ends it. */
async function askKernel(): Promise<Finding> {
  try {
    const began = Date.now();
    repositoryRoot();
    const { KernelClient } = require('../jupyter/client') as typeof import('../jupyter/client');
    const client = await KernelClient.start({ cwd: __dirname });
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    return await answerOf(client, seconds);
  } catch (error) {
    const required = !(error instanceof RepositoryError);
    return { found: false, required, text: `kernel: ${(error as Error).message}` };
  }
}

async function answerOf(client: KernelClient, seconds: string): Promise<Finding> {
  let shown: unknown;
  await client.execute('6 * 7', ({ header, content }) => {
    if (header.msg_type === 'execute_result') shown = (content.data as Record<string, unknown>)['text/plain'];
  });
  await client.shutdown();
  const found = shown === '42';
  const text = found ? `kernel starts in ${seconds} s` : `kernel: got ${JSON.stringify(shown)} for 6 * 7`;
  return { found, required: true, text };
}

function installed(): Finding {
  const { path, state } = installedKernel();
  const cure = 'run `npm run kernel:install`';
  const text = {
    current: `kernel is installed for all Jupyter programs: ${path}`,
    outdated: `kernel is installed, but for another place or version of the repository or of Node: ${path}; ${cure}`,
    absent: `kernel is not installed for other Jupyter programs than \`npm run lab\`; for them, ${cure}`,
  }[state];
  return { found: state === 'current', required: false, text };
}

async function backend(): Promise<Finding> {
  try {
    const { tf, name, reason } = await tensorflow();
    return { found: true, required: true, text: `TensorFlow.js ${tf.version_core} on ${name}: ${reason}` };
  } catch (error) {
    return { found: false, required: onRepository(), text: `TensorFlow.js: ${(error as Error).message}` };
  }
}

/** The notebooks need what the library alone does not. */
function onRepository(): boolean {
  try {
    return repositoryRoot() !== undefined;
  } catch {
    return false;
  }
}

/** What could be installed, and how. */
function absentBackends(): Finding[] {
  return backends().flatMap((backend) => {
    const obstacle = backend.obstacle();
    if (!obstacle) return [];
    return [{ found: false, required: false, text: `${backend.name} ${obstacle.reason}: ${obstacle.cure}` }];
  });
}

async function jupyter(): Promise<Finding> {
  const lab = await findJupyterLab();
  const text = lab ? `JupyterLab ${lab.version}: ${[lab.command, ...lab.args].join(' ')}` : jupyterLabCure;
  return { found: lab !== undefined, required: false, text };
}

function chromium(): Finding {
  try {
    const path = findChromium();
    const text = path
      ? `Chromium: ${path}`
      : 'Chromium is not found, so that figures come without SVG; name one in CHROMIUM';
    return { found: path !== undefined, required: false, text };
  } catch (error) {
    return { found: false, required: false, text: (error as Error).message };
  }
}

function data(): Finding {
  const folder = process.env.GENLABEL_DATA;
  const optional = { found: false, required: false };
  if (!folder) return { ...optional, text: 'GENLABEL_DATA is not set: data sets are downloaded when needed' };
  const openml = join(folder, 'openml');
  const sets = statSync(openml, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(openml).filter((id) => existsSync(join(openml, id, 'dataset.arff')))
    : [];
  const images = ['mnist', 'cifar10', 'cifar100', 'tinyimagenet'].filter((name) =>
    existsSync(join(folder, name)),
  );
  const holds = [`${sets.length} OpenML sets`, ...images].join(', ');
  return { found: sets.length > 0, required: false, text: `GENLABEL_DATA=${folder}: ${holds}` };
}
