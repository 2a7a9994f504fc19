import { printedValue } from '../paper/table';
import { accuracyTables } from './accuracy-tables';
import { preparationDatasets, preparationMethods } from './preparation/preparation';
import type { PrintedAccuracy } from './preparation/summarise-preparation';

/**
 * What Tables 1, 2, 4, 8 and 9 print of the methods of `preparation`. Runs that two tables print (307 under mixup, Iris) are there once, with the
 * more decimals.
 */
export function printedAccuracies(): PrintedAccuracy[] {
  const found = new Map<string, PrintedAccuracy & { readonly decimals: number }>();
  for (const { table, methods, datasetOf } of Object.values(accuracyTables)) {
    for (const column of table.columns) {
      const dataset = datasetOf(column);
      if (typeof dataset === 'string' || !preparationDatasets.includes(dataset)) continue;
      for (const row of table.rows) {
        const method = preparationMethods.find((own) => own === methods[row]);
        const percent = printedValue(table, row, column);
        const key = `${dataset} ${method}`;
        if (!method || percent === null || (found.get(key)?.decimals ?? -1) >= table.decimals) continue;
        found.set(key, { dataset, method, percent, decimals: table.decimals });
      }
    }
  }
  return [...found.values()]
    .map(({ dataset, method, percent }) => ({ dataset, method, percent }))
    .sort((a, b) => a.dataset - b.dataset);
}
