import { type PaperTable, printedValue } from '../paper/table';
import { type CellSample, type CellSamples, choseSplit, measure } from './cell-sample';
import { level, type Verdict } from './rules';

type Samples = (row: string, column: string) => CellSamples;

/** How many cells of a table have which verdict under one question, and what that is worth. */
export interface TablePower {
  readonly cells: number;
  readonly holds: number;
  readonly notResolved: number;
  readonly fails: number;
  /** Printed cells that chose the split, and so are not among the others. */
  readonly choseSplit: number;
  /** Cells that chance alone would miss, expected. */
  readonly chanceMisses: number;
  /** Cells that hold, and that do not fail, with the printed rows shifted cyclically against the methods: one a shift. */
  readonly placeboHolds: readonly number[];
  readonly placeboPasses: readonly number[];
}

const questions = { reproduces: 'On their split', generalises: 'Over splits' } as const;

/** Verdicts on the cells of a table under one question, and the placebo; undefined if no cell is judged. */
export function tablePower(
  table: PaperTable,
  samples: Samples,
  question: keyof typeof questions,
): TablePower | undefined {
  const own = cellVerdicts(table, samples, question, 0);
  if (own.length === 0) return undefined;
  const choosing = table.rows.flatMap((row) =>
    table.columns.filter((column) => {
      const sample = samples(row, column)[question];
      return sample && choseSplit(sample) && printedValue(table, row, column) !== null;
    }),
  );
  const shifts = Array.from({ length: table.rows.length - 1 }, (_, i) =>
    cellVerdicts(table, samples, question, i + 1),
  );
  const count = (cells: readonly CellVerdict[], verdict: Verdict) =>
    cells.filter((cell) => cell.verdict === verdict).length;
  return {
    cells: own.length,
    holds: count(own, 'holds'),
    notResolved: count(own, 'not-resolved'),
    fails: count(own, 'fails'),
    choseSplit: choosing.length,
    chanceMisses: (1 - level) * own.filter(({ byChance }) => byChance).length,
    placeboHolds: shifts.map((cells) => count(cells, 'holds')),
    placeboPasses: shifts.map((cells) => cells.length - count(cells, 'fails')),
  };
}

/** The same in words, one note a question. */
export function powerNotes(
  table: PaperTable,
  { samples, withoutSplits }: { readonly samples: Samples; readonly withoutSplits?: true },
): string[] {
  return (Object.keys(questions) as (keyof typeof questions)[]).flatMap((question) => {
    const power = tablePower(table, samples, question);
    if (!power) return [];
    const { cells, holds, notResolved, fails, chanceMisses, placeboHolds, placeboPasses } = power;
    const leftOut =
      power.choseSplit > 0 ? ` (left out: ${power.choseSplit} by which the split was found)` : '';
    const placebo =
      placeboHolds.length > 0
        ? ` Placebo, printed rows assigned to wrong methods (${placeboHolds.length} cyclic shifts): ${rangeText(placeboHolds)} hold, ` +
          `${rangeText(placeboPasses)} do not fail.`
        : '';
    return [
      `${withoutSplits ? 'Of' : `${questions[question]}: of`} ${cells} printed cells${leftOut} ${holds} hold, ${notResolved} are not resolved, ${fails} fail; ` +
        `chance alone would miss ${chanceMisses.toFixed(1)}.${placebo}`,
    ];
  });
}

interface CellVerdict {
  readonly verdict: Verdict;
  /** Whether chance may miss it. */
  readonly byChance: boolean;
}

function cellVerdicts(
  table: PaperTable,
  samples: Samples,
  question: keyof typeof questions,
  shift: number,
): CellVerdict[] {
  const { rows, columns, decimals } = table;
  return rows.flatMap((row, i) =>
    columns.flatMap((column) => {
      const sample = samples(row, column)[question];
      if (sample && choseSplit(sample)) return [];
      const printed = printedValue(table, rows[(i + shift) % rows.length], column);
      const ours = sample && printed !== null ? measure({ question, printed, decimals }, sample) : null;
      if (!sample || !ours?.verdict) return [];
      // A value without a spread is not missed by chance, nor is one of which nobody knows the spread.
      const byChance = ours.reach !== null && !(question === 'reproduces' && isExact(sample));
      return [{ verdict: ours.verdict, byChance }];
    }),
  );
}

const isExact = (sample: CellSample) => sample.kind === 'accuracy' && sample.splitOnly === true;

function rangeText(numbers: readonly number[]): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low === high ? String(low) : `${low} to ${high}`;
}
