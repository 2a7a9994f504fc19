import { delimiter, join } from 'node:path';
import { isExecutable } from '../runtime/is-executable';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

/** Variables of the environment, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Places outside of PATH. */
function usualPlaces(env: Environment): string[] {
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  const windows = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
    folder
      ? [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Chromium', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]
      : [],
  );
  return [...mac, ...windows, '/snap/bin/chromium'];
}

/**
 * Path of a Chromium-based browser: the one that the variable CHROMIUM names, else the first one on PATH, else one
 * in the usual places of macOS and Windows; undefined if there is none.
 *
 * @throws Error if CHROMIUM names something that cannot be executed
 */
export function findChromium(env: Environment = process.env): string | undefined {
  if (env.CHROMIUM) {
    if (isExecutable(env.CHROMIUM)) return env.CHROMIUM;
    throw new Error(
      `CHROMIUM is '${env.CHROMIUM}', which cannot be executed: set it to the browser's program, or unset it`,
    );
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name + suffix)));
  return [...onPath, ...usualPlaces(env)].find(isExecutable);
}

/** For headless use in containers, without any request of the browser's own. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
