import { describe, expect, it } from 'vitest';
import { answersOf } from '../../lib/report/answers';
import type { Judgement } from '../../lib/report/judgement';
import { readLedger } from '../../lib/report/ledger';
import type { LedgerEntry } from '../../lib/report/ledger-entry';
import { effectIn, oursParts } from '../../lib/report/ours-parts';
import { temporaryFolder } from './temporary-folder';

const empty = () => readLedger(temporaryFolder());
const withJudgements = (found: { readonly [id: string]: LedgerEntry['verdicts'] }): LedgerEntry[] =>
  empty().map((entry) => ({ ...entry, verdicts: found[entry.id] ?? {} }));
const sign = (verdict: Judgement['verdict'], ours: string): Judgement => ({
  verdict,
  ours,
  rule: 'sign',
  ...(verdict === 'holds-conditionally' && { condition: 'under protocol paper' }),
});

describe('answersOf', () => {
  it('can be read where nothing was attempted', () => {
    const answers = answersOf(empty());
    expect(answers).toHaveLength(5);
    for (const { found, evidence } of answers) {
      expect(found).toMatch(/^[A-Z].*\.$/);
      expect(found).not.toMatch(/undefined|NaN|null|\(\)|: \.| {2}/);
      expect(evidence).toEqual([]);
    }
    expect(answers[0].found).toBe('That mixup is less accurate than vanilla training was not attempted.');
    expect(answers[4].found).toBe('No claim has failed so far.');
  });

  it('changes its words and numbers with the ledger', () => {
    const [hurts] = answersOf(
      withJudgements({
        's3-table-1-moon': {
          reproduces: sign('holds', 'vanilla above mixup on Moon: +1.00 [+0.48, +1.52] points'),
        },
        's3-table-1-four-circle': {
          reproduces: sign('holds', 'vanilla above mixup on Four-circle: +33.55 [+30.15, +36.95] points'),
        },
        's3-table-1-3d-cube': {
          reproduces: sign('fails', 'vanilla above mixup on 3D cube: −50.00 [−51.00, −49.00] points'),
        },
      }),
    );
    expect(hurts.verdict).toBe('holds-conditionally');
    expect(hurts.found).toBe(
      "That mixup is less accurate than vanilla training: on the authors' split and the synthetic sets this holds on 2 of 3 data sets, fails on 1; most so on " +
        'Four-circle, by +33.55 [+30.15, +36.95] points.',
    );
    expect(hurts.evidence[0]).toBe('s3-table-1-four-circle');
  });

  it('gives gains with their intervals, and each split its own', () => {
    const gain = (ours: string): Judgement => ({ verdict: 'not-resolved', ours, rule: 'meanGain' });
    const over = (baseline: string, size: string) =>
      `over ${baseline}: mean gain ${size} points over 13 sets: P(above 1) < 0.001, P(above 0) = 0.500, P(within ±1) = 0.700`;
    const [, helps, robust] = answersOf(
      withJudgements({
        's6-accuracy-over-data-sets': {
          reproduces: gain(
            'mean gain +0.20 [−0.01, +0.41] points over 79 sets: P(above 1) < 0.001, P(above 0) = 0.970, P(within ±1) > 0.999 (paper); mean gain ' +
              '+0.50 [+0.10, +0.90] points over 79 sets: P(above 1) < 0.001, P(above 0) = 0.970, P(within ±1) > 0.999 (released)',
          ),
        },
        's6-robustness-improves': {
          reproduces: gain(
            `${over('Vanilla', '−0.96 [−1.80, −0.10]')}; ${over('Mixup', '+0.10 [−1.00, +1.20]')} (paper); ` +
              `${over('Vanilla', '+2.20 [−0.10, +4.90]')} (released)`,
          ),
          generalises: gain(
            `${over('Vanilla', '+0.30 [−0.40, +1.00]')} (paper); ${over('Vanilla', '−0.40 [−3.00, +2.79]')} (released)`,
          ),
        },
        's6-table-5-shares': {
          reproduces: sign(
            'not-resolved',
            '2 of 2 not resolved (Vanilla, Mixup). Vanilla: 15.4 %, 1 experiment of five seeds; Mixup: 53.8 %, 1 experiment of five ' +
              'seeds (paper); 1 of 1 not resolved (Vanilla). Vanilla: 84.6 %, 1 experiment of five seeds (released)',
          ),
          generalises: sign(
            'not-resolved',
            'Vanilla: 38.5 [10.0, 66.7] %, 13 sets; Mixup: 38.5 [20.0, 60.0] %, 13 sets',
          ),
        },
      }),
    );
    expect(helps.found).toBe(
      "On the authors' split GenLabel (CV) is +0.20 [−0.01, +0.41] points more accurate than mixup (79 sets; within ±1 point with " +
        'probability above 0.999).',
    );
    expect(robust.found).toBe(
      "That GenLabel improves on every baseline is not resolved on the authors' split (mean gains in points of robust accuracy from −0.96 [−1.80, −0.10] " +
        "over Vanilla to +0.10 [−1.00, +1.20] over Mixup by the paper's text, +2.20 [−0.10, +4.90] over Vanilla by the released code), is not resolved " +
        'over fresh random splits (+0.30 [−0.40, +1.00] over Vanilla); sets on which it is the more robust, in %: ' +
        "on the authors' split from 15.4 (Vanilla) to 53.8 (Mixup) by the paper's text, 84.6 (Vanilla) by the released code; " +
        'over fresh random splits 38.5 [10.0, 66.7] (Vanilla) and all others.',
    );
  });

  it('names what was measured before theory where claims failed', () => {
    const failing = (question: 'proof' | 'generalises') => ({ [question]: sign('fails', 'x') });
    const [, , , , failed] = answersOf(
      withJudgements({
        's3-example-1-mixup-margin': failing('proof'),
        's3-table-1-moon': failing('generalises'),
      }),
    );
    expect(failed.evidence).toEqual(['s3-table-1-moon', 's3-example-1-mixup-margin']);
  });

  it('names theorems once, by their worst verdict', () => {
    const proof = (verdict: Judgement['verdict']) => ({
      proof: { ...sign(verdict, 'x'), rule: 'proof' as const },
    });
    const proofs = answersOf(
      withJudgements({
        'b-lemma-1': proof('holds'),
        'b-lemma-1-constants': proof('fails'),
        'c-lemma-2': proof('holds'),
        'd-lemma-8': proof('holds'),
      }),
    )[3];
    expect(proofs.found).toContain('as printed: Lemmas 2, 8');
    expect(proofs.found).toContain('with a counterexample to a part: Lemma 1.');
  });

  it('links every failing claim that is no summary', () => {
    const ledger = withJudgements({ 'c-lemma-2': { reproduces: sign('fails', 'x') } });
    expect(answersOf(ledger)[4]).toMatchObject({ evidence: ['c-lemma-2'] });
  });
});

