import { describe, expect, it } from 'vitest';
import { algorithm3Example } from '../../../lib/study/images/algorithm-3-example';
import { figureEpochs } from '../../../lib/study/images/epoch-curves';
import { type ImageMethodName, imageMethods } from '../../../lib/study/images/image-settings';
import { attackChoiceTable, formsTable } from '../../../lib/study/images/image-tables';
import {
  chosenAccuracy,
  compareTable06,
  type ImageRecord,
  pairedDifferences,
  spreadTable,
} from '../../../lib/study/images/table-06';
import { imageFindings } from '../../../lib/study/images/table-06-claims';

const methods = Object.keys(imageMethods) as ImageMethodName[];

/** A record whose net of epoch 2 has `test` right of 10,000 images; of epoch 1 one more, but fewer held-out ones. */
function clean(method: ImageMethodName, trial: number, test: number): ImageRecord {
  const epochs = [
    { epoch: 1, heldOut: 4900, test: test + 1 },
    { epoch: 2, heldOut: 4950, test },
    { epoch: 3, heldOut: 4950, test: test - 5 },
  ];
  return {
    configuration: { dataset: 'MNIST', validation: 'clean', method, trial },
    result: { heldOutSize: 5000, testSize: 10_000, epochs, diverged: null },
  };
}

function robust(method: ImageMethodName, trial: number, left: number): ImageRecord {
  const net = { epoch: 10, images: 1000, clean: 980, robust: left };
  const broken = { 'apgd-ce': 980 - left, 'apgd-t': 0, 'fab-t': 0, square: 0 };
  return {
    configuration: { dataset: 'MNIST', validation: 'robust', method, trial },
    result: {
      ...{ heldOutSize: 5000, testSize: 10_000, diverged: null },
      epochs: [{ epoch: 10, heldOut: 4900, test: 9800, heldOutRobust: 250, testRobust: 260 }],
      attacked: { heldOut: { ...net, broken }, test: { ...net, broken } },
    },
  };
}

/** GenLabel gains two images in ten thousand, or four points of robust accuracy, a little more or less in each trial. */
function records(gain: { readonly clean: number; readonly robust: number }, trials = 4) {
  const of = (make: typeof clean, base: number, added: number) =>
    Array.from({ length: trials }, (_, trial) =>
      methods.map((method) =>
        make(method, trial, base + 10 * trial + (method.endsWith('genlabel') ? added + (trial % 2) : 0)),
      ),
    ).flat();
  return { clean: of(clean, 9900, gain.clean), robust: of(robust, 500, gain.robust) };
}

describe('chosenAccuracy', () => {
  it('is that of the first epoch with the most held-out images right, or test images', () => {
    const record = clean('mixup', 0, 9900);
    expect(chosenAccuracy(record, 'heldOut')).toEqual({ epoch: 2, percent: 99, images: 10_000 });
    expect(chosenAccuracy(record, 'test')).toEqual({ epoch: 1, percent: 99.01, images: 10_000 });
    expect(chosenAccuracy(robust('mixup', 0, 555), 'test')).toEqual({
      epoch: 10,
      percent: 55.5,
      images: 1000,
    });
  });

  it('is none where no epoch could be chosen', () => {
    const { configuration, result } = robust('mixup', 0, 500);
    const diverged = {
      configuration,
      result: { ...result, attacked: { heldOut: null, test: null }, diverged: 3 },
    };
    expect(chosenAccuracy(diverged, 'heldOut')).toBeUndefined();
    expect(pairedDifferences([diverged, robust('vanilla', 0, 400)], ['mixup', 'vanilla'], 'heldOut')).toEqual(
      [],
    );
  });
});

describe('compareTable06', () => {
  it('puts our trials beside the printed values, and pairs differences by trial', () => {
    const own = records({ clean: 2, robust: 40 });
    const { rows, columns } = compareTable06('robust', own.robust, 'heldOut');
    expect(columns[0]).toBe('MNIST');
    const cell = (label: string) => rows.find((row) => row.label === label)?.cells[0];
    expect(cell('Vanilla')?.paper).toBe(48.17);
    expect(cell('AdaMixup')?.paper).toBeNull();
    expect(cell('Mixup')?.reproduces?.mean).toBeCloseTo(51.5, 10);
    expect(cell('Mixup+GenLabel − Mixup')?.reproduces?.mean).toBeCloseTo(4.05, 10);
    expect(rows.find((row) => row.label === 'Mixup')?.cells[1].reproduces).toBeNull();
  });
});

/** A record of a set with colours, on a backend. */
function colours(
  dataset: 'CIFAR-10' | 'Tiny ImageNet',
  trial: number,
  backend: string,
  test: number,
): ImageRecord {
  const { configuration, result } = clean('mixup', trial, test);
  return { configuration: { ...configuration, dataset, backend }, result };
}

