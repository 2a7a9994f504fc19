import { judgeDerived, tallyCounts } from './judge-parts';
import type { Judgement } from './judgement';
import type { LedgerEntry } from './ledger-entry';
import { meanGainIn, type Ranged, rangeOf } from './mean-gain';
import { effectIn, oursParts } from './ours-parts';
import { type Question, type Verdict, verdicts } from './rules';

/** One answer of the first screen. */
export interface Answer {
  readonly question: string;
  /** On what the paper says, summarised as the ledger summarises claims; null where the question is which failed. */
  readonly verdict: Verdict | null;
  /** What the paper says, in a few words of ours. */
  readonly paper: string;
  /** What was found: one sentence, numbers with intervals. */
  readonly found: string;
  /** Ids of the entries that the sentence rests on, the most telling first. */
  readonly evidence: readonly string[];
  /** Address of the ledger's view that has them all. */
  readonly view: string;
}

const wholeLedger = '#claims';

/** An entry's judgement under a question that was really answered. */
interface Answered {
  readonly entry: LedgerEntry;
  readonly question: Question;
  readonly judgement: Judgement;
}

const wordsOf: Readonly<Record<Question, string>> = {
  reproduces: "on the authors' split and the synthetic sets",
  generalises: 'over fresh random splits',
  proof: 'by exact arithmetic',
};

/** The same where there are no synthetic sets. */
const splitsOf: Readonly<Record<Question, string>> = { ...wordsOf, reproduces: "on the authors' split" };

/** The five answers of the first screen, from the ledger alone: their words and numbers change with it. */
export function answersOf(ledger: readonly LedgerEntry[]): Answer[] {
  return [mixupHurts(ledger), genLabelHelps(ledger), robustness(ledger), proofs(ledger), failures(ledger)];
}

function mixupHurts(ledger: readonly LedgerEntry[]): Answer {
  const all = answered(ledger, (id) => /^s3-table-1-(?!values)/.test(id));
  const largest = all
    .flatMap((one) => {
      const effect = effectIn(oursParts(one.judgement.ours)[0].parts.join('; '));
      return effect ? [{ ...one, effect }] : [];
    })
    .filter(({ judgement }) => judgement.verdict === 'holds' || judgement.verdict === 'holds-conditionally')
    .sort((a, b) => b.effect.size - a.effect.size)[0];
  const most = largest
    ? `; most so on ${largest.entry.statement.replace(/^.* on (.*)\.$/, '$1')}, by ${largest.effect.text}`
    : '';
  return {
    question: 'Does mixup hurt on low-dimensional data, and when?',
    paper: 'Yes: on the six sets of Table 1, by up to 33.6 points.',
    verdict: judgeDerived(labelled(all)).verdict,
    found: `That mixup is less accurate than vanilla training${talliesOf(all) || ` ${verdictWords['not-attempted']}`}${most}.`,
    evidence: idsOf(largest ? [largest, ...all] : all),
    view: wholeLedger,
  };
}

function genLabelHelps(ledger: readonly LedgerEntry[]): Answer {
  const gain = answered(ledger, (id) => id === 's6-accuracy-over-data-sets');
  const shares = answered(ledger, (id) => /^s6-table-3-(?!balanced|not-fewer)/.test(id)).filter(
    ({ question }) => question === 'generalises',
  );
  const against = shares.flatMap(({ entry, judgement }) => {
    const effect = effectIn(judgement.ours);
    const baseline = /against (.*?):/.exec(entry.statement)?.[1];
    return effect && baseline ? [`${baseline} ${effect.text.replaceAll('-', '−').replace(/ %$/, '')}`] : [];
  });
  const compared =
    against.length > 0
      ? `; share of sets that gain there less that of sets that lose, in %: against ${against.join(', ')}`
      : '';
  return {
    question: 'Does GenLabel help, by how much, against what?',
    paper: 'It improves mixup on over half of 82 sets, by over 8 points on two.',
    verdict: judgeDerived(labelled(gain)).verdict,
    found: `${gain.map(gainText).join('; ') || 'The gain over mixup has not been computed'}${compared}.`,
    evidence: idsOf([...gain, ...shares]),
    view: wholeLedger,
  };
}

