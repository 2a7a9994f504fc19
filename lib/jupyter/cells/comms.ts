import { randomUUID } from 'node:crypto';
import type { Content } from '../wire';
import type { Outlet } from './outlet';

type OnMessage = (data: unknown, buffers: readonly Uint8Array[]) => void;

const toText = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** A channel between a cell and what shows the notebook. */
export class Comm {
  onMessage: OnMessage = () => {};
  onClose: (data: unknown) => void = () => {};

  constructor(
    readonly id: string,
    readonly target: string,
    private readonly comms: Comms,
  ) {}

  /** @param buffers binary data, which reach the front end as they are */
  send(data: unknown, metadata: Content = {}, buffers: readonly ArrayBufferView[] = []): void {
    this.comms.publish('comm_msg', { comm_id: this.id, data }, metadata, buffers);
  }

  close(data: unknown = {}): void {
    this.comms.forget(this.id);
    this.comms.publish('comm_close', { comm_id: this.id, data }, {});
  }
}

/** The open channels of the cells. */
export class Comms {
  readonly #outlet: Outlet;
  readonly #open = new Map<string, Comm>();
  readonly #targets = new Map<string, (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void>();

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  publish(
    message: string,
    content: Content,
    metadata: Content,
    buffers: readonly ArrayBufferView[] = [],
  ): void {
    this.#outlet.publish(message, content, metadata, buffers.map(toText));
  }

  forget(id: string): void {
    this.#open.delete(id);
  }

  registerTarget(
    target: string,
    onOpen: (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void,
  ): void {
    this.#targets.set(target, onOpen);
  }

  openComm(
    target: string,
    data: unknown = {},
    metadata: Content = {},
    buffers: readonly ArrayBufferView[] = [],
  ): Comm {
    const comm = new Comm(randomUUID(), target, this);
    this.#open.set(comm.id, comm);
    this.publish('comm_open', { comm_id: comm.id, target_name: target, data }, metadata, buffers);
    return comm;
  }

  /** Takes a message of the front end. */
  take(message: string, content: Content, texts: readonly string[]): void {
    const { comm_id, target_name, data } = content;
    const id = String(comm_id);
    const buffers = texts.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
    const comm = this.#open.get(id);
    if (message === 'comm_open') {
      const onOpen = this.#targets.get(String(target_name));
      if (!onOpen) {
        this.publish('comm_close', { comm_id: id, data: {} }, {});
        return;
      }
      const opened = new Comm(id, String(target_name), this);
      this.#open.set(id, opened);
      onOpen(opened, data, buffers);
    } else if (message === 'comm_msg') comm?.onMessage(data, buffers);
    else if (comm) {
      this.#open.delete(id);
      comm.onClose(data);
    }
  }
}
