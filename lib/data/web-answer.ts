/** As many as browsers follow is more than a data set needs. */
const mostRedirects = 5;

/** An answer whose status tells of a failure. */
export class StatusError extends Error {
  /** Milliseconds that the server asks to wait; 0 if it does not say. */
  readonly retryAfter: number;

  constructor(
    readonly status: number,
    body: string,
    retryAfter: string | null,
  ) {
    super(`HTTP status ${status}${body === '' ? '' : ` ${JSON.stringify(body)}`}`);
    this.retryAfter = millisecondsOf(retryAfter);
  }
}

/** Retry-After holds seconds or a date. */
function millisecondsOf(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const wait = /^\d+$/.test(retryAfter) ? 1000 * Number(retryAfter) : Date.parse(retryAfter) - Date.now();
  return wait > 0 ? wait : 0;
}

/** An answer that is no answer: trying again is of no use. */
export class RefusedAnswer extends Error {}

/** As `fetch`, but every redirect is looked at before it is followed. */
export async function fetchWithin(
  url: string,
  signal: AbortSignal,
  allows: (host: string) => boolean,
): Promise<Response> {
  let place = url;
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(place, { signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    if (redirects === mostRedirects) throw new RefusedAnswer(`it redirects more than ${mostRedirects} times`);
    const next = URL.canParse(location, place) ? new URL(location, place) : undefined;
    if (!next || !['http:', 'https:'].includes(next.protocol) || !allows(next.hostname)) {
      throw new RefusedAnswer(
        `it redirects to ${JSON.stringify(location.slice(0, 200))}, where no data are taken from`,
      );
    }
    place = next.href;
  }
}
