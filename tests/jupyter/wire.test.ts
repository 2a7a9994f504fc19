import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Wire, WireError } from '../../lib/jupyter/wire';

// cspell:ignore grün

const toBuffers = (frames: readonly (Uint8Array | string)[]): Buffer[] =>
  frames.map((frame) => Buffer.from(frame));

describe('Wire', () => {
  it('signs the four parts by HMAC-SHA256 of their bytes, one after another', () => {
    const { frames } = new Wire('secret').encode({ type: 'x_request', content: { text: 'grün' } });
    const [delimiter, signature, ...parts] = toBuffers(frames);
    expect(delimiter.toString()).toBe('<IDS|MSG>');
    const whole = Buffer.concat(parts);
    expect(signature.toString()).toBe(createHmac('sha256', 'secret').update(whole).digest('hex'));
  });

  it('reads what it wrote, with its routing prefix and parent', () => {
    const wire = new Wire('secret');
    const { header: parent } = wire.encode({ type: 'x_request', content: {} });
    const content = { nested: [1, { two: 'ü' }] };
    const { header, frames } = wire.encode({ type: 'x_reply', content, parent, identities: ['one', 'two'] });
    const message = new Wire('secret').decode(toBuffers(frames));
    expect(message).toMatchObject({ header, parent, content, metadata: {} });
    expect(message.identities.map(String)).toEqual(['one', 'two']);
  });

  it('carries binary buffers, which the protocol leaves unsigned', () => {
    const buffers = [Uint8Array.of(1, 2), Uint8Array.of()];
    const { frames } = new Wire('secret').encode({ type: 'x', content: {}, buffers });
    const whole = toBuffers(frames);
    const signed = createHmac('sha256', 'secret')
      .update(Buffer.concat(whole.slice(2, 6)))
      .digest('hex');
    expect(whole[1].toString()).toBe(signed);
    expect(new Wire('secret').decode(whole).buffers.map((buffer) => [...buffer])).toEqual([[1, 2], []]);
  });

  it('refuses a wrong signature, a missing part and what is no JSON object', () => {
    const wire = new Wire('secret');
    const frames = toBuffers(wire.encode({ type: 'x', content: { a: 1 } }).frames);
    const changed = [...frames];
    changed[5] = Buffer.from('{"a":2}');
    expect(() => wire.decode(changed)).toThrow(WireError);
    expect(() => new Wire('other').decode(frames)).toThrow(/signature/);
    expect(() => wire.decode(frames.slice(0, 5))).toThrow(WireError);
    expect(() => wire.decode(frames.slice(1))).toThrow(WireError);
    expect(() => wire.decode([])).toThrow(WireError);
    const unsigned = new Wire('');
    const parts = (content: string) => toBuffers(['<IDS|MSG>', '', '{}', '{}', '{}', content]);
    expect(unsigned.decode(parts('{"a":1}')).content).toEqual({ a: 1 });
    for (const bad of ['', '{', '[1]', 'null', '3'])
      expect(() => unsigned.decode(parts(bad))).toThrow(WireError);
  });
});
