import { limits } from './limits';
import { fetchWithin, RefusedAnswer, StatusError } from './web-answer';

/** How a download is tried. Times in milliseconds. */
export interface DownloadOptions {
  /** Tries in all (default 4). */
  readonly attempts?: number;
  /** Pause after the first failed try (default 500); it doubles after every other. */
  readonly firstPause?: number;
  /** A connection that brings no byte for so long is given up (default 15000). */
  readonly stallTimeout?: number;
  /** For all tries and pauses together (default 120000). */
  readonly totalTimeout?: number;
  /** Bytes that are taken at most, counted after unpacking (default 400 million). */
  readonly mostBytes?: number;
  /** Whether a host may be asked, at first or after a redirect; default: that of the URL alone. */
  readonly allows?: (host: string) => boolean;
}

/** A download that failed for good. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';

  /** @param status HTTP status of the last try, undefined if no server answered */
  constructor(
    message: string,
    readonly status: number | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Errors that say that there is no network, no such host or no way to it: trying again at once is of no use. */
const unreachableCodes = [
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'ETIMEDOUT'],
  'UND_ERR_CONNECT_TIMEOUT',
];
const rememberedFor = 300_000;
const unreachable = new Map<string, { readonly reason: string; readonly until: number }>();

/**
 * Gets the bytes of an http or https URL. Tries again, with pauses that double, after a broken, stalled or truncated transfer,
 * a status that may pass (408, 425, 429, 5xx; the server's Retry-After is honoured), or when `accept` throws, which checks
 * what came. A host that cannot be reached, or never answers, is remembered for five minutes in this process and then
 * refused at once. Redirects lead to allowed hosts only.
 *
 * @throws DownloadError naming the URL and the last reason
 * @throws whatever `accept` threw last
 */
export async function download(
  url: string,
  accept: (bytes: Uint8Array) => void,
  options: DownloadOptions = {},
): Promise<Uint8Array> {
  const { attempts = 4, firstPause = 500, totalTimeout = 120_000 } = options;
  const { origin, hostname } = requireWebUrl(url);
  const allows = options.allows ?? ((host: string) => host === hostname);
  if (!allows(hostname))
    throw new DownloadError(`${url}: the host ${hostname} is none that data are taken from`, undefined);
  const known = unreachable.get(origin);
  if (known && Date.now() < known.until)
    throw new DownloadError(`${url}: ${known.reason} (found a while ago)`, undefined);
  const total = AbortSignal.timeout(totalTimeout);
  const started = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      const bytes = await getOnce(url, { ...options, allows }, total);
      accept(bytes);
      return bytes;
    } catch (error) {
      const failure = failureOf(error);
      const patient = performance.now() - started + failure.retryAfter < totalTimeout;
      if (failure.retry && !total.aborted && attempt < attempts && patient) {
        await pause(Math.max(firstPause * 2 ** (attempt - 1), failure.retryAfter), total);
        if (!total.aborted) continue;
      }
      if (failure.own) throw error;
      if (!failure.answered)
        unreachable.set(origin, { reason: failure.reason, until: Date.now() + rememberedFor });
      const late = total.aborted
        ? `, given up after ${totalTimeout / 1000} s`
        : patient
          ? ''
          : `, and asks to wait for ${Math.ceil(failure.retryAfter / 1000)} s: try again then`;
      throw new DownloadError(`${url}: ${failure.reason}${late}`, failure.status, { cause: error });
    }
  }
}

/** @throws DownloadError for what is no URL, or one of a file, of data, or of another protocol */
function requireWebUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed;
  throw new DownloadError(
    `${JSON.stringify(url.slice(0, 200))} is no URL that begins with http: or https:`,
    undefined,
  );
}

/** A transfer that ended too early: with `answered`, after the head of the answer. */
class TransferError extends Error {
  constructor(
    readonly answered: boolean,
    cause: unknown,
  ) {
    super(reasonOf(cause), { cause });
  }
}

async function getOnce(
  url: string,
  { stallTimeout = 15_000, mostBytes = limits.bytes, allows = () => true }: DownloadOptions,
  total: AbortSignal,
): Promise<Uint8Array> {
  const stall = new AbortController();
  const stalled = () => stall.abort(new Error(`no byte came for ${stallTimeout / 1000} s`));
  let timer = setTimeout(stalled, stallTimeout);
  let answered = false;
  try {
    const signal = AbortSignal.any([total, stall.signal]);
    const response = await fetchWithin(url, signal, allows);
    answered = true;
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) {
        stall.abort();
        throw new RefusedAnswer(`it has more than ${mostBytes} bytes, which are too many`);
      }
      clearTimeout(timer);
      timer = setTimeout(stalled, stallTimeout);
    }
    const bytes = Buffer.concat(chunks);
    if (!response.ok) {
      const body = bytes.toString('utf8', 0, 200).trim();
      throw new StatusError(response.status, body, response.headers.get('retry-after'));
    }
    return bytes;
  } catch (error) {
    if (error instanceof StatusError || error instanceof RefusedAnswer) throw error;
    throw new TransferError(answered, stall.signal.aborted ? stall.signal.reason : error);
  } finally {
    clearTimeout(timer);
  }
}

interface Failure {
  readonly reason: string;
  readonly retryAfter: number;
  readonly retry: boolean;
  readonly answered: boolean;
  readonly status: number | undefined;
  /** Thrown by `accept`. */
  readonly own: boolean;
}

/** An answer that came and is final, for what is not said otherwise. */
const refused = { retry: false, retryAfter: 0, answered: true, status: undefined, own: false };

function failureOf(error: unknown): Failure {
  if (error instanceof StatusError) {
    const { message: reason, status, retryAfter } = error;
    const retry = [408, 425, 429].includes(status) || status >= 500;
    return { ...refused, reason, retry, status, retryAfter };
  }
  if (error instanceof RefusedAnswer) return { ...refused, reason: error.message };
  if (error instanceof TransferError) {
    const retry = !codesOf(error).some((code) => unreachableCodes.includes(code));
    return { ...refused, reason: error.message, retry, answered: error.answered };
  }
  return { ...refused, reason: String(error), retry: true, own: true };
}

/** Codes of an error, of its causes, and of the addresses that were tried one after the other. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as NodeJS.ErrnoException;
  const inner = error instanceof AggregateError ? error.errors : [];
  return [...(code ? [code] : []), ...[error.cause, ...inner].flatMap(codesOf)];
}

/** fetch says "fetch failed" or "terminated" and keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [code] = codesOf(error);
  const innermost = error.cause instanceof Error && error.cause.message !== '' ? error.cause : error;
  return code && !innermost.message.includes(code) ? `${innermost.message} (${code})` : innermost.message;
}

function pause(milliseconds: number, total: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    total.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      total.removeEventListener('abort', done);
      resolve();
    }
  });
}
