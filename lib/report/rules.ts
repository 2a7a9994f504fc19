/**
 * Rules of judgement, fixed on 2026-11-27, before any record on the authors' split or on the fresh splits existed. Records of
 * earlier trials were known. A later change of a rule needs a new date, its reason, and a look at what it would have done to every
 * verdict, in this file.
 *
 * Two questions are asked of every empirical claim.
 *
 * - `reproduces`: on the authors' split, where seeds alone vary. Our seeds are grouped as the paper's are, five to a printed number.
 * - `generalises`: on fresh random splits. Splits of one data set share rows, so intervals over splits are those of Nadeau and Bengio
 *   (`resampledInterval`).
 *
 * Theory is asked one: `proof`. Synthetic sets have no known split: seeds draw data and all, and the one verdict is `reproduces`.
 *
 * Added on 2026-11-28: `length`, for margins, of which 16 of 60 records existed and those of two had been looked at. Until then they were judged by `sign` without its clause on small differences, which is in
 * points of percent; the rule says the same, so that no verdict changes.
 *
 * Mended on 2026-11-28, in sight of the verdicts: runs that are all equal. The t test has no variance then, and two splits that happened to agree gave
 * p = 0 ("+7.14 [+7.14, +7.14], 2 runs"). Now the sign test decides, p = 2^(1 - n), and fewer than five equal runs have no interval. It can only take verdicts back.
 * It took back five of 110 empirical verdicts: `s1-mixup-hurts-uci`, `s6-table-4-cv-best`, `a-table-8-cutmix`, `a-table-9-poor-fit` (generalises) and `s3-table-2-openml-1413` (reproduces); all five were not resolved by the records of that day.
 *
 * Mended a second time on 2026-11-28, in sight of the verdicts: experiments whose shares are all equal, for the same reason. Two of them had a prediction interval of width 0; fewer than five have none now.
 * It took back one verdict, `s6-table-3-balanced-generative-classifier-gm` (reproduces), from fails to not resolved by the records of that day.
 *
 * Applied as written on 2026-11-29, in sight of the robust part of Table 6 and of all other verdicts, before the clean part: `sign` has one family a table, and that of Table 6 now has the signs over AdaMixUp,
 * which were a family of their own; what chose the split is left out of the tallies of Table 4, whose note had said so. No verdict changed by either.
 *
 * Worded anew on 2026-11-28, no verdict changed: `derived`, whose text had a summary of claims that fail or are not resolved hold conditionally, which none was ever judged to; `meanGain`, whose condition read
 * "by less than 1 point" also where the gain may be larger; `conjunction`, which did not say that parts that hold under conditions do not resolve it.
 */
export const rulesDate = '2026-11-27';

/** Of a claim under one question. `not-resolved`: the records cannot tell, whatever is true. */
export const verdicts = ['holds', 'holds-conditionally', 'not-resolved', 'fails', 'not-attempted'] as const;

/** Of a claim under one question. */
export type Verdict = (typeof verdicts)[number];

/** Questions of a claim. */
export const questions = ['reproduces', 'generalises', 'proof'] as const;

/** A question of a claim. */
export type Question = (typeof questions)[number];

/** Level of every interval, and 1 - level that of every family of tests. */
export const level = 0.95;

/** Seeds whose mean a printed number is. */
export const printedSeeds = 5;

/** Runs from which on equal values are an interval of width 0; fewer may agree by chance. */
export const leastEqualRuns = 5;

/** Differences that matter, by the unit of what is compared. */
export const matters = {
  /** Points of percent, for an accuracy or a difference of two accuracies. */
  accuracy: 3,
  /** Points of percent, for a mean gain over data sets: the region of practical equivalence is +-1. */
  meanGain: 1,
  /** Points of percent, for a share of data sets. */
  share: 10,
} as const;

