import type { Content } from '../wire';
import { currentCell } from './cell-context';
import type { FromCells } from './messages';
import { type StreamName, StreamOutput } from './stream-output';

/** The way of all outputs from the cells to the kernel: each goes to the cell that caused it. */
export class Outlet {
  readonly #streams = new Map<number, StreamOutput>();
  #last = 0;

  send(message: FromCells): void {
    // Without a kernel there is nobody to tell.
    if (process.connected) process.send?.(message);
  }

  /** The run that is meant where the cause of an output is not known. */
  begin(id: number): void {
    this.#streams.get(this.#last)?.finish();
    // Outputs of long ago are forgotten, as far as their limits go.
    for (const old of this.#streams.keys()) if (old < id - 100) this.#streams.delete(old);
    this.#last = id;
  }

  /** All of a run's text is out, also the end that was held back. */
  finish(id: number): void {
    this.#streams.get(id)?.finish();
  }

  #stream(id: number): StreamOutput {
    let stream = this.#streams.get(id);
    if (!stream) {
      stream = new StreamOutput((name, text) => this.send({ type: 'stream', id, name, text }));
      this.#streams.set(id, stream);
    }
    return stream;
  }

  /** Replaces `write` of a stream of this process. */
  capture(stream: NodeJS.WriteStream, name: StreamName): void {
    StreamOutput.replaceWrite(stream, (text) => {
      const cell = currentCell();
      if (!cell?.dead) this.#stream(cell?.id ?? this.#last).write(name, text);
    });
  }

  /** Publishes a message on account of the running cell. */
  publish(message: string, content: Content, metadata?: Content, buffers?: readonly string[]): void {
    const cell = currentCell();
    if (cell?.dead) return;
    const id = cell?.id ?? this.#last;
    this.#streams.get(id)?.flush();
    this.send({ type: 'publish', id, message, content, metadata, buffers });
  }

  /** An error for which no cell is there any more. */
  late(message: Extract<FromCells, { type: 'late' }>): void {
    this.#streams.get(message.id)?.flush();
    this.send(message);
  }

  /** The run to which output belongs now. */
  get current(): number {
    return currentCell()?.id ?? this.#last;
  }

  finishAll(): void {
    for (const stream of this.#streams.values()) stream.finish();
  }
}
