// Real: the built service with a Redis of the test's own, which is wiped and stopped. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { eventually } from '../factories/eventually.js';
import { count, Ledger, patience, skipped } from './tools/ledger.js';
import { hasRedisServer, ownRedis, type OwnRedis } from './tools/own-redis.js';
import { newWrite, openOffice, send, settingsOn, upload, type Office } from './tools/town.js';

const PROMISE = 'Redis wiped and stopped';
const WIPES = count('REDIS_WIPES', 3);
const SECONDS_AWAY = count('REDIS_SECONDS', 3);
const isThere = hasRedisServer();
if (!isThere) skipped(PROMISE, 'no redis-server found');

(isThere ? describe : describe.skip)('Redis', () => {
  const ledger = new Ledger(PROMISE);
  let suite: TestDatabase;
  let redis: OwnRedis;
  let office: Office;
  const imports: string[] = [];
  beforeAll(async () => {
    [suite, redis] = await Promise.all([createTestDatabase(), ownRedis()]);
    office = await openOffice(settingsOn(suite.url, { REDIS_URL: redis.url }));
    await office.client.send('POST', '/api/v1/periods', { code: '2019', state: 'closed' });
  }, 60_000);
  afterAll(async () => {
    await office.service.stop();
    await redis.stop();
    await suite.close();
    ledger.report();
  }, 30_000);

  const handIn = async (value: number): Promise<void> => {
    imports.push(await upload(office.client, `atvk,indicator,period,value\n0001000,CX-POP,2019,${value}\n`));
    ledger.acknowledged++;
  };
  const areDone = (milliseconds: number) =>
    eventually(async () => {
      const open = await suite.database.query(`select id from import where id = any($1::uuid[]) and state <> 'done'`, [
        imports,
      ]);
      expect(open).toEqual([]);
    }, milliseconds);

  it(
    'wiped with jobs in it: they are handed in again from Postgres',
    async () => {
      for (let wipe = 0; wipe < WIPES; wipe++) {
        await Promise.all([handIn(1000 + wipe), handIn(2000 + wipe), handIn(3000 + wipe)]);
        await redis.wipe();
        ledger.attacks++;
      }
      const started = performance.now();
      await areDone(45_000);
      ledger.recovered(performance.now() - started);
    },
    patience(WIPES, 15_000),
  );

  it(
    'stopped: writes go on, and what they caused is done after it is back',
    async () => {
      await redis.stop();
      ledger.attacks++;
      const until = performance.now() + SECONDS_AWAY * 1000;
      for (let i = 0; performance.now() < until; i++) {
        const started = performance.now();
        const { status } = await send(office.client, newWrite());
        if (status !== 201) ledger.lost.push(`a write was answered with ${status ?? 'nothing'}`);
        else ledger.acknowledged++;
        expect(performance.now() - started).toBeLessThan(10_000);
        if (i < 5) await handIn(4000 + i);
      }
      const { body } = await office.client.get('/api/health/ready');
      expect(body).toMatchObject({ status: 'not_ready' });
      await redis.start();
      const started = performance.now();
      await areDone(60_000);
      ledger.recovered(performance.now() - started);
      expect(ledger.lost).toEqual([]);
    },
    patience(SECONDS_AWAY, 2000) + 60_000,
  );
});
