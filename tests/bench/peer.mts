import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The Python process of a peer. */
export interface Peer {
  readonly versions: string;
  ask<Answer = Record<string, number>>(request: Readonly<Record<string, unknown>>): Promise<Answer>;
  end(): void;
}

/**
 * Starts the peer with the Python that GENLABEL_PYTHON names.
 *
 * @returns undefined, with the reason printed, where that Python or a package it needs is missing
 */
export async function startPeer(
  file = 'peer.py',
  needs = 'torch, scipy and numpy',
  python = process.env.GENLABEL_PYTHON,
): Promise<Peer | undefined> {
  if (!python) {
    console.log('No peer: GENLABEL_PYTHON does not name a Python with the packages of the peer.');
    return undefined;
  }
  const script = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const child = spawn(python, ['-u', script], { stdio: 'pipe' });
  const next = answers(child);
  const versions = await next();
  if (!versions) {
    console.log(`No peer: ${python} could not run ${file} (it needs ${needs}).`);
    return undefined;
  }
  return {
    versions,
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const line = await next();
      if (!line)
        throw new Error(
          `${file} ended during ${request.workload ?? request.load ?? request.run ?? 'its work'}`,
        );
      return JSON.parse(line);
    },
    end: () => child.stdin.end(),
  };
}

/** Lines of the child's output, one a call; undefined after its end. */
function answers(child: ChildProcessWithoutNullStreams): () => Promise<string | undefined> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.on('error', () => {});
  child.stderr.resume();
  return async () => (await lines.next()).value;
}
