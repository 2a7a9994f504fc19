import type { JsonObject, MimeBundle, Output } from './notebook';
import { terminalText } from './terminal-text';
import type { Message } from './wire';

interface DisplayContent {
  readonly data: MimeBundle;
  readonly metadata?: JsonObject;
  readonly transient?: { readonly display_id?: string };
  readonly execution_count?: number;
}

type Stored = Extract<Output, { output_type: 'display_data' | 'execute_result' }>;

/** Turns published messages into the outputs of the cells of one notebook. */
export class OutputCollector {
  /** A display may be updated by a later cell, and shown by several. */
  readonly #displays = new Map<string, Stored[]>();

  /** Takes one message that was published on account of the cell whose outputs are given. */
  add(outputs: Output[], { header, content }: Message): void {
    switch (header.msg_type) {
      case 'stream':
        addStream(outputs, String(content.name), String(content.text));
        break;
      case 'display_data':
      case 'execute_result':
        this.#addDisplay(outputs, header.msg_type, content as unknown as DisplayContent);
        break;
      case 'update_display_data':
        this.#update(content as unknown as DisplayContent);
        break;
      case 'error': {
        const { ename, evalue, traceback } = content as {
          ename: string;
          evalue: string;
          traceback: string[];
        };
        outputs.push({ output_type: 'error', ename, evalue, traceback });
        break;
      }
    }
  }

  /** Outputs as they are stored: carriage returns of progress lines resolved. To be called when no more will come. */
  static finish(outputs: Output[]): void {
    for (const output of outputs) {
      if (output.output_type === 'stream') output.text = terminalText(output.text);
    }
  }

  #addDisplay(outputs: Output[], type: Stored['output_type'], content: DisplayContent): void {
    const common = { data: content.data, metadata: content.metadata ?? {} };
    const stored: Stored =
      type === 'display_data'
        ? { output_type: type, ...common }
        : { output_type: type, ...common, execution_count: content.execution_count ?? null };
    outputs.push(stored);
    const id = content.transient?.display_id;
    if (id !== undefined) this.#displays.set(id, [...(this.#displays.get(id) ?? []), stored]);
  }

  #update({ data, metadata, transient }: DisplayContent): void {
    for (const stored of this.#displays.get(transient?.display_id ?? '') ?? []) {
      stored.data = data;
      stored.metadata = metadata ?? {};
    }
  }
}

function addStream(outputs: Output[], name: string, text: string): void {
  const last = outputs.at(-1);
  if (last?.output_type === 'stream' && last.name === name) last.text += text;
  else outputs.push({ output_type: 'stream', name, text });
}
