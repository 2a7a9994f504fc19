import { paperClaims } from '../paper/claims';
import type { Finding } from '../report/finding';
import { committedRecords } from '../runtime/committed-records';
import type { Configuration, Experiment, Json } from '../runtime/experiment';
import { onAnyBackend } from '../runtime/on-any-backend';
import { table08Findings, table09Findings } from './additional/additional-claims';
import { table01Findings, table02Findings } from './failure-of-mixup/table-claims';
import { genMixMargins } from './genmix/genmix-margins';
import { hiddenFinding } from './genmix/hidden-claims';
import { hiddenFeatures } from './genmix/hidden-features';
import { equidistanceFinding, marginFindings } from './genmix/summarise-margins';
import { table15Finding } from './genmix/summarise-table-15';
import { table15 } from './genmix/table-15';
import { imagesColoursClean, imagesColoursRobust } from './images/images-colours';
import { imagesClean, imagesRobust } from './images/images-mnist';
import { imageFindings } from './images/table-06-claims';
import { figure04 } from './manifold-intrusion/figure-04';
import { figure04Findings } from './manifold-intrusion/figure-04-findings';
import { summariseFigure04 } from './manifold-intrusion/summarise-figure-04';
import { adversarialFinding } from './robustness/adversarial-gains';
import { adversarialTraining } from './robustness/adversarial-training';
import type { RobustRecords } from './robustness/robust-readings';
import { robustness } from './robustness/robustness';
import { authorsRobustness, freshRobustness } from './robustness/split-robustness';
import { table05Findings } from './robustness/table-05-claims';
import { syntheticGenLabel } from './synthetic/synthetic-genlabel';
import { authorsSplit } from './tabular/authors-split';
import { setCountFindings } from './tabular/data-claims';
import { mixupHurtsFindings, overSetsFindings } from './tabular/over-sets-claims';
import { shareFindings } from './tabular/share-claims';
import { table04Findings } from './tabular/table-04-claims';
import type { TableRecords } from './tabular/table-samples';
import { tabular } from './tabular/tabular';
import { studyDatasets } from './tabular/tabular-datasets';

/** Reads the records of an experiment. */
export type Read = <C extends Configuration, R extends Json>(
  experiment: Experiment<C, R>,
) => readonly { readonly configuration: C; readonly result: R }[];

/** Claims that are decided from records, and the function that decides them. */
interface Source {
  /** Beginnings of the ids. */
  readonly claims: readonly string[];
  /** @param ids those that are wanted, of its own */
  findings(read: Read, ids: readonly string[]): Finding[];
}

/** Committed records of all methods on OpenML sets, on the authors' split and over splits, and those of the synthetic sets. */
export function tableRecords(read: Read = committedRecords): TableRecords {
  return {
    reproduces: read(authorsSplit),
    generalises: read(tabular),
    synthetic: read(syntheticGenLabel),
  };
}

/**
 * Committed records of Section 6.2: on the authors' split, and over fresh random splits. Until these are there, over the splits that
 * are older than the rules of judgement, where protocol `paper` chooses by clean accuracy.
 */
export function robustRecords(read: Read = committedRecords): RobustRecords {
  const fresh = read(freshRobustness);
  return { reproduces: read(authorsRobustness), generalises: fresh.length > 0 ? fresh : read(robustness) };
}

