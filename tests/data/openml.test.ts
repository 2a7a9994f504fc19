import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ArffError } from '../../lib/data/arff';
import {
  DataIntegrityError,
  DataUnavailableError,
  loadOpenml,
  type OpenmlOptions,
} from '../../lib/data/openml';
import { openmlPlaces } from '../../lib/data/openml-places';

const arff =
  "@relation 'sët'\n@attribute id numeric\n@attribute x numeric\n@attribute k {u,v}\n@attribute c {a,b,c}\n@attribute z {m,n}\n" +
  `@data\n${Array.from({ length: 200 }, (_, i) => `${i},${i / 7},${'uv'[i % 2]},${'ac'[i % 2]},m\n`).join('')}`;
const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

/** Tests see neither the caches of this machine nor its network. */
const variables = [
  'GENLABEL_DATA',
  'GENLABEL_OFFLINE',
  'GENLABEL_OPENML_URL',
  'OPENML_CACHE_DIR',
  'XDG_CACHE_HOME',
  'HOME',
];
let folder: string;
let server: Server;
let base: string;
let requests: string[];
/** Answers to requests of the file, in turn; the last one is repeated. */
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[];
let description: Record<string, unknown>;

const send = (_: IncomingMessage, response: ServerResponse) => response.end(arff);
const status = (code: number, body: string) => (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(code).end(body);

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'genlabel-openml-'));
  requests = [];
  answers = [send];
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url?.startsWith('/api/v1/json/data/')) {
      response.end(JSON.stringify({ data_set_description: description }));
    } else {
      (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  description = {
    id: '7',
    url: `${base}/file.arff`,
    md5_checksum: hash('md5', arff),
    default_target_attribute: 'c',
    row_id_attribute: 'id',
    ignore_attribute: ['z'],
  };
  for (const name of variables) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', folder);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('GENLABEL_OPENML_URL', base);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await fs.rm(folder, { recursive: true });
});

const quick: OpenmlOptions = {
  download: { attempts: 3, firstPause: 10, stallTimeout: 5000, totalTimeout: 20_000 },
};
const load = () => loadOpenml(7, quick);
const cache = () => join(folder, 'cache', 'genlabel', 'openml', '7');
const cached = () => fs.readdir(cache()).catch(() => []);
const fileRequests = () => requests.filter((url) => !url.startsWith('/api')).length;

async function failure<E extends Error>(
  kind: new (...parts: never[]) => E,
  promise: Promise<unknown>,
): Promise<E> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (reason) => reason,
  );
  if (!(error instanceof kind)) throw error;
  return error;
}

/** A folder with a data set and its description; by default those of the server. */
async function place(
  path: string,
  text = arff,
  name = 'description.json',
  about = JSON.stringify(description),
): Promise<void> {
  await fs.mkdir(path, { recursive: true });
  await fs.writeFile(join(path, 'dataset.arff'), text);
  if (about) await fs.writeFile(join(path, name), about);
}

