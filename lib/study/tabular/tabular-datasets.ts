import { table01 } from '../../paper/table-01';
import { table02 } from '../../paper/table-02';
import { table04 } from '../../paper/table-04';
import { table08 } from '../../paper/table-08';
import { table09 } from '../../paper/table-09';
import { additionalDataset, additionalDatasets } from '../common/additional-datasets';

/**
 * The 133 OpenML sets of Section 6, as the authors' code lists them. Six of them (783, 878, 1552, 1553, 41004, 41005) we
 * could not get: the study lists them, and tables name what is missing.
 */
export const studyDatasets: readonly number[] = [
  18, 36, 37, 48, 53, 54, 187, 307, 446, 467, 468, 472, 476, 682, 683, 717, 720, 721, 726, 729, 730, 731, 736,
  737, 740, 743, 744, 745, 749, 750, 751, 754, 755, 756, 759, 762, 763, 770, 772, 774, 776, 777, 778, 780,
  783, 787, 789, 792, 793, 795, 799, 804, 808, 813, 815, 817, 818, 820, 824, 825, 827, 829, 830, 836, 841,
  845, 853, 855, 857, 859, 862, 863, 864, 869, 870, 871, 874, 878, 880, 882, 884, 885, 886, 891, 892, 893,
  894, 900, 910, 911, 912, 913, 915, 916, 925, 927, 929, 931, 935, 936, 938, 943, 945, 955, 973, 974, 988,
  996, 997, 1005, 1006, 1011, 1048, 1073, 1167, 1413, 1462, 1465, 1482, 1498, 1499, 1552, 1553, 1557, 40496,
  40710, 40981, 40984, 40999, 41004, 41005, 41007, 41143,
];

/** The sets of Table 4, in its order. */
export const table04Datasets: readonly number[] = table04.columns.map(Number);

/** The 13 balanced sets of Table 5, as the authors' code lists them. */
export const robustnessDatasets: readonly number[] = [
  446, 468, 476, 683, 755, 759, 763, 776, 880, 894, 929, 1413, 1499,
];

/** OpenML sets of the tables of accuracies, each in the order of its table. */
export const tableDatasets = {
  'table-01': table01.columns
    .filter((name) => name.startsWith('OpenML-'))
    .map((name) => Number(name.slice(7))),
  'table-02': table02.columns.map(Number),
  'table-04': table04Datasets,
  'table-08': table08.columns.map(additionalDataset),
  'table-09': table09.columns.map(additionalDataset),
} as const satisfies Record<string, readonly number[]>;

/** Sets of which the paper prints accuracies one by one, ascending. */
export const printedDatasets: readonly number[] = [
  ...new Set([...Object.values(tableDatasets).flat(), ...robustnessDatasets]),
].sort((a, b) => a - b);

/** Of Table 9 alone: no set of the study. */
export const besidesStudy: readonly number[] = [additionalDatasets.Glass];
