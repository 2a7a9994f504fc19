import { midranks } from '../../numeric/ranks';
import { type MeanInterval, mean } from '../../numeric/statistics';
import { runsText } from '../../report/number-text';
import { runInterval } from '../../report/run-interval';
import { type Cell, type Table, table } from '../../report/table';
import {
  type Algorithm3Form,
  algorithm3Forms,
  type FormResult,
  type FormTrial,
  formScale,
} from './algorithm-3-forms';
import { type AttackChoiceResult, type AttackChoiceTrial, attackChoiceScale } from './attack-choice';
import type { DemonstrationTrial } from './image-demonstration';
import { demonstrationScale } from './image-demonstration';
import { imageChoices, imageMethods } from './image-settings';
import type { ImageTrialResult } from './image-trial';

/** A record of experiment `algorithm-3-forms`. */
export interface FormRecord {
  readonly configuration: FormTrial;
  readonly result: FormResult;
}

/** A record of experiment `image-attack-choice`. */
export interface AttackChoiceRecord {
  readonly configuration: AttackChoiceTrial;
  readonly result: AttackChoiceResult;
}

/** A record of experiment `image-demonstration`. */
export interface DemonstrationRecord {
  readonly configuration: DemonstrationTrial;
  readonly result: ImageTrialResult;
}

/** What each reading of Algorithm 3 changes against the resolved form of the same loss ratio, trial by trial, in points. */
export function formsTable(records: readonly FormRecord[]): Table {
  const of = (form: Algorithm3Form, lossRatio: number) =>
    new Map(
      records
        .filter(({ configuration: own }) => own.form === form && own.lossRatio === lossRatio)
        .map(({ configuration, result }) => [configuration.trial, result]),
    );
  const percent = {
    test: ({ test, testSize }: FormResult) => (100 * test) / testSize,
    robust: ({ robust, attackedSize }: FormResult) => (100 * robust) / attackedSize,
  };
  const changes: { name: string; interval: MeanInterval }[] = [];
  const rows = formScale.lossRatios.flatMap((lossRatio) =>
    (Object.keys(algorithm3Forms) as Algorithm3Form[]).flatMap((form): Cell[][] => {
      const own = of(form, form === 'mixup' ? 0 : lossRatio);
      const resolved = of('resolved', lossRatio);
      const paired = [...own.keys()].filter((trial) => resolved.has(trial));
      if (paired.length === 0) return [];
      const trials = paired.filter((trial) => !own.get(trial)!.diverged && !resolved.get(trial)!.diverged);
      const diverged = paired.length - trials.length;
      const change = (key: keyof typeof percent) => {
        if (form === 'resolved') return '–';
        const values = trials.map((t) => percent[key](own.get(t)!) - percent[key](resolved.get(t)!));
        if (values.length > 1 && form !== 'mixup') {
          const name = `${form}, loss ratio ${lossRatio}, ${key === 'test' ? 'accuracy' : 'robust'} ${runsText(values)}`;
          changes.push({ name, interval: runInterval({ values }) });
        }
        return runsText(values);
      };
      const level = (key: keyof typeof percent) => runsText(trials.map((t) => percent[key](own.get(t)!)));
      return [
        [
          ...[lossRatio, form, level('test'), change('test'), level('robust'), change('robust')],
          diverged === 0 ? trials.length : `${trials.length}, ${diverged} diverged`,
        ],
      ];
    }),
  );
  const clear = changes.filter(({ interval: { low, high } }) => low > 0 || high < 0);
  return table(['loss ratio', 'form', 'accuracy', 'change', 'robust', 'change (robust)', 'trials'], rows, {
    title:
      'Readings of Algorithm 3 on MNIST: accuracy in percent, and change against the resolved form in points (95 %)',
    notes: [
      `${formScale.images} training images, standardised, ${formScale.epochs} epochs, Table 13 otherwise; all 10,000 test images. Robust: APGD-CE, ${imageChoices.selection.iterations} steps, radius 0.1, ${formScale.attacked} test images. Trainings that diverged, or whose resolved form did, are not among the numbers.`,
      `Changes whose 95 % interval leaves out 0, of ${changes.length}, of which chance alone gives one in twenty: ${clear.map(({ name }) => name).join('; ') || 'none'}.`,
    ],
  });
}

/** Whether the attack that chooses an epoch chooses as AutoAttack would. */
export function attackChoiceTable(records: readonly AttackChoiceRecord[]): Table {
  const { attacked } = attackChoiceScale;
  const choices = records.map(({ result: { nets } }) => {
    const best = (key: 'chosenBy' | 'autoAttack') => nets.reduce((a, b) => (b[key] > a[key] ? b : a));
    const [chosen, wanted] = [best('chosenBy'), best('autoAttack')];
    return { chosen, wanted, lost: (100 * (wanted.autoAttack - chosen.autoAttack)) / attacked };
  });
  const rows = records.map(({ configuration: { method, trial }, result: { nets } }, i): Cell[] => {
    const { chosen, wanted, lost } = choices[i];
    const excess = nets.map(({ same, autoAttack }) => (100 * (same - autoAttack)) / attacked);
    return [
      ...[imageMethods[method], trial, chosen.epoch, wanted.epoch],
      lost.toFixed(1),
      rankCorrelation(
        nets.map(({ chosenBy }) => chosenBy),
        nets.map(({ autoAttack }) => autoAttack),
      ).toFixed(2),
      `${mean(excess).toFixed(1)} (${Math.min(...excess).toFixed(1)} to ${Math.max(...excess).toFixed(1)})`,
    ];
  });
  return table(
    [
      'method',
      'trial',
      'epoch chosen',
      'epoch AutoAttack chooses',
      'robust accuracy lost',
      'rank correlation',
      'APGD-CE less AutoAttack',
    ],
    rows,
    {
      title: 'Choosing an epoch by APGD-CE of 20 steps, and by AutoAttack (points of robust accuracy)',
      notes: [
        `${attackChoiceScale.images} training images of MNIST, standardised, learning rate ${attackChoiceScale.learningRate}, Table 14 otherwise; AutoAttack on ${attacked} held-out images, of which the last column compares both.`,
        `What is chosen is as robust as what AutoAttack would choose in ${choices.filter(({ lost }) => lost === 0).length} of ${choices.length} trainings; at most ${Math.max(0, ...choices.map(({ lost }) => lost)).toFixed(1)} points are lost.`,
      ],
    },
  );
}

/** Accuracies of the demonstration on colours. */
export function demonstrationTable(records: readonly DemonstrationRecord[]): Table {
  const { training, epochs, width, test } = demonstrationScale;
  return table(
    ['data set', 'method', 'accuracy after each epoch, %'],
    records.map(({ configuration: { dataset, method }, result }): Cell[] => [
      dataset,
      imageMethods[method],
      result.epochs.map((counts) => ((100 * counts.test) / result.testSize).toFixed(1)).join(', '),
    ]),
    {
      title: 'Demonstration on colours, which says nothing about the numbers of the paper',
      notes: [
        `${training} training images, ${epochs} epochs, width ${width} in place of 64, ${test} test images; Table 13 otherwise.`,
      ],
    },
  );
}

/** Spearman's, ties at their mean rank; NaN where all values of one are equal. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a, b].map((values) => Array.from(midranks(values)));
  const centre = (a.length + 1) / 2;
  const product = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, value, i) => sum + (value - centre) * (q[i] - centre), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}
