import { StringDecoder } from 'node:string_decoder';

export type StreamName = 'stdout' | 'stderr';

interface Chunk {
  readonly name: StreamName;
  readonly text: string;
}

const flushLength = 64 * 1024;
const flushMilliseconds = 50;

/**
 * Text output of the cells: gathered into few messages, and limited.
 *
 * Of each cell the first and the last `keep` characters are published; the end comes when the cell is done, after one line
 * that says how much was cut. A cell that prints without end therefore costs neither the kernel nor a browser its memory.
 */
export class StreamOutput {
  readonly #publish: (name: StreamName, text: string) => void;
  readonly #keep: number;
  #pending: Chunk[] = [];
  #pendingLength = 0;
  #lastFlush = 0;
  #timer: NodeJS.Timeout | undefined;
  #published = 0;
  #tail: Chunk[] = [];
  /** Chunks before this place are dropped already. */
  #tailStart = 0;
  #tailLength = 0;
  #cut = 0;

  /** @param keep characters kept of the beginning, and as many of the end */
  constructor(publish: (name: StreamName, text: string) => void, keep = 512 * 1024) {
    this.#publish = publish;
    this.#keep = keep;
  }

  /** Replaces `write` of a stream of this process, so that all that is printed is handed over. */
  static replaceWrite(stream: NodeJS.WriteStream, take: (text: string) => void): void {
    const decoder = new StringDecoder('utf8');
    const write = (
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | ((error?: Error) => void),
      callback?: (error?: Error) => void,
    ): boolean => {
      take(typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
    stream.write = write as typeof stream.write;
  }

  write(name: StreamName, text: string): void {
    const room = Math.max(0, this.#keep - this.#published - this.#pendingLength);
    if (room > 0) this.#append({ name, text: text.slice(0, room) });
    if (text.length > room) this.#holdBack({ name, text: text.slice(room) });
  }

  #append(chunk: Chunk): void {
    if (chunk.text === '') return;
    this.#pending.push(chunk);
    this.#pendingLength += chunk.text.length;
    // A loop that never yields must still show its progress: a timer alone would fire after the cell.
    if (this.#pendingLength >= flushLength || Date.now() - this.#lastFlush >= flushMilliseconds) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), flushMilliseconds).unref();
  }

  #holdBack(chunk: Chunk): void {
    const text = chunk.text.slice(-this.#keep);
    this.#cut += chunk.text.length - text.length;
    this.#tail.push({ name: chunk.name, text });
    this.#tailLength += text.length;
    let oldest = this.#tail[this.#tailStart];
    while (this.#tailLength - oldest.text.length >= this.#keep) {
      this.#cut += oldest.text.length;
      this.#tailLength -= oldest.text.length;
      oldest = this.#tail[++this.#tailStart];
    }
    // Moving the list at each dropped chunk would take time in proportion to its length.
    if (this.#tailStart > this.#tail.length / 2) {
      this.#tail = this.#tail.slice(this.#tailStart);
      this.#tailStart = 0;
    }
  }

  /** Publishes what is waiting; to be called before anything else is published. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFlush = Date.now();
    const chunks = this.#pending;
    this.#published += this.#pendingLength;
    this.#pending = [];
    this.#pendingLength = 0;
    this.#send(chunks);
  }

  /** Ends a cell: publishes the end of its output that was held back. The next cell starts with the full allowance. */
  finish(): void {
    this.flush();
    const [first, ...rest] = this.#tail.slice(this.#tailStart);
    if (first) {
      const excess = Math.max(0, this.#tailLength - this.#keep);
      const cut = this.#cut + excess;
      const text = first.text.slice(excess);
      const notice = `\n[${cut.toLocaleString('en')} characters cut here: of the output of a cell the first and the last ${this.#keep.toLocaleString('en')} are kept]\n`;
      this.#send([{ name: first.name, text: cut > 0 ? notice + text : text }, ...rest]);
    }
    this.#published = 0;
    this.#tail = [];
    this.#tailStart = 0;
    this.#tailLength = 0;
    this.#cut = 0;
  }

  #send(chunks: readonly Chunk[]): void {
    let i = 0;
    while (i < chunks.length) {
      const { name } = chunks[i];
      const texts: string[] = [];
      for (; i < chunks.length && chunks[i].name === name; i++) texts.push(chunks[i].text);
      this.#publish(name, texts.join(''));
    }
  }
}
