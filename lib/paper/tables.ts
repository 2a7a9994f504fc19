import type { PaperTable } from './table';
import { table01 } from './table-01';
import { table02 } from './table-02';
import { table03All, table03Balanced } from './table-03';
import { table04 } from './table-04';
import { table05Robust, table05Shares } from './table-05';
import { table06Clean, table06Robust } from './table-06';
import { table07Clean, table07Robust } from './table-07';
import { table08 } from './table-08';
import { table09 } from './table-09';
import { table15 } from './table-15';

/** The result tables of the paper in its order. */
export const paperTables: readonly PaperTable[] = [
  table01,
  table02,
  table03All,
  table03Balanced,
  table04,
  table05Shares,
  table05Robust,
  table06Robust,
  table06Clean,
  table07Robust,
  table07Clean,
  table08,
  table09,
  table15,
];
