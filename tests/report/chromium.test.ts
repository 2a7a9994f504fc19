import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../../lib/report/chromium';
import { temporaryFolder } from './temporary-folder';

function folderWith(name: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), 0o755);
  return folder;
}

describe.skipIf(process.platform === 'win32')('finding a browser', () => {
  it('takes the first on PATH, under any of its names', () => {
    const [chrome, chromium] = [folderWith('google-chrome'), folderWith('chromium')];
    expect(findChromium({ PATH: [temporaryFolder(), chrome, chromium].join(delimiter) })).toBe(
      join(chrome, 'google-chrome'),
    );
  });

  it('prefers what CHROMIUM names, and says so if that is no program', () => {
    const folder = folderWith('my-browser');
    const PATH = folderWith('chromium');
    expect(findChromium({ PATH, CHROMIUM: join(folder, 'my-browser') })).toBe(join(folder, 'my-browser'));
    expect(() => findChromium({ PATH, CHROMIUM: join(folder, 'none') })).toThrow(/cannot be executed/);
  });
});
