export {
  type AccuracyTable,
  compareAccuracies,
  countHigher,
  type DirectionFinding,
  directionOf,
} from './accuracy-comparison';
export { table08Findings, table09Findings } from './additional-claims';
export { findChromium } from './chromium';
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
export { display, isNotebook, showFigure, showMarkdown, showText } from './display';
export { escapeHtml, escapeMarkdown, escapePlotly } from './escape';
export { conflictBounds, figure04Findings, intrusionFinding, reachTolerance } from './figure-04-findings';
export { figure04Reading } from './figure-04-reading';
export { conflictTable, marginDifferenceTable, marginTable } from './figure-04-tables';
export { type CriticalDifferenceData, criticalDifference } from './figures/critical-difference';
export { example3Order, type OrderPanel } from './figures/example-3-order';
export { type Figure01Data, figure01 } from './figures/figure-01';
export { type Example1Loss, type Figure02Data, figure02 } from './figures/figure-02';
export { type Example2Solution, type Figure03Data, figure03 } from './figures/figure-03';
export { figure04, type PlaneBlock } from './figures/figure-04';
export { type Figure05Data, figure05, type PhiStarCurve } from './figures/figure-05';
export { figure06, type GainHistogram } from './figures/figure-06';
export { type Figure08Data, figure08, type ThreeLosses } from './figures/figure-08';
export { figure09 } from './figures/figure-09';
export { type LabelledPanel, labelledPoints } from './figures/labelled-points';
export { type MixtureDensityRow, mixtureDensityFigure } from './figures/mixture-density';
export { type RadiusCurve, type RadiusPanel, robustnessRadius } from './figures/robustness-radius';
export { type SyntheticGain, type SyntheticGainPanel, syntheticGains } from './figures/synthetic-gains';
export { figuresFolder } from './folder';
export {
  type GaussianFit,
  gaussianFits,
  gaussianFitTable,
  releasedGaussian,
  type Table09Record,
  withGaussianTrain,
} from './gaussian-fit';
export {
  hyperparameters10,
  hyperparameters11,
  hyperparameters12,
  hyperparametersOfImages,
} from './hyperparameter-tables';
export {
  type ClaimVerdict,
  claimVerdicts,
  type Finding,
  type LedgerEntry,
  readLedger,
  recordClaims,
} from './ledger';
export { ledgerHtml, showClaims, verdictText } from './ledger-view';
export { networkMethodStyle } from './network-method-style';
export { comparisonsOverSets, overSetsTables, plainVerdict, type ScopedComparison } from './over-sets-table';
export { planeBlocks } from './plane-block';
export { type Rendered, renderAll } from './render';
export { figureRadii, radiusPanels } from './robustness-curves';
export { attackCheckTable, selectionTable } from './robustness-tables';
export { saveFigure, saveTable, type TableDocument } from './save';
export { type DataFrameLike, showTable } from './show-table';
export type { Figure, FigureSpec } from './spec';
export { readStudyCost, type StudyCost } from './study-cost';
export { type ClassStyle, classStyles, type MethodName, type MethodStyle, methodStyles } from './style';
export {
  compareSynthetic,
  type SyntheticRecord,
  syntheticGainPanels,
  syntheticLabels,
} from './synthetic-comparison';
export { lowestAccuracies } from './synthetic-lowest';
export { syntheticReading } from './synthetic-reading';
export { type Cell, type Table, table, tableHtml, tableMarkdown } from './table';
export { compareTable03, pooledTable03, table03Baselines } from './table-03-comparison';
export { table04Findings } from './table-04-claims';
export { compareTable04, table04Methods } from './table-04-comparison';
export { table05Findings } from './table-05-claims';
export {
  compareRobustAccuracies,
  compareTable05Shares,
  pooledTable05,
  table05Methods,
} from './table-05-comparison';
export { criticalDifferenceOf, figure06Panels, rankedMethods } from './tabular-figures';
export { tabularMethodStyle } from './tabular-method-style';
export { shareFindings } from './tabular-share-claims';
export { verdictOf } from './verdict';
