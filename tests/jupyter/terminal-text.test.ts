import { describe, expect, it } from 'vitest';
import { terminalText } from '../../lib/jupyter/terminal-text';

// cspell:ignore abnger

describe('terminalText', () => {
  it.each([
    ['plain\ntext\n', 'plain\ntext\n'],
    ['one\rtwo', 'two'],
    ['longer\rab', 'abnger'],
    ['a\r\nb\r\n', 'a\nb\n'],
    ['first\n1 %\r2 %\r3 %\nlast', 'first\n3 %\nlast'],
    ['abc\b\bX', 'aXc'],
    ['\b\ba', 'a'],
    ['x\r', 'x'],
    ['😀😀\ra', 'a😀'],
  ])('shows %j as %j', (text, shown) => {
    expect(terminalText(text)).toBe(shown);
  });
});