/** `On the authors' split GenLabel (CV) is +0.10 [−0.05, +0.25] points more accurate than mixup (82 sets; …)`. */
function gainText({ question, judgement }: Answered, i: number): string {
  const [{ parts }] = oursParts(judgement.ours);
  const words = splitsOf[question];
  const place = i === 0 ? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}` : words;
  const gain = meanGainIn(parts.join('; '));
  if (!gain) return `${place}: ${parts.join('; ')}`;
  return i === 0
    ? `${place} GenLabel (CV) is ${gain.size} points more accurate than mixup (${gain.sets} sets; within ±1 point with probability ${gain.within})`
    : `${place} ${gain.size} (${gain.sets} sets; ${gain.within})`;
}

function robustness(ledger: readonly LedgerEntry[]): Answer {
  const improves = answered(ledger, (id) => id === 's6-robustness-improves');
  const shares = answered(ledger, (id) => id === 's6-table-5-shares');
  const found = improves.map(({ question, judgement }, i) => {
    // On the authors' split the protocol decides the sign.
    const gains = byProtocol(judgement.ours, question === 'reproduces', (parts) => rangeOf(gainsIn(parts)));
    const unit = i === 0 ? 'mean gains in points of robust accuracy ' : '';
    return `${verdictWords[judgement.verdict]} ${splitsOf[question]}${gains === '' ? '' : ` (${unit}${gains})`}`;
  });
  const more = shares.flatMap(({ question, judgement }) => {
    const range = byProtocol(judgement.ours, question === 'reproduces', (parts) => rangeOf(sharesIn(parts)));
    return range === '' ? [] : [`${splitsOf[question]} ${range}`];
  });
  const compared = more.length > 0 ? `; sets on which it is the more robust, in %: ${more.join('; ')}` : '';
  return {
    question: 'Does it help against attacks?',
    paper: 'It has some improvement, on over 53 % of 13 data sets.',
    verdict: judgeDerived(labelled(improves)).verdict,
    found: `That GenLabel improves on every baseline ${found.join(', ') || verdictWords['not-attempted']}${compared}.`,
    evidence: idsOf([...improves, ...shares]),
    view: wholeLedger,
  };
}

const protocolWords = { paper: "by the paper's text", released: 'by the released code' } as const;

/** What a judgement says under the first protocol, or under both, each named; protocols that say nothing are left out. */
function byProtocol(ours: string, both: boolean, textOf: (parts: readonly string[]) => string): string {
  const texts = oursParts(ours)
    .slice(0, both ? 2 : 1)
    .map(({ protocol, parts }) => ({ protocol, text: textOf(parts) }))
    .filter(({ text }) => text !== '');
  return texts
    .map(({ protocol, text }) => (both && protocol ? `${text} ${protocolWords[protocol]}` : text))
    .join(', ');
}

/** Mean gains over the baselines that parts name. */
const gainsIn = (parts: readonly string[]): Ranged[] =>
  parts.flatMap((part) => {
    const gain = meanGainIn(part);
    const baseline = /^over (.*?): /.exec(part)?.[1];
    return gain && baseline ? [{ value: gain.value, text: `${gain.size} over ${baseline}` }] : [];
  });

/** Shares of data sets, in percent, against the baselines that parts name, intervals where they have some. */
const sharesIn = (parts: readonly string[]): Ranged[] =>
  parts.flatMap((part) => {
    const [, baseline, share, interval = ''] = /^([^:]+): (\d+(?:\.\d+)?)( \[[^\]]*\])? %/.exec(part) ?? [];
    return share ? [{ value: Number(share), text: `${share}${interval} (${baseline})` }] : [];
  });

function proofs(ledger: readonly LedgerEntry[]): Answer {
  const all = answered(ledger, () => true).filter(
    ({ question, entry }) => question === 'proof' && !entry.derivedFrom,
  );
  const named = (verdict: Verdict) =>
    distinct(
      all
        .filter(
          ({ entry, judgement }) => judgement.verdict === verdict && /Theorem|Lemma \d/.test(entry.place),
        )
        .map(({ entry }) => /(Theorem|Lemma) \d+/.exec(entry.place)?.[0] ?? entry.place),
    );
  const failing = named('fails');
  const under = named('holds-conditionally').filter((name) => !failing.includes(name));
  const clean = named('holds').filter((name) => !failing.includes(name) && !under.includes(name));
  const groups = [
    clean.length > 0 && `as printed: ${listText(clean)}`,
    under.length > 0 && `under conditions that the paper does not state: ${listText(under)}`,
    failing.length > 0 && `with a counterexample to a part: ${listText(failing)}`,
  ].filter(Boolean);
  return {
    question: 'Which proofs hold?',
    paper: 'Two theorems, nine lemmas and the formulas of three examples are proved.',
    verdict: judgeDerived(labelled(all)).verdict,
    found: `Of its statements and formulas ${tallyCounts(labelled(all)) || 'none was checked'}${groups.length > 0 ? `; ${groups.join('; ')}` : ''}.`,
    evidence: idsOf([...all].sort((a, b) => severity(b) - severity(a))),
    view: '#?kind=theory',
  };
}

/** `Theorem 1 and Lemmas 2, 3, 4`. */
function listText(names: readonly string[]): string {
  const numbers = (kind: string) =>
    names.flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length + 1)] : []));
  return ['Theorem', 'Lemma']
    .flatMap((kind) => {
      const own = numbers(kind);
      return own.length > 0 ? [`${kind}${own.length > 1 ? 's' : ''} ${own.join(', ')}`] : [];
    })
    .join(' and ');
}

const severity = ({ judgement }: Answered): number => (judgement.verdict === 'fails' ? 1 : 0);

function failures(ledger: readonly LedgerEntry[]): Answer {
  const failing = answered(ledger, () => true).filter(
    ({ judgement, entry }) => judgement.verdict === 'fails' && !entry.derivedFrom,
  );
  const counts = (['reproduces', 'generalises', 'proof'] as const).flatMap((question) => {
    const number = failing.filter((one) => one.question === question).length;
    const kind = question === 'proof' ? 'of theory' : wordsOf[question];
    return number > 0 ? [`${number} ${kind}`] : [];
  });
  const claims = idsOf(failing).length;
  // Readers come for what was measured; theory has an answer of its own.
  const measuredFirst = [...failing].sort(
    (a, b) => Number(a.question === 'proof') - Number(b.question === 'proof'),
  );
  return {
    question: 'What failed?',
    paper: 'It reports no failed claim.',
    verdict: null,
    found:
      failing.length > 0
        ? `${claims} of ${ledger.length} claims fail under a question at least: ${counts.join(', ')}.`
        : 'No claim has failed so far.',
    evidence: idsOf(measuredFirst),
    view: '#?verdict=fails',
  };
}

function answered(ledger: readonly LedgerEntry[], wanted: (id: string) => boolean): Answered[] {
  return ledger
    .filter(({ id }) => wanted(id))
    .flatMap((entry) =>
      (['reproduces', 'generalises', 'proof'] as const).flatMap((question) => {
        const judgement = entry.verdicts[question];
        return judgement && judgement.verdict !== 'not-attempted' ? [{ entry, question, judgement }] : [];
      }),
    );
}

const labelled = (all: readonly Answered[]) =>
  all.map(({ entry, judgement }) => ({ label: entry.id, verdict: judgement.verdict }));

/** `: on the authors' split … this holds on 4 of 6 data sets, is not resolved on 2; over fresh random splits …`; empty if nothing was attempted. */
function talliesOf(all: readonly Answered[]): string {
  const texts = (['reproduces', 'generalises'] as const).flatMap((question) => {
    const own = all.filter((one) => one.question === question);
    const counts = verdicts.flatMap((verdict) => {
      const number = own.filter(({ judgement }) => judgement.verdict === verdict).length;
      return number > 0 ? [`${verdictWords[verdict]} on ${number}`] : [];
    });
    const [first, ...rest] = counts;
    return first === undefined
      ? []
      : [`${wordsOf[question]} this ${[`${first} of ${own.length} data sets`, ...rest].join(', ')}`];
  });
  return texts.length > 0 ? `: ${texts.join('; ')}` : '';
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'holds-conditionally': 'holds under a condition',
  'not-resolved': 'is not resolved',
  fails: 'fails',
  'not-attempted': 'was not attempted',
};

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const idsOf = (all: readonly Answered[]): string[] => distinct(all.map(({ entry }) => entry.id));
