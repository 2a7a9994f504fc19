/**
 * Tables, figures and the ledger of claims: how results are compared with the paper's, shown in a notebook and saved under `figures`.
 *
 * @module
 */

export { type CellSample, type CellSamples, type Measured, measure, type Printed } from './cell-sample';
export { type Environment, findChromium } from './chromium';
export {
  type Comparison,
  type ComparisonCell,
  type ComparisonRow,
  compareCell,
  compareWithPaper,
  type OurResults,
} from './comparison';
export { comparisonHtml, comparisonMarkdown, comparisonTable } from './comparison-view';
export { cellUrl, type DecidingCell, type DecidingCells, decidingCells } from './deciding-cells';
export { decidingNotebook } from './deciding-notebook';
export { type DisplayBundle, display, isNotebook, showFigure, showMarkdown, showText } from './display';
export { escapeHtml, escapeMarkdown, escapePlotly } from './escape';
export { checkFinding, type Finding, type Proof, proof, type RecordSet } from './finding';
export { type CellInput, type CellJudgement, judgeCell } from './judge-cell';
export { judgeMeanGain, type MeanGainProbabilities } from './judge-mean-gain';
export { judgeConjunction, judgeCount, judgeDerived, tally, tallyCounts } from './judge-parts';
export { judgeProtocols } from './judge-protocols';
export {
  judgeShare,
  judgeShareBound,
  type PrintedShare,
  type ShareBound,
  type ShareJudgement,
  shareInterval,
} from './judge-share';
export { denied, judgeSigns, type SignClaim, type SignJudgement } from './judge-sign';
export { judgeSize, type SizeClaim } from './judge-size';
export { judgeTable } from './judge-table';
export { type Judgement, notAttempted, type Part } from './judgement';
export { readLedger, recordClaims } from './ledger';
export { ledgerCsv, recordSetText } from './ledger-csv';
export { type Evidence, type LedgerEntry, questionsOf, verdictOn } from './ledger-entry';
export { ledgerHtml, showClaims, verdictsText } from './ledger-view';
export { plusMinus } from './number-text';
export { powerNotes, type TablePower, tablePower } from './power-notes';
export { type Rendered, renderAll } from './render';
export {
  level,
  matters,
  printedSeeds,
  type Question,
  questions,
  type Rule,
  rules,
  rulesDate,
  type Verdict,
  verdicts,
} from './rules';
export { type Runs, runInterval } from './run-interval';
export { saveFigure, saveTable, type TableDocument } from './save';
export { type DataFrameLike, showTable } from './show-table';
export type { Figure, FigureSpec } from './spec';
export { type ClassStyle, classStyles, type MethodName, type MethodStyle, methodStyles } from './style';
export { type Cell, type Table, table, tableHtml, tableMarkdown } from './table';
export { verdictText } from './verdict-text';