describe('records of several backends', () => {
  const gpu = [
    ...[0, 1, 2].map((trial) => colours('CIFAR-10', trial, 'tfjs-node-gpu', 9500 + trial)),
    ...[0, 1].map((trial) => colours('CIFAR-10', trial, 'webgpu', 100)),
    colours('Tiny ImageNet', 0, 'tfjs-node-gpu', 100),
    ...[0, 1].map((trial) => colours('Tiny ImageNet', trial, 'webgpu', 5900 + trial)),
  ];
  const { rows, notes } = compareTable06('clean', [clean('mixup', 0, 9900), ...gpu], 'heldOut');
  const cells = rows.find(({ label }) => label === 'Mixup')?.cells;

  it('stand in their columns, one backend a column, which the notes name', () => {
    const means = cells?.map((cell) => cell.reproduces?.mean?.toFixed(3));
    expect(means).toEqual(['99.000', '95.010', undefined, '59.005']);
    expect(notes).toContain('CIFAR-10: computed on tfjs-node-gpu.');
    expect(notes).toContain('TinyImageNet-200: computed on webgpu.');
    expect(notes.join()).not.toMatch(/MNIST: |CIFAR-100: /);
  });

  it('are counted as parts of claims, experiment by experiment', () => {
    const found = imageFindings({ robust: [], clean: [clean('mixup', 0, 9900), ...gpu] });
    const { records: sets, note } = found.find(({ id }) => id === 's1-mixup-hurts-images') ?? {};
    const filter = { method: ['vanilla', 'mixup'] };
    expect(sets).toEqual([
      { experiment: 'images-clean', filter, count: 1 },
      { experiment: 'images-colours-clean', filter, count: 8 },
    ]);
    expect(note).toContain('Records: MNIST, CIFAR-10, TinyImageNet-200.');
    const [mnistAlone] = imageFindings({ robust: [], clean: [clean('mixup', 0, 9900)] });
    expect(mnistAlone.note).toContain('MNIST alone has records.');
    expect(mnistAlone.records).toHaveLength(1);
  });
});

describe('imageFindings', () => {
  const verdicts = (own: Parameters<typeof imageFindings>[0]) =>
    Object.fromEntries(imageFindings(own).map(({ id, verdict }) => [id, verdict]));

  it('cannot confirm a statement on all sets by MNIST alone, but can refute it', () => {
    expect(verdicts(records({ clean: 40, robust: 20 }))).toMatchObject({
      ...{ 'a-table-6-genlabel': 'not-resolved', 's6-images-marginal': 'not-resolved' },
    });
    // No clean gain that matters: within a point.
    expect(verdicts(records({ clean: 0, robust: 20 }))).toMatchObject({ 'a-table-6-genlabel': 'fails' });
    // Four points are more than marginal.
    expect(verdicts(records({ clean: 40, robust: 40 }))).toMatchObject({
      ...{ 'a-table-6-genlabel': 'not-resolved', 's6-images-marginal': 'fails' },
    });
  });

  it('attempts nothing without records, and judges Algorithm 3 by itself', () => {
    expect(verdicts({ clean: [], robust: [] })).toEqual({
      's1-mixup-hurts-images': 'not-attempted',
      's6-images-marginal': 'not-attempted',
      'a-table-6-genlabel': 'not-attempted',
      'a-table-6-adamixup': 'not-attempted',
      'a-algorithm-3': 'holds-conditionally',
    });
  });

  it('confirms by MNIST alone that mixup is worse somewhere', () => {
    const worse = Array.from({ length: 4 }, (_, trial) => [
      clean('vanilla', trial, 9900 + trial),
      clean('mixup', trial, 9700 + 3 * trial),
    ]).flat();
    expect(verdicts({ clean: worse, robust: [] })['s1-mixup-hurts-images']).toBe('holds');
  });
});

it('gives the labels of erratum 34', () => {
  const rounded = algorithm3Example().map(({ label }) => label.map((share) => Number(share.toFixed(5))));
  expect(rounded).toEqual([
    [0, 0.96737, 0.03263],
    [0.53573, 0.46427, 0],
    [0.60304, 0.39696, 0],
    [0.55759, 0.36704, 0.07537],
  ]);
});

it('shows spreads, forms and choices of the attack', () => {
  const own = records({ clean: 2, robust: 40 });
  expect(spreadTable(own.robust, own.clean).rows[0]).toEqual(['Vanilla', 13.1, '1.29', 0.03, '0.13']);
  const form = (name: 'resolved' | 'printed', trial: number, test: number) => ({
    configuration: { form: name, lossRatio: 1, trial },
    result: { testSize: 10_000, test, attackedSize: 500, robust: 250, diverged: false },
  });
  const forms = formsTable([
    form('resolved', 0, 9000),
    form('printed', 0, 8000),
    form('resolved', 1, 9100),
    form('printed', 1, 8200),
  ]);
  expect(forms.rows.map((row) => row.slice(0, 4))).toEqual([
    [1, 'resolved', '90.50 ± 6.35', '–'],
    [1, 'printed', '81.00 ± 12.71', '-9.50 ± 6.35'],
  ]);
  const nets = [
    { epoch: 5, chosenBy: 100, autoAttack: 30, same: 40 },
    { epoch: 10, chosenBy: 300, autoAttack: 90, same: 100 },
    { epoch: 15, chosenBy: 200, autoAttack: 100, same: 104 },
  ];
  const [row] = attackChoiceTable([{ configuration: { method: 'mixup', trial: 0 }, result: { nets } }]).rows;
  expect(row).toEqual(['Mixup', 0, 10, 15, '5.0', '0.50', '4.0 (2.0 to 5.0)']);
  expect(figureEpochs(own.robust, own.clean).data).toHaveLength(12);
});

it('claims name the records that they use, and the robust part the images that choose', () => {
  const own = records({ clean: 10, robust: 40 });
  const noteOf = (found: ReturnType<typeof imageFindings>, id: string) =>
    found.find((one) => one.id === id)?.note;
  const robustAlone = imageFindings({ robust: own.robust, clean: [] });
  expect(noteOf(robustAlone, 's1-mixup-hurts-images')).toMatch(/No set has records yet\.$/);
  expect(noteOf(robustAlone, 'a-table-6-genlabel')).toMatch(/±1 point.* MNIST alone has records\.$/);
  expect(compareTable06('robust', own.robust, 'heldOut').title).toContain(
    'chosen on 500 held-out training images',
  );
  expect(compareTable06('clean', own.clean, 'heldOut').title).toContain('chosen on 5,000 held-out');
  expect(compareTable06('clean', own.clean, 'test').title).toContain('chosen on test images');
});
