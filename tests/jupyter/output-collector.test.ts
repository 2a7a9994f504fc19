import { describe, expect, it } from 'vitest';
import type { Output } from '../../lib/jupyter/notebook';
import { OutputCollector } from '../../lib/jupyter/output-collector';
import type { Content, Message } from '../../lib/jupyter/wire';

const message = (type: string, content: Content): Message => ({
  identities: [],
  header: { msg_id: '', msg_type: type, session: '', username: '', date: '', version: '5.3' },
  parent: {},
  metadata: {},
  content,
  buffers: [],
});
const display = (type: string, text: string, id?: string): Message =>
  message(type, {
    data: { 'text/plain': text },
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });
const stream = (name: string, text: string): Message => message('stream', { name, text });

describe('OutputCollector', () => {
  it('joins neighbouring texts of one stream, across which a carriage return acts', () => {
    const outputs: Output[] = [];
    const collector = new OutputCollector();
    for (const one of [
      stream('stdout', '1 %'),
      stream('stdout', '\r2 %\n'),
      stream('stderr', 'e'),
      stream('stdout', 'x'),
    ]) {
      collector.add(outputs, one);
    }
    OutputCollector.finish(outputs);
    expect(outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: '2 %\n' },
      { output_type: 'stream', name: 'stderr', text: 'e' },
      { output_type: 'stream', name: 'stdout', text: 'x' },
    ]);
  });

  it('updates every display of an id, in every cell, and no other', () => {
    const [first, second]: Output[][] = [[], []];
    const collector = new OutputCollector();
    collector.add(first, display('display_data', 'old', 'a'));
    collector.add(first, display('display_data', 'other', 'b'));
    collector.add(first, display('display_data', 'none'));
    collector.add(second, display('display_data', 'old', 'a'));
    collector.add(second, display('update_display_data', 'new', 'a'));
    collector.add(second, display('update_display_data', 'lost', 'unknown'));
    const shown = (outputs: Output[]) =>
      outputs.map((output) => ('data' in output ? output.data['text/plain'] : undefined));
    expect(shown(first)).toEqual(['new', 'other', 'none']);
    expect(shown(second)).toEqual(['new']);
    // What only the messages know is not stored.
    expect(Object.keys(first[0]).sort()).toEqual(['data', 'metadata', 'output_type']);
  });
});
