import { type ArffDataset, arffNames, parseArff } from './arff';
import { excerpt } from './arff-error';
import { type ColumnProblem, refuseColumns } from './column-problems';
import { type CsvOptions, chosenColumns, type TableDataset, tableOf } from './csv';
import type { CsvColumn } from './csv-columns';
import type { Feature } from './dataset';
import { columnNames } from './named-column';
import { withPresentClasses } from './present-classes';
import { requireClasses } from './require-classes';
import { namesRows } from './row-names';
import { rowNumberColumns } from './row-number-columns';
import { TableError } from './table-error';

/**
 * Reads a data set from ARFF as `parseCsv` reads one from CSV: columns that name the rows or have no value are refused,
 * those that number the rows are left out, numbers are categories where told.
 *
 * @throws TableError as `parseCsv`
 * @throws ArffError as `parseArff`
 */
export function arffTable(text: string, source: string, options: Omit<CsvOptions, 'source'>): TableDataset {
  const { target } = options;
  const names = columnNames(arffNames(text, source), source);
  const { y, inputs, nominal, keep } = chosenColumns(names, options);
  const used = new Set(inputs);
  const ignore = names.all.filter((_, j) => j !== y && !used.has(j));
  const data = withPresentClasses(parseArff(text, { source, target: names.all[y], ignore }));
  if (!nominal.has(y)) requireClasses(target, data.classNames, data.X.rows, source);
  if (inputs.length === 0) {
    const besides = `besides the target ${excerpt(target)}`;
    throw new TableError(
      source,
      names.all.length > 1
        ? `every attribute ${besides} is dropped; drop fewer`
        : `there is no attribute ${besides}`,
    );
  }
  const columns = inputs.map((j, place) => ({
    keep: keep.has(j),
    ...columnOf(data, place, nominal.has(j)),
  }));
  const problems = columns.map((column, place) => problemOf(column, nominal.has(inputs[place])));
  refuseColumns(
    source,
    problems.filter((problem) => problem !== undefined),
  );
  const { kept, warnings } = rowNumberColumns(columns, source);
  const { classNames } = data;
  return { name: source, ...tableOf(kept, data.X.rows), y: data.y, classNames, target, warnings };
}

function columnOf({ X, features }: ArffDataset, j: number, nominal: boolean): CsvColumn {
  const values = Float64Array.from({ length: X.rows }, (_, i) => X.data[i * X.cols + j]);
  const missing = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  const feature = features[j];
  return feature.kind === 'numeric' && nominal
    ? { ...coded(feature, values), missing }
    : { feature, values, missing };
}

/** Numbers as categories, in ascending order of their texts as those of CSV are. */
function coded({ name }: Feature, values: Float64Array): Pick<CsvColumn, 'feature' | 'values'> {
  const distinct = new Set(values.filter((value) => !Number.isNaN(value)));
  const categories = [...distinct].map(String).sort();
  const places = new Map(categories.map((text, place) => [Number(text), place]));
  return {
    feature: { name, kind: 'nominal', categories },
    values: values.map((value) => places.get(value) ?? Number.NaN),
  };
}

function problemOf({ feature, values, missing }: CsvColumn, nominal: boolean): ColumnProblem | undefined {
  const column = feature.name;
  const known = values.length - missing;
  if (known === 0) return { column, found: 'has no value' };
  if (nominal || feature.kind === 'numeric') return undefined;
  const different = new Set(values.filter((value) => !Number.isNaN(value))).size;
  if (!namesRows(different, known) && !namesRows(feature.categories.length, Number.POSITIVE_INFINITY)) {
    return undefined;
  }
  return {
    column,
    found:
      different === feature.categories.length
        ? `has ${different} different texts in ${values.length} rows, as names of the rows have`
        : `declares ${feature.categories.length} categories, of which ${values.length} rows have ${different}`,
    option: 'nominal',
  };
}
