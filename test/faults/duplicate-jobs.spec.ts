// Real: the built service, Postgres, BullMQ on Postgres. Jobs are handed in again behind the service's back.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { eventually } from '../factories/eventually.js';
import { count, Ledger, patience } from './tools/ledger.js';
import { openOffice, settingsOn, upload, type Office } from './tools/town.js';

const DELIVERIES = count('DELIVERIES', 10);

describe('a job delivered many times', () => {
  const ledger = new Ledger('duplicate delivery of a job');
  let suite: TestDatabase;
  let office: Office;
  beforeAll(async () => {
    suite = await createTestDatabase();
    office = await openOffice(settingsOn(suite.url));
    await office.client.send('POST', '/api/v1/periods', { code: '2019', state: 'closed' });
  }, 60_000);
  afterAll(async () => {
    await office.service.stop();
    await suite.close();
    ledger.report();
  }, 30_000);

  /** Writes the same job into the outbox again: as many jobs of the same work as deliveries, at the same time. */
  const deliver = (kind: string, payload: object) =>
    suite.database.query(
      `insert into outbox_job (queue, name, payload) select $1, $2, $3 from generate_series(1, $4)`,
      [...kind.split('.'), JSON.stringify(payload), DELIVERIES],
    );
  const allDone = () =>
    eventually(async () => {
      const rows = await suite.database.query('select queue, name, failure from outbox_job where done_at is null');
      expect(rows).toEqual([]);
    }, 60_000);

  it(
    'scores once, with one hash, and sends one piece of news',
    async () => {
      const answer = await office.client.send('POST', '/api/v1/scoring-runs', { full: true });
      const runId = (answer.body as { id: string }).id;
      await deliver('scoring.run', { runId });
      ledger.attacks += DELIVERIES;
      await allDone();
      const before = await suite.database.query('select * from scoring_run');
      expect(before).toMatchObject([{ id: runId, state: 'done', sequence: 1, failure: null }]);
      await deliver('scoring.run', { runId });
      ledger.attacks += DELIVERIES;
      await allDone();
      expect(await suite.database.query('select * from scoring_run')).toEqual(before);
      ledger.acknowledged++;
      expect(office.service.output()).not.toMatch(/"level":50/);
    },
    patience(DELIVERIES, 1000),
  );

  it(
    'imports once',
    async () => {
      const importId = await upload(
        office.client,
        'atvk,indicator,period,value\n0001000,CX-POP,2019,600000\n0002000,CX-POP,2019,80000\n',
      );
      await deliver('imports.run', { importId });
      ledger.attacks += DELIVERIES;
      await allDone();
      const [counts] = await suite.database.query<{ revisions: number; entries: number }>(
        `select (select count(*)::int from observation_revision where import_id = $1) as revisions,
                (select count(*)::int from audit_entry where action = 'import.done' and subject = 'import:' || $1) as entries`,
        [importId],
      );
      expect(counts).toEqual({ revisions: 2, entries: 1 });
      if (counts?.revisions !== 2) ledger.lost.push(importId);
      ledger.acknowledged++;
    },
    patience(DELIVERIES, 1000),
  );
});
