import type { RecordSet } from './finding';
import type { LedgerEntry } from './ledger-entry';
import { type Question, questions } from './rules';

const columns = [
  ...['id', 'place', 'statement', 'paper', 'question', 'verdict', 'ours', 'rule', 'condition'],
  ...['notebook', 'cell', 'records', 'note'],
];

/** The ledger as CSV (RFC 4180), one row a claim and question; a claim that was not attempted has one row without a question. */
export function ledgerCsv(entries: readonly LedgerEntry[]): string {
  const rows = entries.flatMap((entry) => {
    const asked = questions.filter((question) => entry.verdicts[question]);
    return asked.length > 0 ? asked.map((question) => rowOf(entry, question)) : [rowOf(entry)];
  });
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function rowOf(entry: LedgerEntry, question?: Question): string[] {
  const judgement = question && entry.verdicts[question];
  return [
    ...[entry.id, entry.place, entry.statement, entry.paper, question ?? ''],
    judgement?.verdict ?? 'not-attempted',
    ...[judgement?.ours ?? '', judgement?.rule ?? '', judgement?.condition ?? ''],
    ...[entry.evidence?.notebook ?? '', entry.evidence?.cell ?? ''],
    (entry.evidence?.records ?? []).map(recordSetText).join('; '),
    entry.note,
  ];
}

/** Records of a finding in words: `tabular: 420 (dataset 830, 1413)`. */
export function recordSetText({ experiment, filter, count }: RecordSet): string {
  const fields = Object.entries(filter).map(([name, wanted]) => {
    const values = (Array.isArray(wanted) ? wanted : [wanted]).map((value) =>
      typeof value === 'string' ? value : JSON.stringify(value),
    );
    return `${name} ${values.join(', ')}`;
  });
  return `${experiment}: ${count}${fields.length > 0 ? ` (${fields.join('; ')})` : ''}`;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
