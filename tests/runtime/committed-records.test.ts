import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { committedRecords } from '../../lib/runtime/committed-records';
import { newRecord, recordLine } from '../../lib/runtime/record';
import { newFolder, toy } from './toys';

it('gives what is in the store in the order of the jobs, and computes nothing', () => {
  const folder = newFolder();
  const experiment = toy('toy');
  expect(committedRecords(experiment, folder)).toEqual([]);
  const jobs = experiment.jobs('paper');
  const records = [5, 2].map((k) =>
    newRecord({ experiment: 'toy', configuration: jobs[k] }, { values: [k] }, 1),
  );
  const unlisted = newRecord({ experiment: 'toy', configuration: { other: 1 } }, { values: [0] }, 1);
  writeFileSync(join(folder, 'toy.jsonl'), [...records, unlisted].map(recordLine).join(''));
  expect(committedRecords(experiment, folder)).toEqual([records[1], records[0]]);
});
