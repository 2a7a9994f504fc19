/** A figure or table with its name, in the section of the paper to which it belongs. */
type Entry = readonly [number: number | string, title: string];

/** A section of the paper with its figures and tables, in the order of the page. */
interface Section {
  readonly section: string;
  readonly figures: readonly Entry[];
  readonly tables: readonly Entry[];
}

/** The paper's order, with what is our own after what it belongs to. */
const sections: readonly Section[] = [
  {
    section: '1 Introduction',
    figures: [[1, 'GenLabel on two mixed points']],
    tables: [],
  },
  {
    section: '3 Failure of mixup',
    figures: [
      [2, 'Example 1: manifold intrusion reduces the margin'],
      [3, 'Example 2: linear and logistic labels'],
    ],
    tables: [
      [1, 'Where mixup is less accurate'],
      [2, 'Mixup without manifold intrusion'],
    ],
  },
  {
    section: '4 GenLabel',
    figures: [
      ['algorithm-1-labels', 'Algorithm 1: labels of a mixed batch'],
      ['algorithm-1-regions', 'Algorithm 1: what training on them gives'],
      ['mixture-density', 'Data sets that the rule of 95 % excludes'],
    ],
    tables: [['mixture-density', 'Data sets that the rule of 95 % keeps and excludes']],
  },
  {
    section: '5 Analysis',
    figures: [
      [4, 'Labels and boundaries, protocol of the paper'],
      [7, 'Labels and boundaries, protocol of the released code'],
      [5, 'Example 3: angle of the boundary over the norm'],
      ['example-3-order', 'Example 3: where the order of margins holds'],
    ],
    tables: [],
  },
  {
    section: '6 Experiments',
    figures: [
      [6, 'Gain over mixup, set by set, protocol of the paper'],
      ['06-released', 'Gain over mixup, set by set, protocol of the released code'],
      ['critical-difference', 'Average ranks of all methods'],
      ['split-gains', "The authors' split among random ones, protocol of the paper"],
      ['split-gains-released', "The authors' split among random ones, protocol of the released code"],
      ['printed-against-ours', 'Printed accuracies against ours, protocol of the paper'],
      ['printed-against-ours-released', 'Printed accuracies against ours, protocol of the released code'],
      ['robustness-radius', 'Robust accuracy over the radius of the attack'],
    ],
    tables: [
      [3, 'Shares of data sets on which GenLabel is better'],
      [4, 'Accuracy on selected data sets'],
      ['over-data-sets', 'Differences over all data sets'],
      ['families', 'Families of related data sets'],
      ['chosen-densities', 'Densities that cross-validation takes'],
      ['loss-ratios', 'Loss ratios that cross-validation chooses'],
      [5, 'Robust accuracy: shares and selected data sets'],
      ['robust-choice', 'Whether the affordable attack chooses the same nets'],
      ['robust-selection', 'What chooses the density of robust nets'],
      ['network-gains', 'Mean gains of dense nets'],
      ['adversarial-training', 'Adversarial training against the methods of Section 6.2'],
      ['attack-budget', 'The attack of the tables against others'],
    ],
  },
  {
    section: 'A Additional experiments',
    figures: [['image-epochs', 'MNIST: accuracy over the epochs']],
    tables: [
      [6, 'Clean and robust accuracy on images'],
      [7, 'Clean and robust accuracy'],
      [8, 'Mixup and CutMix with GenLabel'],
      ['cutmix-densities', 'Mixup and CutMix by density'],
      [9, 'Good and poor Gaussian fits'],
      ['gaussian-fits', 'Ways of fitting the Gaussians'],
    ],
  },
  {
    section: 'B Robustness',
    figures: [[8, 'Mixup, GenLabel and adversarial loss over the angle']],
    tables: [],
  },
  { section: 'C Proofs', figures: [[9, 'Example 3: data and mixed segments']], tables: [] },
  {
    section: 'E Setup',
    figures: [['synthetic-gains', 'Gains on synthetic data sets']],
    tables: [
      ['synthetic', 'Dense nets on synthetic data sets'],
      [10, 'Hyperparameters: synthetic data sets'],
      [11, 'Hyperparameters: logistic regression'],
      [12, 'Hyperparameters: robust accuracy'],
      [13, 'Hyperparameters: images'],
      [14, 'Hyperparameters: AutoAttack on images'],
      ['preparation', 'Which preparation of the inputs explains the printed values'],
      ['preparation-parts', 'Preparations chosen on half of the sets, tested on the others'],
    ],
  },
  {
    section: 'F GenMix',
    figures: [
      [10, 'A run of the search'],
      [11, 'GenMix on hidden features'],
      [12, 'GenMix on V, Ket and Y'],
      [13, 'GenMix and mixup: points, boundaries and margins'],
      [14, 'Points equidistant in three norms'],
      [15, 'GenMix in the hidden features of CIFAR-10'],
    ],
    tables: [
      [15, 'Classification errors of GenMix'],
      ['genmix-hidden-features', 'How probable both classes are on the images of Figure 15'],
      ['genmix-densities', 'Labels of learned densities against the true ones'],
      ['genmix-inversion', 'Ways of inverting a decoder'],
      ['genmix-label-accuracy', 'Accuracy under the labels of each density'],
    ],
  },
];

/** Name of the section for what the list does not know. */
const elsewhere = 'Further results';

/** Section, place in it and title of a figure or table. */
interface Placed {
  readonly section: string;
  readonly rank: number;
  readonly title: string;
}

function placedAll(kind: 'figures' | 'tables'): Map<number | string, Placed> {
  let rank = 0;
  return new Map(
    sections.flatMap(({ section, [kind]: entries }) =>
      entries.map(([number, title]) => [number, { section, title, rank: rank++ }] as const),
    ),
  );
}

const places = { figures: placedAll('figures'), tables: placedAll('tables') };

/** Of what the list does not know, the number, or the name of the file in words, is the title; it comes last. */
function placeOf(kind: 'figures' | 'tables', number: number | string): Placed {
  const words = String(number).replaceAll('-', ' ');
  const title = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  return places[kind].get(number) ?? { section: elsewhere, rank: Number.MAX_SAFE_INTEGER, title };
}

/** `Figure 5. Example 3: …` for one of the paper, the title alone for one of our own. */
const titleOf = (kind: 'figures' | 'tables', number: number | string): string => {
  const { title } = placeOf(kind, number);
  const label = kind === 'figures' ? 'Figure' : 'Table';
  return typeof number === 'number' ? `${label} ${number}. ${title}` : title;
};

/** Title of a figure in lists and headings. */
export const figureTitle = (number: number | string): string => titleOf('figures', number);

/** Title of a table in lists and headings. */
export const tableTitle = (number: number | string): string => titleOf('tables', number);

/** Documents by sections of the paper, in its order; what the list does not know comes last. */
export function bySection<T>(
  kind: 'figures' | 'tables',
  documents: readonly T[],
  numberOf: (document: T) => number | string,
): { readonly section: string; readonly documents: readonly T[] }[] {
  const placed = documents
    .map((document) => ({ document, ...placeOf(kind, numberOf(document)) }))
    .sort((a, b) => a.rank - b.rank);
  const names = [...new Set(placed.map(({ section }) => section))];
  return names.map((section) => ({
    section,
    documents: placed.filter((entry) => entry.section === section).map(({ document }) => document),
  }));
}
