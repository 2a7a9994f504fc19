/**
 * What the paper prints: its result tables, hyperparameters (Appendix E) and quantitative claims, and what is wrong in it (`errata`).
 *
 * Values are as printed, in the printed unit and rounding; nothing here is ours.
 *
 * @module
 */

export type { Claim } from './claim';
export { paperClaims as claims } from './claims';
export { type Erratum, errata } from './errata';
export { figure15Pairs } from './figure-15';
export * from './hyperparameters';
export * from './image-hyperparameters';
export { type PaperTable, type PrintedDifference, printedValue } from './table';
export { table01 } from './table-01';
export { table02 } from './table-02';
export { table03All, table03Balanced } from './table-03';
export { table04 } from './table-04';
export { table05Robust, table05Shares } from './table-05';
export { table06Clean, table06Deviations, table06Robust } from './table-06';
export { table07Clean, table07Robust } from './table-07';
export { table08 } from './table-08';
export { table09 } from './table-09';
export { table15 } from './table-15';
export { paperTables as tables } from './tables';
