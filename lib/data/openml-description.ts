import { createHash } from 'node:crypto';
import { DataIntegrityError } from './data-errors';

/** What the loader needs of the description of an OpenML data set. */
export interface OpenmlDescription {
  readonly target: string | undefined;
  /** Row identifiers and other attributes that OpenML says to leave out. */
  readonly ignore: readonly string[];
  /** Where the ARFF file is. */
  readonly url: string | undefined;
  readonly md5: string | undefined;
  readonly sha256: string | undefined;
  /** Number of rows of the file. */
  readonly rows: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a description: the JSON of OpenML's REST API, the same in XML as openml-python caches it, or the JSON beside
 * the files of a data folder (`target`, `sha256`).
 *
 * @throws DataIntegrityError if the text is none of these
 */
export function parseDescription(text: string, source: string): OpenmlDescription {
  const fields = text.trimStart().startsWith('<') ? fieldsOfXml(text) : fieldsOfJson(text);
  if (!fields) {
    throw new DataIntegrityError(
      `${source}: found ${JSON.stringify(text.slice(0, 60))}, expected the description of an OpenML data set as JSON or XML: remove the file or get it again`,
    );
  }
  return {
    target: textOf(fields.default_target_attribute) ?? textOf(fields.target),
    ignore: [...namesOf(fields.row_id_attribute), ...namesOf(fields.ignore_attribute)],
    url: textOf(fields.url),
    md5: textOf(fields.md5_checksum)?.toLowerCase(),
    sha256: textOf(fields.sha256)?.toLowerCase(),
    rows: Number.isInteger(fields.rows) ? (fields.rows as number) : undefined,
  };
}

/** @throws DataIntegrityError if the bytes differ from a checksum of the description */
export function verifyChecksums(bytes: Uint8Array, description: OpenmlDescription, source: string): void {
  for (const algorithm of ['md5', 'sha256'] as const) {
    const expected = description[algorithm];
    const found = expected && createHash(algorithm).update(bytes).digest('hex');
    if (found !== expected) {
      throw new DataIntegrityError(
        `${source}: found ${algorithm} ${found} (${bytes.length} bytes), expected ${expected}: the file is damaged or was edited; remove it or get it again`,
      );
    }
  }
}

/**
 * A description as it is cached beside its file: with checksum and number of rows, without which a file that was cut at the
 * end of a line would pass for whole.
 */
export function describedFile(
  text: string,
  file: { readonly sha256: string; readonly rows: number },
): string {
  const known = text.trimStart().startsWith('<') ? fieldsOfXml(text) : fieldsOfJson(text);
  return `${JSON.stringify({ data_set_description: { ...known, ...file } }, null, 1)}\n`;
}

function fieldsOfJson(text: string): Fields | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (!isFields(json)) return undefined;
    return isFields(json.data_set_description) ? json.data_set_description : json;
  } catch {
    return undefined;
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Elements `<oml:name>text</oml:name>` that have no elements inside; several of one name make a list. */
function fieldsOfXml(text: string): Fields | undefined {
  if (!text.includes('data_set_description')) return undefined;
  const fields: Record<string, string[]> = {};
  for (const [, name, content] of text.matchAll(/<oml:(\w+)>([^<]*)<\/oml:\1>/g)) {
    fields[name] ??= [];
    fields[name].push(
      content.replace(/&(?:#(\d+)|(\w+));/g, (entity, code?: string, word?: string) =>
        code ? String.fromCodePoint(Number(code)) : (entities[word ?? ''] ?? entity),
      ),
    );
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, list]) => [name, list.length > 1 ? list : list[0]]),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** OpenML gives a list, or one text with commas. */
function namesOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : (textOf(value)?.split(',') ?? []);
  return list.map((name) => String(name).trim()).filter((name) => name !== '');
}
