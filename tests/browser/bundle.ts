import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';

export interface Bundle {
  /** An expression statement that sets the global `genlabel`. */
  readonly code: string;
  /** Files that went into it, and what it still imports. */
  readonly modules: readonly string[];
  readonly imports: readonly string[];
  readonly warnings: readonly string[];
}

/** The face `genlabel` as a bundler makes it for a page: one script without imports. */
export async function bundle({ minify }: { readonly minify: boolean }): Promise<Bundle> {
  const warnings: string[] = [];
  const built = await rolldown({
    input: fileURLToPath(new URL('bundle-entry.js', import.meta.url)),
    platform: 'browser',
    onLog: (level, { message }) => warnings.push(`${level}: ${message}`),
  });
  const { output } = await built.generate({ format: 'iife', minify, comments: false });
  await built.close();
  const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
  return {
    code: chunks[0].code,
    modules: chunks[0].moduleIds,
    imports: chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]),
    warnings,
  };
}
