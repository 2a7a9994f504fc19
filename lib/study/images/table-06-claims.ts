import { table06Clean } from '../../paper/table-06';
import { type Finding, proof, type RecordSet } from '../../report/finding';
import { judgeConjunction, judgeCount } from '../../report/judge-parts';
import { judgeSigns, type SignClaim } from '../../report/judge-sign';
import { judgeSize } from '../../report/judge-size';
import type { Part } from '../../report/judgement';
import { matters } from '../../report/rules';
import { runInterval } from '../../report/run-interval';
import { algorithm3Example, type ExampleLabel } from './algorithm-3-example';
import type { ImageMethodName } from './image-settings';
import { type ImageRecord, pairedDifferences, recordsOfColumn } from './table-06';

/** The rule of the parts, which the entry of a conjunction does not show. */
const noGain =
  'By the rule `sign`: there is no gain where the 95 % interval lies within ±1 point. Epochs are chosen on held-out images.';

/** Records of both columns of Table 6. */
export interface Table06Records {
  readonly robust: readonly ImageRecord[];
  readonly clean: readonly ImageRecord[];
}

type Kind = keyof Table06Records;

/** Printed sets; those without records stay parts that are not attempted. */
const sets = table06Clean.columns;
const gains: readonly (readonly [ImageMethodName, ImageMethodName])[] = [
  ['mixup-genlabel', 'mixup'],
  ['manifold-mixup-genlabel', 'manifold-mixup'],
];
const kinds: readonly Kind[] = ['robust', 'clean'];

/** A claimed sign on a set; epochs are chosen on held-out images. */
function claimed(
  records: Table06Records,
  set: string,
  kind: Kind,
  pair: readonly [ImageMethodName, ImageMethodName],
  sign: 1 | -1 = 1,
): SignClaim {
  const { records: own } = recordsOfColumn(records[kind], set);
  return {
    label: `${set}, ${kind}, ${pair.join(' − ')}`,
    sign,
    values: pairedDifferences(own, pair, 'heldOut'),
  };
}

/**
 * Findings on images, fixed before the first record was there. All signs that the text claims of the table are one family: of GenLabel over its mixing, on every set
 * and in both columns, and over AdaMixUp (that was a family of its own until 29 November, before any verdict on it); a gain is marginal if its 95 % interval lies below 3 points, the difference that matters for an accuracy. Sets without records are
 * parts that are not attempted, so that MNIST alone can refute a statement about all sets, and confirm one about some.
 */
export function imageFindings(records: Table06Records): Finding[] {
  const family = sets.flatMap((set) =>
    kinds.flatMap((kind) => gains.map((pair) => claimed(records, set, kind, pair))),
  );
  const besideAdaMixup = ['MNIST', 'CIFAR-10'].flatMap((set) =>
    gains.map(([method]) => claimed(records, set, 'clean', [method, 'adamixup'])),
  );
  // One family: all signs that the text claims of the table.
  const judged = judgeSigns([...family, ...besideAdaMixup]);
  const [signs, overAdaMixup] = [judged.slice(0, family.length), judged.slice(family.length)];
  const marginal = family.map(
    ({ label, values }): Part => ({
      label: `${label} < ${matters.accuracy}`,
      ...judgeSize({
        bound: matters.accuracy,
        side: 'below',
        interval: values.length > 0 ? runInterval({ values }) : undefined,
      }),
    }),
  );
  const worse = judgeSigns(sets.map((set) => claimed(records, set, 'clean', ['mixup', 'vanilla'], -1)));
  const found = (
    id: string,
    judgement: ReturnType<typeof judgeConjunction>,
    used: readonly Kind[],
    note?: string,
    methods?: readonly ImageMethodName[],
  ) => ({
    ...{ id, question: 'reproduces' as const, ...judgement },
    note: [note, recordedText(records, used)].filter(Boolean).join(' '),
    records: used.flatMap((kind) => recordSets(kind, records[kind], methods)),
  });
  return [
    found(
      's1-mixup-hurts-images',
      judgeCount(1, worse),
      ['clean'],
      `Read as: on at least one of the four sets mixup is less accurate than vanilla training.`,
      ['vanilla', 'mixup'],
    ),
    found(
      's6-images-marginal',
      judgeConjunction([...signs, ...marginal]),
      kinds,
      `Read as: a gain above 0 and below 3 points, on every set, of mixup and manifold mixup, robust and clean.`,
    ),
    found('a-table-6-genlabel', judgeConjunction(signs), kinds, noGain),
    found(
      'a-table-6-adamixup',
      judgeConjunction(overAdaMixup),
      ['clean'],
      'The accuracy alone is judged. Cost: in passes of an image through a net, forward 1 and backward 2, Algorithm 3 takes 4 a training image; the ' +
        `released AdaMixUp takes 9 (policy on half of the images, classifier and discriminator apart), 2.25 times as many; ours, where these share a pass, 6.`,
      ['mixup-genlabel', 'manifold-mixup-genlabel', 'adamixup'],
    ),
    algorithm3Finding(),
  ];
}

/** The record sets of a column, experiment by experiment. @param methods those that the claim is of; all unless given */
function recordSets(
  kind: Kind,
  records: readonly ImageRecord[],
  methods?: readonly ImageMethodName[],
): RecordSet[] {
  const own = records.filter(({ configuration: { method } }) => !methods || methods.includes(method));
  const grey = own.filter(({ configuration }) => configuration.dataset === 'MNIST').length;
  const filter: RecordSet['filter'] = methods ? { method: [...methods] } : {};
  return [
    { experiment: `images-${kind}`, filter, count: grey },
    ...(own.length > grey
      ? [{ experiment: `images-colours-${kind}`, filter, count: own.length - grey }]
      : []),
  ];
}

/** Which sets have records of these columns. */
function recordedText(records: Table06Records, used: readonly Kind[]): string {
  const recorded = sets.filter((set) =>
    used.some((kind) => recordsOfColumn(records[kind], set).records.length > 0),
  );
  if (recorded.length === 0) return 'No set has records yet.';
  return recorded.length === 1 ? `${recorded[0]} alone has records.` : `Records: ${recorded.join(', ')}.`;
}

/** Whether Algorithm 3 labels a point by its two likeliest classes, as printed and read by its text, on the example of erratum 34. */
function algorithm3Finding(): Finding {
  const [printed, , text, posterior] = algorithm3Example();
  const likeliest = ({ label }: ExampleLabel): number => label.indexOf(Math.max(...label));
  const agrees = (reading: ExampleLabel): boolean => likeliest(reading) === likeliest(posterior);
  return proof('a-algorithm-3', {
    ours: `as printed, a point of likeliest class ${likeliest(posterior) + 1} gets the label (${printed.label.map((share) => share.toFixed(5)).join(', ')})`,
    holds: agrees(printed),
    under: {
      holds: agrees(text),
      condition: 'read by its text: the two greatest densities (arg max), with 1/2 in the exponent',
    },
    note: 'What this and the other readings change on MNIST: experiment algorithm-3-forms.',
  });
}
