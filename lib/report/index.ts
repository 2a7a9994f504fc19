/**
 * Tables, figures and the ledger of claims: how results are compared with the paper's, shown in a notebook and saved under `figures`.
 *
 * @module
 */

export { type Environment, findChromium } from './chromium';
export {
  type Agreement,
  type Comparison,
  type ComparisonCell,
  type ComparisonRow,
  compareCell,
  compareWithPaper,
  type Interval,
  type Measured,
  type OurResults,
  type Result,
} from './comparison';
export { comparisonHtml, comparisonMarkdown, comparisonTable } from './comparison-view';
export { cellUrl, type DecidingCell, type DecidingCells, decidingCells } from './deciding-cells';
export { derivedFinding } from './derived-claims';
export { type DisplayBundle, display, isNotebook, showFigure, showMarkdown, showText } from './display';
export { escapeHtml, escapeMarkdown, escapePlotly } from './escape';
export {
  type ClaimVerdict,
  claimVerdicts,
  type Finding,
  type LedgerEntry,
  readLedger,
  recordClaims,
} from './ledger';
export { ledgerHtml, showClaims, verdictText } from './ledger-view';
export { type Rendered, renderAll } from './render';
export { saveFigure, saveTable, type TableDocument } from './save';
export { type DataFrameLike, showTable } from './show-table';
export type { Figure, FigureSpec } from './spec';
export { type ClassStyle, classStyles, type MethodName, type MethodStyle, methodStyles } from './style';
export { type Cell, type Table, table, tableHtml, tableMarkdown } from './table';
export { verdictOf } from './verdict';
