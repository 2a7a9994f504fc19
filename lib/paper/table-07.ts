import type { PaperTable } from './table';
import { table05Robust } from './table-05';

/** Table 7: the robust accuracies of Table 5 (b) again. */
export const table07Robust: PaperTable = {
  ...table05Robust,
  number: 7,
  part: 'robust',
  place: 'Table 7, Appendix A.3',
  notes: ['The same robust accuracies as in Table 5 (b).'],
};

/** Table 7: the clean accuracies, printed in parentheses. */
export const table07Clean: PaperTable = {
  ...table05Robust,
  number: 7,
  part: 'clean',
  place: 'Table 7, Appendix A.3',
  title: 'Clean accuracy of the models of Table 5 (b)',
  values: [
    [99.33, 84.55, 81.11, 67.37, 85.33, 92.0],
    [100.0, 89.09, 81.11, 71.58, 85.87, 92.0],
    [100.0, 84.55, 81.11, 70.53, 86.13, 88.89],
    [100.0, 89.09, 83.33, 71.58, 85.33, 92.89],
    [100.0, 82.73, 80.0, 73.68, 85.33, 93.78],
    [100.0, 81.82, 82.22, 69.47, 85.33, 96.44],
  ],
  notes: [],
};
