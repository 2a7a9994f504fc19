import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../../lib/paper/claims';
import { table01Findings, table02Findings } from '../../../lib/study/failure-of-mixup/table-claims';
import type { TableRecords } from '../../../lib/study/tabular/table-samples';
import { madeUp } from '../tabular/tabular-records';

const protocols = ['paper', 'released'] as const;
const openml = [48, 307, 818, 18, 36, 468, 1413, 1499, 40984];

/** Trials of all sets: vanilla and mixup without intruding points so many points above mixup, noise of a point that they do not share. */
function tabularTrials(gap: (dataset: number, protocol: string) => number) {
  return protocols.flatMap((protocol) =>
    openml.flatMap((dataset) => {
      const mixup = Array.from({ length: 12 }, (_, t) => 70 + (t % 3));
      const above = mixup.map((value, t) => value + gap(dataset, protocol) + (t % 2) - 0.5);
      return madeUp(dataset, { mixup, vanilla: above, mixupWithoutIntrusion: above }, { protocol });
    }),
  );
}

function syntheticTrials(gap: number) {
  return protocols.flatMap((protocol) =>
    ['moon', 'four-circle', 'cube3d'].flatMap((dataset) =>
      Array.from({ length: 12 }, (_, trial) => ({
        configuration: { dataset, protocol, trial },
        result: {
          ...{ testSize: 300, learningRate: {}, epochs: {} },
          accuracy: { vanilla: 0.95 + (trial % 2) / 100, mixup: 0.95 - gap / 100 },
        },
      })),
    ),
  );
}

const records: TableRecords = {
  reproduces: tabularTrials(() => 5),
  generalises: tabularTrials((dataset) => (dataset === 307 ? -5 : 0)),
  synthetic: syntheticTrials(35),
};

describe('findings on Table 1', () => {
  const found = table01Findings(records);
  const of = (id: string, question: string) =>
    found.find((finding) => finding.id === id && finding.question === question);

  it('are about claims of the paper, synthetic sets under the first question alone', () => {
    const known = paperClaims.map(({ id }) => id);
    expect(found.filter(({ id }) => !known.includes(id))).toEqual([]);
    expect(of('s3-table-1-moon', 'generalises')).toBeUndefined();
    expect(found).toHaveLength(3 + 3 * 2 + 1 + 2);
  });

  it('judge each question by its own records, and name them', () => {
    expect(of('s3-table-1-openml-307', 'reproduces')).toMatchObject({
      verdict: 'holds',
      records: [{ experiment: 'authors-split', filter: { dataset: [307] }, count: 24 }],
    });
    expect(of('s3-table-1-openml-307', 'generalises')).toMatchObject({
      verdict: 'fails',
      records: [{ experiment: 'tabular', count: 24 }],
    });
    expect(of('s3-table-1-moon', 'reproduces')).toMatchObject({
      verdict: 'holds',
      records: [{ experiment: 'synthetic-genlabel', filter: { dataset: 'moon' }, count: 24 }],
    });
    expect(of('s3-four-circle-gap', 'reproduces')?.verdict).toBe('holds');
    const narrow = table01Findings({ ...records, synthetic: syntheticTrials(20) });
    expect(narrow.find(({ id }) => id === 's3-four-circle-gap')?.verdict).toBe('fails');
  });

  it('take all signs of the table for one family', () => {
    expect(of('s3-table-1-openml-48', 'reproduces')?.ours).toMatch(
      /^vanilla above mixup on OpenML-48: \+5\.00 .*\(Holm, 6 signs\)/,
    );
    expect(of('s3-table-1-openml-48', 'generalises')?.ours).toContain('(Holm, 3 signs)');
  });

  it('count the printed values that hold', () => {
    const values = of('s3-table-1-values', 'reproduces');
    expect(values?.rule).toBe('derived');
    expect(values?.ours).toMatch(/of 12 .*\(cells\)/);
    expect(
      table01Findings({ reproduces: [], generalises: [] }).every(
        ({ verdict }) => verdict === 'not-attempted',
      ),
    ).toBe(true);
  });
});

describe('findings on Table 2', () => {
  it('take the printed sign of each set, and count the positive ones', () => {
    const verdicts = Object.fromEntries(
      table02Findings(records)
        .filter(({ question }) => question === 'reproduces')
        .map(({ id, verdict }) => [id, verdict]),
    );
    // 468 is printed with the other sign.
    expect(verdicts).toMatchObject({
      's3-table-2-openml-36': 'holds',
      's3-table-2-openml-468': 'fails',
      's3-table-2-six-of-seven': 'holds',
    });
    const none = { ...records, reproduces: tabularTrials(() => 0) };
    const [first] = table02Findings(none).filter(({ id }) => id === 's3-table-2-six-of-seven');
    expect(first.verdict).toBe('fails');
  });

  it('hold under the protocol that shows it', () => {
    const half = { ...records, reproduces: tabularTrials((_, protocol) => (protocol === 'paper' ? 5 : 0)) };
    expect(table02Findings(half).find(({ id }) => id === 's3-table-2-openml-36')).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'under protocol paper (fails under released)',
    });
  });
});
