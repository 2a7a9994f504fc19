import { execFileSync, spawn } from 'node:child_process';
import fs, {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { removeWritten, storageReason, writeAtomically } from '../../lib/data/atomic-write';
import { writePlace } from '../../lib/data/write-place';
import { randomStream } from '../../lib/numeric/random';

const folder = mkdtempSync(join(tmpdir(), 'atomic-write-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (...parts: string[]) => join(folder, ...parts);
const bytes = Buffer.from('new');

/** Makes a special file in the folder; false where that is not permitted. */
function makes(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('writeAtomically', () => {
  it('makes folders, and leaves nothing but the file', async () => {
    await writeAtomically(at('deep', 'a.txt'), bytes);
    expect(readFileSync(at('deep', 'a.txt'), 'utf8')).toBe('new');
    expect(readdirSync(at('deep'))).toEqual(['a.txt']);
  });

  it('keeps the mode of the file that it replaces', async () => {
    writeFileSync(at('secret'), 'old');
    chmodSync(at('secret'), 0o600);
    await writeAtomically(at('secret'), bytes);
    expect(statSync(at('secret')).mode & 0o7777).toBe(0o600);
    expect(readFileSync(at('secret'), 'utf8')).toBe('new');
  });

  it('follows links, also a link to a link and one that leads to no file yet', async () => {
    mkdirSync(at('other'));
    writeFileSync(at('other', 'target'), 'old');
    symlinkSync(join('other', 'target'), at('link'));
    symlinkSync('link', at('link of link'));
    symlinkSync(join('other', 'none yet'), at('dangling'));
    await writeAtomically(at('link of link'), bytes);
    await writeAtomically(at('dangling'), bytes);
    expect([readlinkSync(at('link of link')), readlinkSync(at('link'))]).toEqual(['link', 'other/target']);
    expect(lstatSync(at('dangling')).isSymbolicLink()).toBe(true);
    expect(['target', 'none yet'].map((name) => readFileSync(at('other', name), 'utf8'))).toEqual([
      'new',
      'new',
    ]);
    symlinkSync('round', at('round'));
    await expect(writeAtomically(at('round'), bytes)).rejects.toThrow(/links lead in a circle/);
  });

  it('writes into a pipe, and leaves it a pipe', async () => {
    expect(makes('mkfifo', at('pipe'))).toBe(true);
    const reader = spawn('cat', [at('pipe')], { stdio: ['ignore', 'pipe', 'ignore'] });
    let read = '';
    reader.stdout.on('data', (chunk) => {
      read += chunk;
    });
    const closed = new Promise((resolve) => reader.once('close', resolve));
    await writeAtomically(at('pipe'), bytes);
    await closed;
    expect(read).toBe('new');
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });

  it('writes into a device, and leaves it a device', async () => {
    // The null device under another name: the machine's own must not be put at risk. Making one needs root.
    if (!makes('mknod', at('null'), 'c', '1', '3')) return;
    const place = await writePlace(at('null'));
    expect(place.through).toBe(true);
    await writeAtomically(at('null'), bytes);
    expect(lstatSync(at('null')).isCharacterDevice()).toBe(true);
    symlinkSync('null', at('link to null'));
    await writeAtomically(at('link to null'), bytes);
    expect(lstatSync(at('null')).isCharacterDevice()).toBe(true);
  });

  it('leaves the old file or the new one, whole, when it is killed: 25 kills', {
    timeout: 60_000,
  }, async () => {
    const stream = randomStream('killed writes');
    const lib = join(import.meta.dirname, '..', '..', 'lib', 'dist', 'data', 'atomic-write.js');
    const script =
      `const { writeAtomically } = require(process.argv[1]);` +
      `(async () => { for (let i = 0; ; i++) { await writeAtomically(process.argv[2], Buffer.alloc(300000, 65 + i % 26)); if (i === 0) console.log('begun'); } })();`;
    let kills = 0;
    for (let trial = 0; trial < 25; trial++) {
      const child = spawn(process.execPath, ['-e', script, lib, at('killed')], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, 30 * stream.uniform()));
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await closed;
      if (child.signalCode === 'SIGKILL') kills++;
      const text = readFileSync(at('killed'), 'latin1');
      expect([text.length, new Set(text).size]).toEqual([300_000, 1]);
    }
    expect(kills).toBe(25);
  });

  it('removes a file with what killed writers left, and disturbs no living writer', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.once('close', resolve));
    await writeAtomically(at('many', 'done'), bytes);
    const hex = '0123456789ab';
    const others = [
      ...[`.done.${process.pid}.${hex}.tmp`, `.done.more.${dead.pid}.${hex}.tmp`, '.done.x', 'done.tmp'],
      // Of a file whose own name goes on with a number, and what is no name of ours.
      ...[`.done.${dead.pid}.${dead.pid}.${hex}.tmp`, `.done.${dead.pid}.0a.tmp`],
      ...[`.done.${dead.pid}x.${hex}.tmp`, `.done.${dead.pid}.${hex}.tmp.tmp`, `.done.${dead.pid}.tmp`],
    ];
    for (const name of [...others, `.done.${dead.pid}.${hex}.tmp`]) writeFileSync(at('many', name), '');
    await removeWritten(at('many', 'done'));
    expect(readdirSync(at('many')).sort()).toEqual([...others].sort());
    await removeWritten(at('many', 'done'));
    await removeWritten(at('no such folder', 'done'));
  });

  it('removes no old temporary file of a file whose name goes on with a number', async () => {
    const hex = '0123456789ab';
    const [own, other] = [`.a.999999.${hex}.tmp`, `.a.999999.4.${hex}.tmp`];
    mkdirSync(at('numbered'));
    for (const name of [own, other]) {
      writeFileSync(at('numbered', name), '');
      utimesSync(at('numbered', name), 0, 0);
    }
    await writeAtomically(at('numbered', 'a'), bytes);
    expect(readdirSync(at('numbered')).sort()).toEqual([other, 'a']);
  });

  it('removes the file that links name, and what killed writers left beside it', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.once('close', resolve));
    mkdirSync(at('linked', 'there'), { recursive: true });
    symlinkSync(join('there', 'file'), at('linked', 'first'));
    symlinkSync('first', at('linked', 'second'));
    await writeAtomically(at('linked', 'second'), bytes);
    writeFileSync(at('linked', 'there', `.file.${dead.pid}.0123456789ab.tmp`), '');
    await removeWritten(at('linked', 'second'));
    expect(readdirSync(at('linked', 'there'))).toEqual([]);
    expect(readdirSync(at('linked')).sort()).toEqual(['first', 'second', 'there']);
    expect(makes('mkfifo', at('linked', 'pipe'))).toBe(true);
    await removeWritten(at('linked', 'pipe'));
    expect(lstatSync(at('linked', 'pipe')).isFIFO()).toBe(true);
  });

  it('refuses a folder', async () => {
    await expect(writeAtomically(folder, bytes)).rejects.toThrow(/this is a folder, expected a file/);
  });

  it('tells of a read-only disk as of one, also where folders are to be made', async () => {
    const mkdir = fs.mkdirSync;
    // As Node does: asked for all folders at once, it finds none of them.
    const refusing = vi.spyOn(fs, 'mkdirSync').mockImplementation((path, options) => {
      if (!String(path).startsWith(at('read-only'))) return mkdir(path, options);
      const all = typeof options === 'object' && options?.recursive;
      const code = all ? 'ENOENT' : 'EROFS';
      throw Object.assign(new Error(`${code}: mkdir`), { code });
    });
    await expect(writeAtomically(at('read-only', 'a', 'b.txt'), bytes)).rejects.toThrow(
      /the place cannot be written to \(EROFS\); make it writable, or choose another place/,
    );
    refusing.mockRestore();
  });

  it('names a file that stands where a folder is expected', async () => {
    writeFileSync(at('file'), '');
    for (const path of [at('file', 'a.txt'), at('file', 'b', 'a.txt')]) {
      await expect(writeAtomically(path, bytes)).rejects.toThrow(
        /on the way to it is a file where a folder is expected; remove that, or choose another place/,
      );
    }
  });

  it('advises what fits the file', () => {
    const full = Object.assign(new Error(), { code: 'ENOSPC' });
    expect(storageReason(full)).toBe(
      'no space is left on the device; free some, or choose another place for the file',
    );
    expect(storageReason(full, 'or set XDG_CACHE_HOME to a folder elsewhere')).toMatch(
      /free some, or set XDG/,
    );
  });
});
