import type ts from 'typescript';

/** The compiler, loaded when it is first needed: it is large. */
export function loadTypescript(): typeof ts {
  return require('typescript') as typeof ts;
}
