// Real: service and worker as processes of their own, Postgres, kill -9. Nothing is mocked: the run is held up by the
// very lock that one recomputation holds against another, so that each kill finds it under way.
import type { ChildProcess } from 'node:child_process';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { eventually } from '../factories/eventually.js';
import { spawnEntry } from '../factories/service.js';
import { count, Ledger, patience } from './tools/ledger.js';
import { openOffice, settingsOn, upload, type Office } from './tools/town.js';

const KILLS = count('WORKER_KILLS', 3);
const RECOMPUTE_LOCK = 4_201_500;
const PATIENCE_MS = 40_000;

describe('kill -9 of the worker', () => {
  const ledger = new Ledger('kill -9 of the worker, in a row');
  let suite: TestDatabase;
  let office: Office;
  let holder: pg.Client;
  let worker: ChildProcess | undefined;
  const startWorker = () => (worker = spawnEntry('worker', { DATABASE_URL: suite.url }));
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => worker?.once('close', resolve));
    if (worker?.kill('SIGKILL') === true) await ended;
  };
  beforeAll(async () => {
    suite = await createTestDatabase();
    office = await openOffice(settingsOn(suite.url, { WORKER: 'separate' }));
    await office.client.send('POST', '/api/v1/periods', { code: '2019', state: 'closed' });
    holder = new pg.Client({ connectionString: suite.url });
    await holder.connect();
  }, 60_000);
  afterAll(async () => {
    await kill();
    await holder.end();
    await office.service.stop();
    await suite.close();
    ledger.report();
  }, 30_000);

  const requestRun = async (): Promise<string> => {
    const { status, body } = await office.client.send('POST', '/api/v1/scoring-runs', { full: true });
    expect(status).toBe(202);
    ledger.acknowledged++;
    return (body as { id: string }).id;
  };
  const stateOf = async (id: string) =>
    (await suite.database.query<{ state: string }>('select state from scoring_run where id = $1', [id]))[0]?.state;
  const isDone = (id: string) =>
    eventually(async () => {
      expect(await stateOf(id)).toBe('done');
    }, PATIENCE_MS);
  /** The worker has the run in hand: it stands before the lock. */
  const isInHand = () =>
    eventually(async () => {
      const waiting = await holder.query(
        `select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted
           and database = (select oid from pg_database where datname = current_database())`,
        [RECOMPUTE_LOCK],
      );
      expect(waiting.rowCount).toBe(1);
    }, PATIENCE_MS);
  const scores = (sequence: number) =>
    suite.database.query<{ rows: number; content: string | null }>(
      `select count(*)::int as rows, md5(string_agg(s::text, '|' order by s::text)) as content
         from score s where run_sequence <= $1`,
      [sequence],
    );

  it(
    'keeps the old scores, and the new ones come unaided',
    async () => {
      startWorker();
      const units = Array.from({ length: 9 }, (_, unit) => `000${unit + 1}000,CX-POP,2019,${10_000 * (unit + 1)}\n`);
      await upload(office.client, `atvk,indicator,period,value\n${units.join('')}`);
      await eventually(async () => {
        expect(await suite.database.query(`select 1 from import where state = 'done'`)).toHaveLength(1);
      }, PATIENCE_MS);
      await isDone(await requestRun());
      const before = await scores(1);
      expect(before[0]?.rows).toBeGreaterThan(0);
      await holder.query('select pg_advisory_lock($1)', [RECOMPUTE_LOCK]);
      const run = await requestRun();
      for (let attack = 0; attack < KILLS; attack++) {
        await isInHand();
        await kill();
        ledger.attacks++;
        expect(await stateOf(run)).toBe('running');
        if (JSON.stringify(await scores(1)) !== JSON.stringify(before)) ledger.lost.push(`scores at kill ${attack}`);
        startWorker();
      }
      await holder.query('select pg_advisory_unlock($1)', [RECOMPUTE_LOCK]);
      const started = performance.now();
      await isDone(run);
      ledger.recovered(performance.now() - started);
      const [first, second] = await suite.database.query<{ result: string }>(
        `select encode(result_hash, 'hex') as result from scoring_run where state = 'done' order by sequence`,
      );
      expect(second?.result).toBe(first?.result);
      expect(ledger.lost).toEqual([]);
    },
    patience(KILLS, 20_000),
  );
});