/** How each kind of claim is judged. */
export const rules = {
  cell:
    'Printed value x, our mean m over n seeds (splits) with standard deviation s. Reach: the half-width of the 95 % prediction interval for what the ' +
    'paper printed, t s sqrt(1/k + 1/n) with k = 5 seeds, or k = 1 split; at least one step of the printed mean, 100 / (5 test rows), where ' +
    'seeds spread less than that; and half a unit of the last printed digit. A value that depends on the split alone (generative classifier) reproduces ' +
    'if it is equal to the printed digits, and nothing else. Fails if |x - m| exceeds the reach. Holds if it does not and the reach is at most 3 points; ' +
    'not resolved if the reach is larger: it would accept too much. No correction for many cells: each table states how many cells chance would miss (5 %), ' +
    'and how many cells pass when printed rows are assigned to the wrong methods (placebo).',
  sign:
    'Claimed sign of a paired difference on one data set. p: two-sided t test of the mean difference (over splits with the corrected variance), Holm within ' +
    'the family, which is all signs claimed of one table under one protocol and one question. Holds if p < 0.05 on the claimed side. Fails if p < 0.05 ' +
    'on the other side, or if the 95 % interval lies within +-1 point, or the difference is exactly 0 in every seed: there is no difference that matters. ' +
    'Otherwise not resolved. Of n equal differences p = 2^(1 - n), the sign test; fewer than five of them have no interval.',
  length:
    'Claimed sign of a paired difference of lengths, such as margins, on one data set. p as by `sign`, Holm within the family, which is all signs of one statement. Holds if ' +
    'p < 0.05 on the claimed side, fails if p < 0.05 on the other; otherwise not resolved.',
  size:
    'Claimed size of a difference on one data set. A printed number is judged as a cell. "More than b": holds if the 95 % interval of the mean lies above ' +
    'b, fails if below, otherwise not resolved.',
  share:
    'Printed shares of data sets. Reproduces: our seeds in groups of five, each one experiment of the paper on its split; shares of each experiment, their mean and 95 % ' +
    'prediction interval for one more experiment; fewer than five equal ones have none. Holds if the printed share lies in it and its half-width is at most 10 points; fails if it lies outside; ' +
    'otherwise not resolved. A bound ("more than 69 %"): holds if the prediction interval lies above it, fails if below, otherwise not resolved. ' +
    'Generalises: one question, whether more sets gain than lose. Mean gain of each set over its splits; 95 % interval of the share that gains less the share that ' +
    'loses, families of related sets resampled together (2,000 times, percentiles). Holds above 0, fails below, otherwise not resolved. A bound on ' +
    'the share "at least as accurate" is compared with the interval of the share of sets whose mean gain is at least 0.',
  meanGain:
    'Claimed gain over many data sets. Hierarchical model over trials and sets (Corani et al. 2017), region of practical equivalence +-1 point. Holds if the ' +
    'probability that the mean gain exceeds 1 point is above 0.95. Holds conditionally, "not shown to exceed 1 point", if the probability that it is above 0 is above ' +
    '0.95 and the one before is not. Fails if the probability that it is at most 0 is above 0.95, or that it lies within +-1 point is ' +
    'above 0.95 and that it is above 0 is not. Otherwise not resolved. The probabilities are of one side: the interval of 95 % beside them may reach 0. The signed-rank test (Holm over baselines) and the Bayesian signed-rank test stand beside it and decide nothing.',
  count:
    'Claimed number of data sets ("six of seven", "all sets"): the sign of each is judged by the rule of signs. Holds if at least the claimed number hold; fails if so many fail that ' +
    'the claimed number cannot be reached; otherwise not resolved.',
  conjunction:
    'A statement of several parts, each judged by its own rule. Holds if all hold; fails if one fails, where the statement is of all its parts; otherwise, also where parts hold under conditions, not resolved. ' +
    'The finding names how many parts have which verdict.',
  derived:
    'A summary of other claims. Holds if all hold, fails if all fail, not resolved if they do neither and none holds, conditionally or not; otherwise holds conditionally, "in part", and ' +
    'the condition says how many of each there are and which hold.',
  protocols:
    'Under both protocols each rule is applied by itself. Equal verdicts are the verdict. If one of them holds and the other does not, the claim holds conditionally: "under protocol ' +
    '...". Else, if they differ, it is not resolved.',
  proof:
    'Numbered statements and formulas: holds if exact arithmetic, or numbers to the stated accuracy, agree wherever it is claimed; conditionally under a condition that is stated; fails at a ' +
    'counterexample.',
} as const;

/** A rule by its name. */
export type Rule = keyof typeof rules;