/** The first source whose list has the id, or a beginning of it that ends with a hyphen, decides it. */
const sources: readonly Source[] = [
  { claims: ['s1-mixup-hurts-uci'], findings: (read, ids) => mixupHurtsFindings(tableRecords(read), ids) },
  {
    claims: ['s6-82-data-sets', 's6-10-balanced-sets', 's6-13-balanced-sets', 's3-table-2-balanced-sets'],
    findings: (read) => {
      const records = tableRecords(read);
      const seen = new Set(
        [...records.reproduces, ...records.generalises].map(({ configuration }) => configuration.dataset),
      );
      return setCountFindings(records, studyDatasets.filter((id) => !seen.has(id)).length);
    },
  },
  {
    claims: ['s3-table-1-', 's3-four-circle-gap'],
    findings: (read, ids) => table01Findings(tableRecords(read), ids),
  },
  { claims: ['s3-table-2-'], findings: (read, ids) => table02Findings(tableRecords(read), ids) },
  {
    claims: ['s3-logistic-labels-', 's6-table-3-', 's6-figure-6-'],
    findings: (read, ids) => shareFindings(tableRecords(read), ids),
  },
  { claims: ['s6-table-4-'], findings: (read, ids) => table04Findings(tableRecords(read), ids) },
  {
    claims: ['s6-accuracy-over-data-sets'],
    findings: (read, ids) => overSetsFindings(tableRecords(read), ids),
  },
  {
    claims: ['s6-robustness-improves', 's6-table-5-', 'a-table-7-'],
    findings: (read, ids) => table05Findings(robustRecords(read), ids),
  },
  {
    claims: ['s6-adversarial-training'],
    findings: (read) => [
      adversarialFinding({ adversarial: read(adversarialTraining), others: read(authorsRobustness) }),
    ],
  },
  { claims: ['a-table-8-'], findings: (read, ids) => table08Findings(tableRecords(read), ids) },
  { claims: ['a-table-9-'], findings: (read, ids) => table09Findings(tableRecords(read), ids) },
  { claims: ['f-figure-15-'], findings: (read) => [hiddenFinding(read(hiddenFeatures))] },
  { claims: ['f-table-15-'], findings: (read) => [table15Finding(read(table15))] },
  {
    claims: ['f-figure-12-', 'f-figure-13-', 'f-figure-14-'],
    findings: (read) => {
      const records = read(genMixMargins);
      return [...marginFindings(records), equidistanceFinding(records)];
    },
  },
  {
    claims: ['s1-mixup-hurts-images', 's6-images-marginal', 'a-algorithm-3', 'a-table-6-'],
    findings: (read) =>
      imageFindings({
        robust: [...read(imagesRobust), ...onAnyBackend(imagesColoursRobust, read)],
        clean: [...read(imagesClean), ...onAnyBackend(imagesColoursClean, read)],
      }),
  },
  {
    claims: ['s5-figure-4-'],
    findings: (read) => {
      const records = read(figure04);
      const used = { experiment: figure04.id, filter: {}, count: records.length };
      return figure04Findings(summariseFigure04(records), records.length > 0 ? [used] : []);
    },
  },
];

const decides = ({ claims }: Source, id: string): boolean =>
  claims.some((claim) => id === claim || (claim.endsWith('-') && id.startsWith(claim)));

const sourceOf = (id: string): Source | undefined => sources.find((source) => decides(source, id));

/** Ids of the claims that are decided from records, in the order of the paper. */
export function claimIds(): string[] {
  return paperClaims.filter(({ id, derived }) => !derived && sourceOf(id)).map(({ id }) => id);
}

/**
 * Findings on claims, computed from the committed records: what notebooks enter into the ledger, and `genlabel claim` recomputes.
 *
 * @param ids of `claimIds`
 * @param store folder of the records, by default that of the figures
 * @throws RangeError if a claim is none that is decided from records
 */
export function claimFindings(ids: readonly string[], store?: string): Finding[] {
  // By experiment, not by id: one on another backend has the same.
  const known = new Map<object, ReturnType<Read>>();
  const read: Read = (experiment) => {
    const records = known.get(experiment) ?? committedRecords(experiment, store);
    known.set(experiment, records);
    return records as never;
  };
  const computed = new Map<Source, Finding[]>();
  return ids.flatMap((id) => {
    const source = sourceOf(id);
    if (!source) throw new RangeError(`'${id}' is not decided from records; claimIds lists those that are`);
    const findings =
      computed.get(source) ??
      source.findings(
        read,
        ids.filter((other) => sourceOf(other) === source),
      );
    computed.set(source, findings);
    return findings.filter((finding) => finding.id === id);
  });
}
