// Real: Postgres, reference files, periods, directory. The import is a recorder: its own suites test it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditTrail } from '../../src/identity/audit/audit-trail.js';
import { MunicipalityDirectory } from '../../src/municipalities/municipality-directory.js';
import { MunicipalityRepository } from '../../src/municipalities/municipality.repository.js';
import { ReferenceData } from '../../src/municipalities/reference/reference-data.js';
import { SAMPLE_SOURCE } from '../../src/sample-data/sample-data.js';
import { SampleData, type SampleUpload } from '../../src/sample-data/sample-data.service.js';
import { PeriodRepository } from '../../src/submissions/periods/period.repository.js';
import { PeriodService } from '../../src/submissions/periods/period.service.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';

let suite: TestDatabase;
let periods: PeriodService;
let sample: SampleData;
beforeAll(async () => {
  suite = await createTestDatabase();
  const directory = new MunicipalityDirectory(new MunicipalityRepository(suite.database));
  await new ReferenceData(suite.database, directory).load('reference');
  const { database } = suite;
  periods = new PeriodService(database, new PeriodRepository(database), new AuditTrail(database));
  sample = new SampleData(directory, periods);
});
afterAll(() => suite.close());

describe('loading the sample data', () => {
  it('makes three periods with values and an open one, and hands one marked file to the import', async () => {
    const uploads: SampleUpload[] = [];
    const record = (upload: SampleUpload) => {
      uploads.push(upload);
      return Promise.resolve();
    };
    const count = await sample.load(record);
    const states = (await periods.list()).map(({ code, state }) => [code, state]);
    expect(states).toEqual([
      ['2026', 'open'],
      ['2025', 'correction'],
      ['2024', 'closed'],
      ['2023', 'closed'],
    ]);
    expect(uploads).toHaveLength(1);
    expect(uploads[0]?.source).toBe(SAMPLE_SOURCE);
    expect(uploads[0]?.content.toString('utf8').trimEnd().split('\n')).toHaveLength(count + 1);
    expect(count).toBeGreaterThan(30_000);
  });

  it('leaves periods as they are when it is called again', async () => {
    await sample.load(() => Promise.resolve());
    expect(await periods.list()).toHaveLength(4);
  });
});
