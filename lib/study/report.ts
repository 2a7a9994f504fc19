/**
 * How this reproduction reports: tables, figures and the ledger of claims in general, and for each table and figure of the paper what puts
 * our records beside it (`compare…`), draws it (`figure…`) and judges its claims (`…Findings`).
 *
 * @module
 */

export type { RopeProbabilities } from '../numeric/bayesian-signed-rank';
export * from '../report';
export { figuresFolder } from '../runtime/folder';
export { type AccuracyTable, compareAccuracies, recordsOfTable } from './accuracy-tables';
export { table08Findings, table09Findings } from './additional/additional-claims';
export {
  type GaussianCell,
  type GaussianFit,
  type GenerativeRecord,
  gaussianFits,
  gaussianFitTable,
  releasedGaussian,
} from './additional/gaussian-fit';
export { claimFindings, claimIds, type Read, robustRecords, tableRecords } from './claims';
export type { MeanGain } from './common/mean-gain';
export { networkMethodStyle } from './common/network-method-style';
export { tabularMethodStyle } from './common/tabular-method-style';
export { coverageTable } from './genmix/coverage-tables';
export { figure12, figure13, figure14 } from './genmix/genmix-pictures';
export { type HiddenRecord, hiddenFinding, hiddenTable } from './genmix/hidden-claims';
export { figure15 } from './genmix/hidden-picture';
export { latentDimensionTable, type OtherDimension } from './genmix/latent-dimension';
export { type PlanePanel, planePanels } from './genmix/plane-panels';
export { figure10, figure11, type HiddenMixing, hiddenMixing } from './genmix/schemes';
export {
  type BidirectionalRecord,
  type DensityRecord,
  densityTable,
  type InversionRecord,
  inversionTable,
  type LabelAccuracyRecord,
  labelAccuracyTable,
} from './genmix/study-tables';
export {
  equidistanceFinding,
  genMixDifferenceTable,
  genMixMarginTable,
  type MarginRecord,
  marginFindings,
} from './genmix/summarise-margins';
export {
  compareTable15,
  type Table15Record,
  table15Finding,
} from './genmix/summarise-table-15';
export { algorithm3Example, type ExampleLabel } from './images/algorithm-3-example';
export { figureEpochs } from './images/epoch-curves';
export {
  type AttackChoiceRecord,
  attackChoiceTable,
  type DemonstrationRecord,
  demonstrationTable,
  type FormRecord,
  formsTable,
} from './images/image-tables';
export { type SpreadRecord, spreadCausesTable } from './images/spread-causes';
export {
  compareTable06,
  type EpochChoice,
  type ImageRecord,
  spreadTable,
  type Table06Options,
} from './images/table-06';
export { imageFindings, type Table06Records } from './images/table-06-claims';
export { type Figure01Data, figure01 } from './manifold-intrusion/figure-01-spec';
export {
  conflictBounds,
  figure04Findings,
  reachTolerance,
} from './manifold-intrusion/figure-04-findings';
export { figure04Reading } from './manifold-intrusion/figure-04-reading';
export { figure04, type PlaneBlock } from './manifold-intrusion/figure-04-spec';
export { conflictTable, marginDifferenceTable, marginTable } from './manifold-intrusion/figure-04-tables';
export { planeBlocks } from './manifold-intrusion/plane-block';
export { type LabelledPanel, labelledPoints } from './mixture-density/labelled-points';
export { type MixtureDensityRow, mixtureDensityFigure } from './mixture-density/mixture-density-spec';
export {
  hyperparameters10,
  hyperparameters11,
  hyperparameters12,
  hyperparametersOfImages,
} from './preparation/hyperparameter-tables';
export {
  choiceOnHalvesText,
  leadsTable,
  partsTable,
  preparationTable,
  wayText,
} from './preparation/preparation-tables';
export { type PrintedPoint, printedPoints, rootMeanSquare } from './printed-points';
export { type PrintedPanel, printedPointsSpec } from './printed-points-spec';
export {
  type AdversarialRecords,
  adversarialFinding,
  adversarialTable,
} from './robustness/adversarial-gains';
export { type NetworkMeasure, networkGainTable, networkMeanGain } from './robustness/network-gains';
export { type RobustChoiceRecord, robustChoiceTable } from './robustness/robust-choice-table';
export type { RobustReading, RobustRecords } from './robustness/robust-readings';
export { figureRadii, radiusPanels } from './robustness/robustness-curves';
export { type RadiusCurve, type RadiusPanel, robustnessRadius } from './robustness/robustness-radius';
export { attackCheckTable, selectionTable } from './robustness/robustness-tables';
export { table05Findings } from './robustness/table-05-claims';
export {
  compareRobustAccuracies,
  compareTable05Shares,
  pooledTable05,
  table05Methods,
} from './robustness/table-05-comparison';
export {
  compareSynthetic,
  type SyntheticRecord,
  syntheticGainPanels,
  syntheticLabels,
} from './synthetic/synthetic-comparison';
export { type SyntheticGain, type SyntheticGainPanel, syntheticGains } from './synthetic/synthetic-gains';
export { lowestAccuracies } from './synthetic/synthetic-lowest';
export { syntheticReading } from './synthetic/synthetic-reading';
export { table04Methods } from './tabular/accuracy-table';
export { type CriticalDifferenceData, criticalDifference } from './tabular/critical-difference';
export { listedSetsFinding, setCountFindings } from './tabular/data-claims';
export { figure06, type GainHistogram } from './tabular/figure-06';
export { chosenModelTable, gammaTable } from './tabular/gamma-table';
export { meanGainOverSets } from './tabular/mean-gain';
export {
  comparisonsOverSets,
  overSetsTables,
  plainVerdict,
  type ScopedComparison,
} from './tabular/over-sets-table';
export { relatedSets } from './tabular/related-sets';
export type { SplitQuestion } from './tabular/set-runs';
export { shareFindings } from './tabular/share-claims';
export {
  type ChoiceOfSets,
  choiceOfSets,
  choiceText,
  type SplitGain,
  splitGains,
} from './tabular/split-gains';
export { splitGainsSpec } from './tabular/split-gains-spec';
export { readStudyCost, type StudyCost } from './tabular/study-cost';
export { compareTable03, pooledTable03, table03Baselines } from './tabular/table-03-comparison';
export { table04Findings } from './tabular/table-04-claims';
export type { TableRecords } from './tabular/table-samples';
export type { TabularRecords } from './tabular/tabular-claims';
export { criticalDifferenceOf, figure06Panels, rankedMethods } from './tabular/tabular-figures';
export type { TabularOutcome } from './tabular/tabular-record';
export { example3Order, type OrderPanel } from './theory-figures/example-3-order';
export { type Example1Loss, type Figure02Data, figure02 } from './theory-figures/figure-02';
export { type Example2Solution, type Figure03Data, figure03 } from './theory-figures/figure-03';
export { type Figure05Data, figure05, type PhiStarCurve } from './theory-figures/figure-05';
export { type Figure08Data, figure08, type ThreeLosses } from './theory-figures/figure-08';
export { figure09 } from './theory-figures/figure-09';
