/** Types of what the kernel puts into the global scope of the cells. */
export const globalDeclarations = `
type JupyterBundle = Record<string, unknown>;
interface JupyterDisplayable { [key: symbol]: unknown }
interface JupyterComm {
  readonly id: string;
  readonly target: string;
  onMessage: (data: unknown, buffers: readonly Uint8Array[]) => void;
  onClose: (data: unknown) => void;
  send(data: unknown, metadata?: object, buffers?: readonly ArrayBufferView[]): void;
  close(data?: unknown): void;
}
declare var jupyter: {
  /** Opens a channel to what the front end registered under the name. */
  openComm(target: string, data?: unknown, metadata?: object, buffers?: readonly ArrayBufferView[]): JupyterComm;
  /** Says what happens when the front end opens a channel of this name. */
  registerTarget(target: string, onOpen: (comm: JupyterComm, data: unknown, buffers: readonly Uint8Array[]) => void): void;
  /** Sends any message of the protocol to all front ends. */
  broadcast(type: string, content: object, extra?: { metadata?: object }): Promise<void>;
  /** Removes the outputs of the running cell; with \`wait\`, when the next output comes. */
  clearOutput(wait?: boolean): void;
  /**
   * A \`document\` for libraries that draw into the DOM, Observable Plot for one; makes it and its \`window\` global, by which some
   * libraries take Node for a browser, and says how to install it where it is missing.
   */
  installDom(): unknown;
  /** Defines the global \`Deno\` with its \`jupyter\`, for notebooks written for Deno's kernel. */
  installDeno(): void;
};
/** Shows a value as the last one of a cell is shown; with \`raw\`, the value is the bundle of MIME types itself. */
declare function display(value: unknown, options?: { raw?: boolean; update?: boolean; display_id?: string }): Promise<void>;
declare function html(strings: TemplateStringsArray, ...values: unknown[]): JupyterDisplayable;
declare function md(strings: TemplateStringsArray, ...values: unknown[]): JupyterDisplayable;
declare function svg(strings: TemplateStringsArray, ...values: unknown[]): JupyterDisplayable;
/** Asks the reader of the notebook; null if there is nobody to ask. */
declare function prompt(message?: string, preset?: string): string | null;
declare function confirm(message?: string): boolean;
declare function alert(message?: string): void;
`;