describe('loadOpenml from folders', () => {
  it('looks in GENLABEL_DATA, then in the cache of openml-python, then in our own, and asks no server', async () => {
    vi.stubEnv('GENLABEL_DATA', join(folder, 'data'));
    const places = [
      join(folder, 'data', 'openml', '7'),
      join(folder, '.openml', 'org', 'openml', 'www', 'datasets', '7'),
      join(folder, '.openml', 'cache', 'org', 'openml', 'www', 'datasets', '7'),
      join(folder, 'cache', 'openml', 'org', 'openml', 'www', 'datasets', '7'),
      cache(),
    ];
    for (const path of places) await place(path);
    for (const path of places) {
      expect((await load()).source).toBe(join(path, 'dataset.arff'));
      await fs.rm(path, { recursive: true });
    }
    expect(requests).toEqual([]);
  });

  it('prefers OPENML_CACHE_DIR, and takes ~/.cache where XDG_CACHE_HOME is not absolute', () => {
    const folders = (more: Record<string, string>) =>
      openmlPlaces(7, more, '/home/me').map((found) => found.folder);
    expect(folders({ OPENML_CACHE_DIR: '/c' })[0]).toBe('/c/org/openml/www/datasets/7');
    expect(folders({ OPENML_CACHE_DIR: '/c' })).toHaveLength(2);
    expect(folders({ XDG_CACHE_HOME: 'relative' }).at(-1)).toBe('/home/me/.cache/genlabel/openml/7');
  });

  it('takes the class that the description names and leaves out row numbers and ignored attributes', async () => {
    await place(cache());
    const data = await load();
    expect([data.id, data.name, data.target, data.featureNames, data.X.rows]).toEqual([
      7,
      'sët',
      'c',
      ['x', 'k'],
      200,
    ]);
    // No row has class b.
    expect(data.classNames).toEqual(['a', 'c']);
    expect([...data.y.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
    expect(data.sha256).toBe(hash('sha256', arff));
    expect((await loadOpenml(7, { target: 'k' })).target).toBe('k');
    expect((await loadOpenml(7, { target: null })).y).toHaveLength(0);
  });

  it('reads the descriptions of openml-python (XML) and of a data folder', async () => {
    const path = join(folder, '.openml', 'org', 'openml', 'www', 'datasets', '7');
    const xml =
      '<oml:data_set_description xmlns:oml="http://openml.org/openml">\n<oml:creator>A &amp; B</oml:creator>\n' +
      '<oml:default_target_attribute>k</oml:default_target_attribute>\n<oml:ignore_attribute>id</oml:ignore_attribute>\n' +
      `<oml:ignore_attribute>z</oml:ignore_attribute>\n<oml:md5_checksum>${hash('md5', arff)}</oml:md5_checksum>\n</oml:data_set_description>`;
    await place(path, arff, 'description.xml', xml);
    expect(await load()).toMatchObject({ target: 'k', featureNames: ['x', 'c'] });
    const commas = xml
      .replace(/<oml:default.*\n/, '')
      .replace(/<oml:ignore.*>z<.*\n/, '')
      .replace('>id<', '>id, x<');
    await place(path, arff, 'description.xml', commas);
    expect(await load()).toMatchObject({ target: 'z', featureNames: ['k', 'c'] });
    vi.stubEnv('GENLABEL_DATA', folder);
    const json = JSON.stringify({ target: 'k', sha256: hash('sha256', arff) });
    await place(join(folder, 'openml', '7'), arff, 'description.json', json);
    expect(await load()).toMatchObject({ target: 'k', featureNames: ['id', 'x', 'c', 'z'] });
  });

  it('reads a set of the user without description, which it says, and text that is no UTF-8 as Windows-1252', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    vi.stubEnv('GENLABEL_DATA', folder);
    const path = join(folder, 'openml', '7');
    await place(path, arff, '', '');
    expect((await load()).target).toBe('z');
    expect(warn.mock.calls[0][0]).toMatch(
      /dataset\.arff has no description\.json beside it: whether it is whole/,
    );
    await fs.writeFile(join(path, 'dataset.arff'), Buffer.from(arff, 'latin1'));
    expect((await load()).name).toBe('sët');
  });

  it('does not take a file that was cut at the end of a line for whole', async () => {
    const cut = `${arff.split('\n').slice(0, 100).join('\n')}\n`;
    // In its own cache, without description: downloaded again, or missing where there is no network.
    await place(cache(), cut, '', '');
    vi.stubEnv('GENLABEL_OFFLINE', '1');
    expect((await failure(DataUnavailableError, load())).message).toMatch(
      /description\.json is missing beside it/,
    );
    vi.stubEnv('GENLABEL_OFFLINE', undefined);
    expect((await load()).X.rows).toBe(200);
    // A description without checksum still has the number of rows.
    const saved = JSON.parse(await fs.readFile(join(cache(), 'description.json'), 'utf8'));
    expect(saved.data_set_description).toMatchObject({ id: '7', rows: 200, sha256: hash('sha256', arff) });
    vi.stubEnv('GENLABEL_DATA', folder);
    await place(
      join(folder, 'openml', '7'),
      cut,
      'description.json',
      JSON.stringify({ target: 'c', rows: 200 }),
    );
    expect((await failure(DataIntegrityError, load())).message).toMatch(
      /found 93 rows, expected 200: the file is cut/,
    );
  });

  it('refuses a file of the user that differs from its checksum, and names it', async () => {
    vi.stubEnv('GENLABEL_DATA', folder);
    const path = join(folder, 'openml', '7');
    await place(path, arff.slice(0, -3));
    const error = await failure(DataIntegrityError, load());
    expect(error.message).toMatch(
      /dataset.arff: found md5 \w+ \(\d+ bytes\), expected \w+.*remove it or get it again/,
    );
    await place(path, arff, 'description.json', '{"half": ');
    expect((await failure(DataIntegrityError, load())).message).toMatch(/description.json: found "\{\\"half/);
    expect(requests).toEqual([]);
  });

  it('names file and line of a text that cannot be read', async () => {
    vi.stubEnv('GENLABEL_DATA', folder);
    const path = join(folder, 'openml', '7');
    await place(path, arff.replace('\n3,', '\nthree,'), 'description.json', '{}');
    const error = await failure(ArffError, load());
    expect([error.source, error.line]).toEqual([join(path, 'dataset.arff'), 11]);
  });

  it('refuses what is no number of a data set', async () => {
    for (const id of [0, -1, 1.5, Number.NaN]) await expect(loadOpenml(id)).rejects.toThrow(RangeError);
  });
});

describe('loadOpenml from a server', () => {
  it('downloads once, then reads its cache, which holds nothing else', async () => {
    const first = await load();
    expect(first.source).toBe(join(cache(), 'dataset.arff'));
    expect(await cached()).toEqual(['dataset.arff', 'description.json']);
    expect(await load()).toEqual(first);
    expect(requests).toEqual(['/api/v1/json/data/7', '/file.arff']);
  });

  it('follows redirects', async () => {
    answers = [(_, response) => response.writeHead(302, { location: `${base}/elsewhere` }).end(), send];
    expect((await load()).X.rows).toBe(200);
    expect(requests).toEqual(['/api/v1/json/data/7', '/file.arff', '/elsewhere']);
  });

  it('takes 404 for an answer: no second try, a message with id, places, reason and cure', async () => {
    answers = [status(404, '{"error": "no such file"}')];
    const error = await failure(DataUnavailableError, load());
    expect(error.id).toBe('OpenML 7');
    expect(error.places).toHaveLength(5);
    expect(error.places.at(-1)).toMatch(/\/file\.arff: HTTP status 404 .*no such file/);
    expect(error.message).toMatch(/Set GENLABEL_DATA to a folder/);
    expect(fileRequests()).toBe(1);
    expect(await cached()).toEqual([]);
  });

  it('tries again after 500, 503 and 429', async () => {
    answers = [status(500, ''), status(503, 'busy'), send];
    expect((await load()).X.rows).toBe(200);
    answers = [status(429, ''), send];
    await fs.rm(cache(), { recursive: true });
    expect((await load()).X.rows).toBe(200);
    expect(fileRequests()).toBe(5);
  });

  it('gives up after the last try, with pauses that double', async () => {
    answers = [status(500, 'broken')];
    const started = performance.now();
    const error = await failure(
      DataUnavailableError,
      loadOpenml(7, { download: { attempts: 4, firstPause: 20 } }),
    );
    expect(performance.now() - started).toBeGreaterThan(20 + 40 + 80 - 3);
    expect(error.message).toMatch(/HTTP status 500 "broken"/);
    expect(fileRequests()).toBe(4);
    expect(await cached()).toEqual([]);
  });

  const truncated = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(arff)) });
    response.write(arff.slice(0, 500), () => response.destroy());
  };
  const shortened = (_: IncomingMessage, response: ServerResponse) => response.end(arff.slice(0, 500));

  it.each([
    ['a connection that breaks off', truncated],
    ['a body cut short without notice', shortened],
    ['an error page with status 200', status(200, '<html>Database error</html>')],
  ])('recovers from %s', async (_, broken) => {
    answers = [broken, send];
    expect((await load()).X.rows).toBe(200);
    expect(fileRequests()).toBe(2);
    expect(await cached()).toEqual(['dataset.arff', 'description.json']);
  });

  it('refuses a truncated body that stays truncated', async () => {
    answers = [truncated];
    expect((await failure(DataUnavailableError, load())).message).toMatch(/file\.arff: /);
    expect(fileRequests()).toBe(3);
    expect(await cached()).toEqual([]);
  });

  it('refuses a wrong checksum that stays wrong, and caches nothing', async () => {
    description.md5_checksum = hash('md5', 'other');
    const error = await failure(DataUnavailableError, load());
    expect(error.message).toMatch(
      new RegExp(`file.arff: found md5 ${hash('md5', arff)}.*expected ${hash('md5', 'other')}`),
    );
    expect(fileRequests()).toBe(3);
    expect(await cached()).toEqual([]);
  });

  it('caches nothing that cannot be read', async () => {
    answers = [status(200, 'no ARFF')];
    description.md5_checksum = undefined;
    const error = await failure(DataUnavailableError, load());
    expect(error.message).toMatch(/file\.arff, line 1: found "no ARFF"/);
    expect(error.cause).toBeInstanceOf(ArffError);
    expect(await cached()).toEqual([]);
  });

  it.each([
    ['the page of a captive portal for a file', 'text', /file\.arff, line 1: found "<html>Sign in/],
    [
      'the page of a captive portal for a description',
      'description',
      /expected the description of an OpenML data set/,
    ],
    ['a description with a bad URL', 'http://[', /names "http:\/\/\[" as its file, which is no URL/],
    [
      'a description that names a file here',
      'file:///etc/passwd',
      /"file:\/\/\/etc\/passwd" is no URL that begins with http/,
    ],
    ['a description that holds the data', 'data:text/plain,a', /is no URL that begins with http/],
    [
      'a description that names another host',
      'http://elsewhere.invalid/x',
      /the host elsewhere\.invalid is none that data/,
    ],
  ])('takes a set as missing after %s', async (_, kind, message) => {
    description.md5_checksum = undefined;
    if (kind === 'text') answers = [status(200, '<html>Sign in</html>')];
    else if (kind === 'description') {
      server.removeAllListeners('request');
      server.on('request', (__, response) => response.end('<html>Sign in</html>'));
    } else description.url = kind;
    const error = await failure(DataUnavailableError, load());
    expect(error.places.at(-1)).toMatch(message);
    expect(await cached()).toEqual([]);
  });

  it.each(['file:///etc/passwd', 'data:text/plain,a', 'http://elsewhere.invalid/x', 'http://['])(
    'follows no redirect to %s',
    async (location) => {
      answers = [(_, response) => response.writeHead(302, { location }).end()];
      const error = await failure(DataUnavailableError, load());
      expect(error.message).toMatch(/it redirects to .*, where no data are taken from/);
      expect(fileRequests()).toBe(1);
    },
  );

  it('ends a circle of redirects', async () => {
    answers = [(_, response) => response.writeHead(302, { location: '/file.arff' }).end()];
    expect((await failure(DataUnavailableError, load())).message).toMatch(/redirects more than 5 times/);
  });

  it('honours Retry-After, in seconds or as a date, and gives up at once where it is beyond all patience', async () => {
    const later = (value: string) => (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(503, { 'retry-after': value }).end('busy');
    answers = [later('1'), send];
    let started = performance.now();
    expect((await load()).X.rows).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(990);
    await fs.rm(cache(), { recursive: true });
    answers = [later(new Date(Date.now() + 3_600_000).toUTCString())];
    started = performance.now();
    expect((await failure(DataUnavailableError, load())).message).toMatch(
      /HTTP status 503 "busy", and asks to wait for 3\d\d\d s: try again then/,
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('stops at a number of bytes, packed or not', async () => {
    const most = { download: { ...quick.download, mostBytes: 100_000 } };
    const flood = Buffer.alloc(1_000_000, '%');
    answers = [(_, response) => response.end(flood)];
    expect((await failure(DataUnavailableError, loadOpenml(7, most))).message).toMatch(
      /more than 100000 bytes/,
    );
    answers = [(_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(flood))];
    expect((await failure(DataUnavailableError, loadOpenml(7, most))).message).toMatch(
      /more than 100000 bytes/,
    );
    expect(fileRequests()).toBe(2);
  });

  it('leaves a stalled connection, before and after the first byte, and tries again', async () => {
    answers = [() => undefined, (_, response) => response.write(arff.slice(0, 100)), send];
    const started = performance.now();
    const data = await loadOpenml(7, { download: { ...quick.download, stallTimeout: 400 } });
    expect(data.X.rows).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(800 - 10);
    expect(fileRequests()).toBe(3);
  });

  it('ends when the total time is over, even if bytes keep dripping', async () => {
    answers = [
      (_, response) => {
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      },
    ];
    const started = performance.now();
    const error = await failure(
      DataUnavailableError,
      loadOpenml(7, { download: { ...quick.download, totalTimeout: 500 } }),
    );
    expect(error.message).toMatch(/given up after 0.5 s/);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(await cached()).toEqual([]);
  });

  it('replaces damaged files of its own cache', async () => {
    await place(cache(), arff.slice(0, 300));
    expect((await load()).X.rows).toBe(200);
    expect(await fs.readFile(join(cache(), 'dataset.arff'), 'utf8')).toBe(arff);
    await fs.writeFile(join(cache(), 'description.json'), '');
    expect((await load()).X.rows).toBe(200);
    expect(fileRequests()).toBe(2);
  });

  it('says when the description is none', async () => {
    description = { id: '7' };
    expect((await failure(DataUnavailableError, load())).message).toMatch(/names no file/);
  });
});

describe('loadOpenml without network', () => {
  let silent: Server;
  let deserted: number;
  // A host is remembered by its name: "localhost" keeps these apart from the servers of other tests.
  const hostAt = (port: number) => vi.stubEnv('GENLABEL_OPENML_URL', `http://localhost:${port}`);
  const listening = (created: Server) =>
    new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  const portOf = (created: Server) => (created.address() as AddressInfo).port;

  beforeEach(async () => {
    silent = createServer(() => undefined);
    const closed = createServer();
    await Promise.all([silent, closed].map(listening));
    deserted = portOf(closed);
    await new Promise((resolve) => closed.close(resolve));
  });

  afterEach(async () => {
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('asks nobody when GENLABEL_OFFLINE is set', async () => {
    vi.stubEnv('GENLABEL_OFFLINE', '1');
    const error = await failure(DataUnavailableError, load());
    expect(error.message).toMatch(/not asked: GENLABEL_OFFLINE is set/);
    expect(requests).toEqual([]);
    vi.stubEnv('GENLABEL_OFFLINE', '0');
    expect((await load()).X.rows).toBe(200);
  });

  it('tries once where nobody listens, not at all for the sets to come, and remembers a host that never answers', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    hostAt(deserted);
    const refused = await failure(DataUnavailableError, loadOpenml(7, quick));
    expect(refused.message).toMatch(/ECONNREFUSED/);
    expect(refused.message).toMatch(/Set GENLABEL_DATA to a folder/);
    expect(fetched).toHaveBeenCalledTimes(1);
    expect((await failure(DataUnavailableError, loadOpenml(8, quick))).message).toMatch(/found a while ago/);
    expect(fetched).toHaveBeenCalledTimes(1);

    hostAt(portOf(silent));
    const impatient = { download: { attempts: 2, firstPause: 10, stallTimeout: 100 } };
    const stalled = await failure(DataUnavailableError, loadOpenml(7, impatient));
    expect(stalled.message).toMatch(/no byte came for 0.1 s/);
    expect(fetched).toHaveBeenCalledTimes(3);
    expect((await failure(DataUnavailableError, loadOpenml(8, quick))).message).toMatch(/found a while ago/);
    expect(fetched).toHaveBeenCalledTimes(3);
  });
});

describe('the cache of loadOpenml', () => {
  /** A disk that takes `room` bytes of every file and then has no space left. */
  function fillDisk(room: number, code = 'ENOSPC'): void {
    const open = fs.open;
    vi.spyOn(fs, 'open').mockImplementation(async (...parts) => {
      const handle = await open(...parts);
      const write = handle.writeFile.bind(handle);
      handle.writeFile = async (bytes) => {
        await write((bytes as Buffer).subarray(0, room));
        throw Object.assign(new Error(`${code}: write`), { code });
      };
      return handle;
    });
  }

  /** What was warned of when the set was loaded, which must not fail for its cache. */
  async function warningOf(): Promise<string> {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    expect((await load()).X.rows).toBe(200);
    expect(warn).toHaveBeenCalledOnce();
    return String(warn.mock.calls[0][0]);
  }

  it('uses the set where no space is left, says so, leaves nothing, and recovers when there is', async () => {
    fillDisk(100);
    expect(await warningOf()).toMatch(
      /OpenML 7 is used, but not kept.*cannot write .*description.json \(\d+ bytes\): no space is left.*XDG_CACHE_HOME/,
    );
    expect(await cached()).toEqual([]);
    vi.restoreAllMocks();
    expect((await load()).X.rows).toBe(200);
    expect(await cached()).toEqual(['dataset.arff', 'description.json']);
  });

  it('keeps the file that was there when a new one cannot be written', async () => {
    const damaged = arff.slice(0, 300);
    await place(cache(), damaged);
    fillDisk(10, 'EROFS');
    expect(await warningOf()).toMatch(/cannot be written to \(EROFS\)/);
    expect(await fs.readFile(join(cache(), 'dataset.arff'), 'utf8')).toBe(damaged);
    expect(await cached()).toEqual(['dataset.arff', 'description.json']);
  });

  it('names a cache folder that cannot be made', async () => {
    await fs.writeFile(join(folder, 'cache'), 'a file');
    expect(await warningOf()).toMatch(
      /cannot write .*description.json.*a file where a folder is expected.*XDG_CACHE_HOME/,
    );
  });

  it('uses the set where its own cache holds a folder in place of the file, and says so', async () => {
    await fs.mkdir(join(cache(), 'dataset.arff'), { recursive: true });
    expect(await warningOf()).toMatch(/cannot write .*dataset.arff.*this is a folder, expected a file/);
    vi.restoreAllMocks();
    vi.stubEnv('GENLABEL_OFFLINE', '1');
    const error = await failure(DataUnavailableError, load());
    expect(error.message).toContain(
      `${join(cache(), 'dataset.arff')} cannot be read: it is a folder, expected a file; remove it`,
    );
  });

  it('names what cannot be read in a folder of the user', async () => {
    vi.stubEnv('GENLABEL_DATA', folder);
    await fs.mkdir(join(folder, 'openml', '7', 'dataset.arff'), { recursive: true });
    expect((await failure(DataIntegrityError, load())).message).toMatch(
      /openml\/7\/dataset\.arff cannot be read: it is a folder/,
    );
  });

  it('removes what killed processes left over an hour ago, and nothing younger', async () => {
    await fs.mkdir(cache(), { recursive: true });
    const old = join(cache(), '.dataset.arff.1.0123456789ab.tmp');
    await fs.writeFile(old, 'half');
    await fs.utimes(old, new Date(), new Date(Date.now() - 7_200_000));
    await fs.writeFile(join(cache(), '.dataset.arff.2.0123456789ab.tmp'), 'half');
    await load();
    expect(await cached()).toEqual(['.dataset.arff.2.0123456789ab.tmp', 'dataset.arff', 'description.json']);
  });

  it('serves processes that load the same set at once', async () => {
    // The file comes in slow pieces, so that the processes overlap.
    answers = [
      (_, response) => {
        response.write(arff.slice(0, 1000));
        setTimeout(() => response.end(arff.slice(1000)), 300);
      },
    ];
    const script = fileURLToPath(new URL('load-in-process.cjs', import.meta.url));
    const run = () => promisify(execFile)(process.execPath, [script, '7', '7'], { env: { ...process.env } });
    const outputs = await Promise.all([run(), run(), run()]);
    const sha256 = hash('sha256', arff);
    expect(outputs.map(({ stdout }) => stdout)).toEqual([1, 2, 3].map(() => `${sha256} ${sha256}`));
    expect(fileRequests()).toBeGreaterThan(1);
    expect(await cached()).toEqual(['dataset.arff', 'description.json']);
    expect(await fs.readFile(join(cache(), 'dataset.arff'), 'utf8')).toBe(arff);
  });
});
