import type { CellSample, CellSamples } from '../../report/cell-sample';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import type { AccuracyTableKey } from '../common/accuracy-table-key';
import { type Protocol, protocols } from '../common/protocol';
import { type AccuracyRecord, accuracyRuns, differenceRuns } from '../common/summarise-accuracy';
import type { TabularMethod } from '../common/tabular-methods';
import { absentNote } from './absent-note';
import { accuracySample, gainSample, type SplitQuestion, splitSizes } from './set-runs';
import { readingsOf, setOf, type TabularRecords } from './tabular-claims';
import type { TabularSet } from './tabular-sets';

/** Records that a printed table of accuracies can be filled from. */
export interface TableRecords extends TabularRecords {
  /** Of synthetic sets, whose seeds draw the data too; they answer `reproduces`. */
  readonly synthetic?: readonly AccuracyRecord[];
}

/** Row of Table 9 that is no test accuracy: the train accuracy of the generative classifier. */
export const gaussianTrain = 'gaussianTrain';

/** Our values for the cells of a table under one protocol. */
export interface TableSamples {
  cell(row: string, column: string): CellSamples;
  difference(row: string, minus: string, column: string): CellSamples;
}

/** Where the cells of a table are found in the records. */
export function tableSamples(key: AccuracyTableKey, records: TableRecords, protocol: Protocol): TableSamples {
  const readings = readingsOf(records).filter((reading) => reading.protocol === protocol);
  const { methods, datasetOf } = key;
  const onSets = (
    column: string,
    own: (set: TabularSet | undefined, question: SplitQuestion) => CellSample | undefined,
    drawn: (dataset: string) => CellSample | undefined,
  ): CellSamples => {
    const dataset = datasetOf(column);
    if (typeof dataset === 'string') return present({ reproduces: drawn(dataset) });
    const of = (question: SplitQuestion) => {
      const reading = readings.find((other) => other.question === question);
      return reading && own(setOf(reading, dataset), question);
    };
    return present({ reproduces: of('reproduces'), generalises: of('generalises') });
  };
  const { synthetic = [] } = records;
  return {
    cell: (row, column) =>
      onSets(
        column,
        (set, question) => methodSample(set, methods[row], question),
        (dataset) => drawnSample(accuracyRuns(synthetic, { dataset, protocol }, methods[row])),
      ),
    difference: (row, minus, column) =>
      onSets(
        column,
        (set, question) =>
          gainSample(set, methods[row] as TabularMethod, methods[minus] as TabularMethod, question),
        (dataset) =>
          drawnSample(differenceRuns(synthetic, { dataset, protocol }, methods[row], methods[minus])),
      ),
  };
}

/**
 * A printed table of accuracies beside ours, on the authors' split and over splits, one comparison a protocol, with the paired differences of the methods.
 *
 * @param missing data sets that were not found, as the table names them: a note names those of which there are no records
 */
export function compareTable(
  key: AccuracyTableKey,
  records: TableRecords,
  missing: readonly string[] = [],
): Comparison[] {
  const { table, differences, notes = [] } = key;
  const { reproduces, generalises, synthetic = [] } = records;
  const absent = absentNote([...reproduces, ...generalises, ...synthetic], missing, (column) =>
    key.datasetOf(String(column)),
  );
  return protocols.map((protocol) => {
    const samples = tableSamples(key, records, protocol);
    return compareWithPaper(table, {
      title: `${table.title} (protocol ${protocol})`,
      samples: samples.cell,
      differences: differences.map(([row, minus]) => ({
        row,
        minus,
        samples: (column) => samples.difference(row, minus, column),
      })),
      notes: [...notes, ...absent],
    });
  });
}

function methodSample(
  set: TabularSet | undefined,
  method: string,
  question: SplitQuestion,
): CellSample | undefined {
  if (method !== gaussianTrain) return accuracySample(set, method as TabularMethod, question);
  const values = (set?.trials ?? []).flatMap(({ fit: { gaussianWithPriors: share } }) =>
    share === null ? [] : [100 * share],
  );
  if (!set || values.length === 0) return undefined;
  const sizes = splitSizes(set);
  return {
    ...{ kind: 'accuracy', values, testSize: sizes.trainSize, splitOnly: true },
    // Printed as 98.00, 100.00, 62.00 and 64.00: whole percents.
    decimals: 0,
    ...(question === 'generalises' && { split: sizes }),
  };
}

function drawnSample(runs: {
  readonly values: readonly number[];
  readonly testSize: number;
}): CellSample | undefined {
  return runs.values.length === 0 ? undefined : { kind: 'accuracy', ...runs };
}

/** Without the questions that have no sample. */
function present(samples: { readonly [question in SplitQuestion]?: CellSample | undefined }): CellSamples {
  const { reproduces, generalises } = samples;
  return { ...(reproduces && { reproduces }), ...(generalises && { generalises }) };
}
