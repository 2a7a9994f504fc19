import { builtinModules } from 'node:module';

/**
 * The specifier without `npm:` and version, as Deno's notebooks write them: `npm:d3-array@3/src/sum` is `d3-array/src/sum`.
 * Specifiers of another kind stay what they are.
 */
export function withoutNpm(specifier: string): string {
  const found = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(specifier);
  return found ? `${found[1]}${found[2] ?? ''}` : specifier;
}

/** The package to install for a specifier, with the version that it asks for; undefined for files and modules of Node. */
export function packageToInstall(specifier: string): string | undefined {
  const found = /^(?:npm:\/?)?((?:@[^/@]+\/)?[^/@:]+)(@[^/]*)?(?:\/.*)?$/.exec(specifier);
  if (
    !found ||
    /^[./\\]|^[A-Za-z]:/.test(specifier.replace(/^npm:/, '')) ||
    builtinModules.includes(specifier)
  ) {
    return undefined;
  }
  return `${found[1]}${found[2] ?? ''}`;
}

/** Whether the kernel brings the module, where the project of the notebook has none of this name. */
export const isBrought = (specifier: string): boolean => /^(genlabel|tslab)(\/|$)/.test(specifier);

/** What the first cell of most notebooks imports: it is read ahead while nobody waits. */
export const expectedModule = 'genlabel';
