import type { Content } from '../wire';
import { CellCompiler } from './cell-compiler';
import { complete } from './complete';
import { inspectCode } from './inspect';
import { isComplete } from './is-complete';
import { loadTypescript } from './load-typescript';

/** All that needs the compiler. It is loaded at first use, or when `warm` is called. */
export class Language {
  readonly #folder: string;
  #cells: CellCompiler | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get cells(): CellCompiler {
    this.#cells ??= new CellCompiler(loadTypescript(), this.#folder);
    return this.#cells;
  }

  /** Reads what every cell needs, so that the first one need not wait for it. */
  warm(): void {
    this.cells.look('');
  }

  /** Answers to requests, by message type. */
  readonly handlers: Readonly<Record<string, (content: Content) => Content>> = {
    complete_request: ({ code, cursor_pos }) => complete(this.cells, String(code), Number(cursor_pos)),
    inspect_request: ({ code, cursor_pos }) => inspectCode(this.cells, String(code), Number(cursor_pos)),
    is_complete_request: ({ code }) => isComplete(this.cells.compiler, String(code)),
  };
}
