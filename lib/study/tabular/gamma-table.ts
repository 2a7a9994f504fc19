import { mean } from '../../numeric/statistics';
import { type Cell, type Table, table } from '../../report/table';
import { protocols } from '../common/protocol';
import { tabularMethodStyle } from '../common/tabular-method-style';
import type { TabularMethod } from '../common/tabular-methods';
import { splitQuestions, type TabularRecords } from './tabular-claims';
import { studyDatasets, table04Datasets } from './tabular-datasets';
import { type TabularOutcome, tabularOutcomes } from './tabular-record';

const methods: readonly TabularMethod[] = ['genLabelGaussian', 'genLabelKernel', 'genLabelSelected'];

const runs = { reproduces: 'seeds on their split', generalises: 'splits' } as const;

/** Outcomes of every question and protocol with records of the study. */
function groups(records: TabularRecords) {
  return splitQuestions.flatMap((question) =>
    protocols.flatMap((protocol) => {
      const own = tabularOutcomes(records[question]).filter(
        ({ configuration }) =>
          configuration.protocol === protocol && studyDatasets.includes(configuration.dataset),
      );
      return own.length > 0 ? [{ runs: runs[question], protocol, outcomes: own }] : [];
    }),
  );
}

/** How often cross-validation chooses the loss ratio 0, so that GenLabel is mixup and the two tie; and 1, so that mixup's labels do not count. */
export function gammaTable(records: TabularRecords): Table {
  const rows = groups(records).flatMap(({ runs: kind, protocol, outcomes }) =>
    methods.flatMap((method): Cell[][] => {
      const gammas = outcomes.flatMap(({ result }) => result.gamma?.[method] ?? []);
      if (gammas.length === 0) return [];
      const share = (value: number) =>
        `${((100 * gammas.filter((gamma) => gamma === value).length) / gammas.length).toFixed(1)} %`;
      const label = tabularMethodStyle(method).label;
      return [[kind, protocol, label, gammas.length, share(0), share(1), Number(mean(gammas).toFixed(3))]];
    }),
  );
  return table(['runs', 'protocol', 'method', 'fits', 'gamma = 0', 'gamma = 1', 'mean gamma'], rows, {
    title: 'Loss ratio that cross-validation chooses, over all data sets',
    notes: ['With gamma = 0 GenLabel is mixup, bit for bit: it is why ties are many.'],
  });
}

/** How often GenLabel (CV) takes each density on the sets of Table 4. */
export function chosenModelTable(records: TabularRecords): Table {
  const rows = groups(records).map(({ runs: kind, protocol, outcomes }): Cell[] => [
    kind,
    protocol,
    ...table04Datasets.map((dataset) => chosenText(outcomes, dataset)),
  ]);
  return table(['runs', 'protocol', ...table04Datasets.map(String)], rows, {
    title: 'Density that GenLabel (CV) takes on the sets of Table 4: GM / KDE',
  });
}

function chosenText(outcomes: readonly TabularOutcome[], dataset: number): string {
  const chosen = outcomes
    .filter(({ configuration }) => configuration.dataset === dataset)
    .map(({ result }) => result.selected?.genLabelSelected);
  const count = (method: string) => chosen.filter((own) => own === method).length;
  return `${count('genLabelGaussian')} / ${count('genLabelKernel')}`;
}
