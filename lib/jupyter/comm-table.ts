import type { Content } from './wire';

/** Which comms are open, whichever side opened them. */
export class CommTable {
  readonly #targets = new Map<string, string>();

  /** Takes every `comm_open` and `comm_close` that passes. */
  note(type: string, { comm_id: id, target_name: target }: Content): void {
    if (type === 'comm_open') this.#targets.set(String(id), String(target));
    if (type === 'comm_close') this.#targets.delete(String(id));
  }

  /** Content of the reply to a `comm_info_request`. */
  info(target: unknown): Content {
    const open = [...this.#targets].filter(([, name]) => typeof target !== 'string' || name === target);
    return { status: 'ok', comms: Object.fromEntries(open.map(([id, name]) => [id, { target_name: name }])) };
  }
}
