import type ts from 'typescript';
import type { Content } from '../wire';
import type { CellCompiler } from './cell-compiler';
import { modulePrefix } from './cell-service';
import { toOffset } from './cursor';

/** A signature or a name, and what its docstring says. */
interface Description {
  readonly code: string;
  readonly text: string;
}

/** Answers an `inspect_request`: the call around the cursor, and the name under it. */
export function inspectCode(cells: CellCompiler, code: string, cursor: number): Content {
  const offset = toOffset(code, cursor);
  cells.look(code);
  const call = signature(cells, offset);
  const name = quickInfo(cells, offset) ?? (offset > 0 && !call ? quickInfo(cells, offset - 1) : undefined);
  const found = [call, name].filter((description) => description !== undefined);
  if (found.length === 0) return { status: 'ok', found: false, data: {}, metadata: {} };
  return {
    status: 'ok',
    found: true,
    data: {
      'text/plain': found.map(({ code, text }) => (text === '' ? code : `${code}\n\n${text}`)).join('\n\n'),
      'text/markdown': found
        .map(({ code, text }) => `\`\`\`typescript\n${code}\n\`\`\`\n\n${text}`)
        .join('\n\n'),
    },
    metadata: {},
  };
}

function signature({ service, compiler }: CellCompiler, offset: number): Description | undefined {
  const help = service.service.getSignatureHelpItems(service.cell, modulePrefix.length + offset, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (!help || !item) return undefined;
  const text = (parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
    compiler.displayPartsToString(parts as ts.SymbolDisplayPart[]);
  const parameters = item.parameters.map((parameter) => text(parameter.displayParts));
  const code = `${text(item.prefixDisplayParts)}${parameters.join(text(item.separatorDisplayParts))}${text(item.suffixDisplayParts)}`;
  const current = item.parameters[help.argumentIndex];
  const about = current ? text(current.documentation) : '';
  const more =
    help.items.length > 1 ? `${help.selectedItemIndex + 1} of ${help.items.length} signatures` : '';
  return {
    code,
    text: joined([
      about && `${current.name}: ${about}`,
      text(item.documentation),
      tagLines(compiler, item.tags),
      more,
    ]),
  };
}

function quickInfo({ service, compiler }: CellCompiler, offset: number): Description | undefined {
  const info = service.service.getQuickInfoAtPosition(service.cell, modulePrefix.length + offset);
  if (!info) return undefined;
  return {
    code: compiler.displayPartsToString(info.displayParts),
    text: joined([compiler.displayPartsToString(info.documentation), tagLines(compiler, info.tags)]),
  };
}

function tagLines(compiler: typeof ts, tags: readonly ts.JSDocTagInfo[] | undefined): string {
  return (tags ?? [])
    .map(({ name, text }) => {
      const words = compiler.displayPartsToString(text);
      return name === 'example' ? `@example\n${words}` : `@${name} ${words}`.trimEnd();
    })
    .join('\n');
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');