describe('oursParts', () => {
  it('parts a text by protocol, tally and part, not within brackets', () => {
    expect(
      oursParts('1 of 2 holds (a), 1 fails (b). a: 1 (x; y); b: 2 (paper); 2 of 2 hold (a, b) (released)'),
    ).toEqual([
      { protocol: 'paper', tally: '1 of 2 holds (a), 1 fails (b)', parts: ['a: 1 (x; y)', 'b: 2'] },
      { protocol: 'released', tally: '2 of 2 hold (a, b)', parts: [] },
    ]);
    const tally = '1 of 3 fails (the SVM (least, nine); the data, four), 2 hold (a; b)';
    expect(oursParts(`${tally}. first; second`)).toEqual([
      { protocol: null, tally, parts: ['first', 'second'] },
    ]);
    expect(oursParts(tally)).toEqual([{ protocol: null, tally, parts: [] }]);
    expect(oursParts('3/8')).toEqual([{ protocol: null, tally: null, parts: ['3/8'] }]);
  });

  it('finds the effect of a judgement', () => {
    expect(effectIn('x: −1.25 [−2.00, +0.50] points, p = 0.1')).toEqual({
      size: -1.25,
      text: '−1.25 [−2.00, +0.50] points',
    });
    expect(effectIn('9.1 [-3.0, 27.0] %, share')).toEqual({ size: 9.1, text: '9.1 [-3.0, 27.0] %' });
    expect(effectIn('no interval')).toBeUndefined();
  });
});
