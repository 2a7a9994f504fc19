import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** Header of a Jupyter message (protocol 5.3). */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** Any JSON object: message contents are checked where they are used. */
export type Content = Record<string, unknown>;

/** A message of the Jupyter protocol, signature already checked. */
export interface Message {
  /** Routing prefix of a router socket, topic of a publisher. */
  readonly identities: Buffer[];
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly metadata: Content;
  readonly content: Content;
  /** Binary data that came with the contents. */
  readonly buffers: readonly Uint8Array[];
}

export interface Outgoing {
  readonly type: string;
  readonly content: Content;
  readonly parent?: Partial<Header>;
  readonly metadata?: Content;
  readonly identities?: readonly (Buffer | string)[];
  readonly buffers?: readonly Uint8Array[];
  /** Further fields of the header. */
  readonly header?: Content;
}

/** A message that is not of the protocol, or not signed with the key of this connection. */
export class WireError extends Error {
  override name = 'WireError';
}

const rememberedSignatures = 65_536;
const delimiter = Buffer.from('<IDS|MSG>');

/**
 * Frames of ZeroMQ to messages and back, signed by HMAC-SHA256
 * (https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol).
 */
export class Wire {
  readonly session = randomUUID();
  readonly #key: string;
  readonly #seen = new Set<string>();

  /** @param key secret of the connection file; empty: messages are neither signed nor checked */
  constructor(key: string) {
    this.#key = key;
  }

  #sign(parts: readonly (Uint8Array | string)[]): string {
    if (this.#key === '') return '';
    const hmac = createHmac('sha256', this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }

  /** Whoever can read the sockets must not be able to send again what was sent before. */
  #refuseReplay(signature: string): void {
    if (this.#key === '') return;
    if (this.#seen.has(signature)) throw new WireError('got a signature that came before');
    this.#seen.add(signature);
    if (this.#seen.size <= rememberedSignatures) return;
    const [oldest] = this.#seen;
    this.#seen.delete(oldest);
  }

  /** Frames to send, and the header by which replies refer to the message. */
  encode(message: Outgoing): { header: Header; frames: (Uint8Array | string)[] } {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: message.type,
      session: this.session,
      username: 'genlabel',
      date: new Date().toISOString(),
      version: '5.3',
      ...message.header,
    };
    const parts = [header, message.parent ?? {}, message.metadata ?? {}, message.content].map((part) =>
      JSON.stringify(part),
    );
    const { identities = [], buffers = [] } = message;
    return { header, frames: [...identities, delimiter, this.#sign(parts), ...parts, ...buffers] };
  }

  /** @throws WireError if a frame is missing, is no JSON object or the signature is wrong or was seen before */
  decode(frames: readonly Buffer[]): Message {
    const start = frames.findIndex((frame) => frame.equals(delimiter));
    const parts = frames.slice(start + 2, start + 6);
    if (start < 0 || parts.length < 4) {
      throw new WireError(`got ${frames.length} frames, expected <IDS|MSG>, a signature and four JSON parts`);
    }
    // The protocol leaves the buffers that follow unsigned.
    const expected = Buffer.from(this.#sign(parts));
    const got = frames[start + 1];
    if (got.length !== expected.length || !timingSafeEqual(got, expected)) {
      throw new WireError('signature does not match the key of the connection file');
    }
    this.#refuseReplay(got.toString('latin1'));
    const [header, parent, metadata, content] = parts.map(parseObject);
    return {
      identities: frames.slice(0, start),
      header: header as unknown as Header,
      parent,
      metadata,
      content,
      buffers: frames.slice(start + 6),
    };
  }
}

function parseObject(part: Buffer): Content {
  const text = part.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WireError(`a part is not JSON: ${text.slice(0, 40)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WireError(`got ${text.slice(0, 40)}, expected a JSON object`);
  }
  return value as Content;
}
