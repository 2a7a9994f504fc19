import { excerpt } from './arff-error';
import { optionText } from './option-text';
import { TableError } from './table-error';

/** What is wrong with one column. */
export interface ColumnProblem {
  readonly column: string;
  /** What was found, and what was expected. */
  readonly found: string;
  readonly line?: number;
  /** How to mend the values. */
  readonly mend?: string;
  /** Options that would let the column pass, beside leaving it out. */
  readonly option?: 'nominal' | 'keep';
}

/** So many names in the option of a cure still make a command. */
const mostNames = 500;
const mostShown = 20;

/**
 * Refuses columns, all at once, with one command line that leaves them out.
 *
 * @throws TableError if there is a problem
 */
export function refuseColumns(source: string, problems: readonly ColumnProblem[]): void {
  if (problems.length === 0) return;
  if (problems.length === 1) {
    const [{ column, found, line, mend, option }] = problems;
    const drop = `drop it (${optionText('drop', [column])})`;
    const pass = option && `${meaning[option]} (${optionText(option, [column])})`;
    const cures = [mend, drop, pass].filter((cure) => cure !== undefined);
    throw new TableError(source, `column ${excerpt(column)} ${found}; ${alternatives(cures)}`, line);
  }
  const shown = problems.slice(0, mostShown).map(({ column, found, line, mend }) => {
    const place = line === undefined ? '' : `line ${line}: `;
    return `  ${place}column ${excerpt(column)} ${found}${mend ? `; ${mend}` : ''}`;
  });
  const hidden = problems.length - shown.length;
  throw new TableError(
    source,
    [
      `${problems.length} columns cannot be used as they are`,
      ...shown,
      ...(hidden > 0 ? [`  … and ${hidden} columns more`] : []),
      ...curesOf(problems),
    ].join('\n'),
  );
}

/**
 * Refuses columns that a model needs, all at once: there, neither leaving them out nor reading them otherwise is a cure.
 *
 * @throws TableError if there is a problem
 */
export function refuseValues(source: string, problems: readonly ColumnProblem[]): void {
  if (problems.length === 0) return;
  const texts = problems.map(
    ({ column, found, mend }) => `column ${excerpt(column)} ${found}${mend ? `; ${mend}` : ''}`,
  );
  if (texts.length === 1) throw new TableError(source, texts[0], problems[0].line);
  const shown = problems
    .slice(0, mostShown)
    .map(({ line }, p) => `  ${line === undefined ? '' : `line ${line}: `}${texts[p]}`);
  const hidden = texts.length - shown.length;
  throw new TableError(
    source,
    [
      `${texts.length} columns hold no numbers, which the model needs`,
      ...shown,
      ...(hidden > 0 ? [`  … and ${hidden} columns more`] : []),
    ].join('\n'),
  );
}

const meaning = {
  nominal: 'say that it is nominal',
  keep: 'keep it as it is',
} as const;

const several = {
  nominal: 'read one or more of them as categories',
  keep: 'keep one or more of them',
} as const;

function curesOf(problems: readonly ColumnProblem[]): string[] {
  const names = problems.map(({ column }) => column);
  const lines = [`Leave them out: ${optionText('drop', names.slice(0, mostNames))}`];
  if (names.length > mostNames) lines.push(`(the first ${mostNames} of them)`);
  for (const option of ['nominal', 'keep'] as const) {
    const first = problems.find((problem) => problem.option === option);
    if (first) lines.push(`Or ${several[option]}: ${optionText(option, [first.column])}`);
  }
  return lines;
}

function alternatives(cures: readonly string[]): string {
  if (cures.length < 2) return cures.join('');
  return `${cures.slice(0, -1).join(', ')}, or ${cures[cures.length - 1]}`;
}
