// Real: two services and two workers as processes over one Postgres and (where there is one) one Redis, killed in turn
// under load. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { eventually } from '../factories/eventually.js';
import { spawnEntry } from '../factories/service.js';
import { count, Ledger, patience } from './tools/ledger.js';
import { hasRedisServer, ownRedis, type OwnRedis } from './tools/own-redis.js';
import {
  broken,
  isAcknowledged,
  keepWriting,
  keptOf,
  openOffice,
  send,
  settingsOn,
  upload,
  type Office,
  type Write,
} from './tools/town.js';

const KILLS = count('MACHINE_KILLS', 2);

describe('two services and two workers', () => {
  const ledger = new Ledger('two services and two workers, killed in turn');
  let suite: TestDatabase;
  let redis: OwnRedis | undefined;
  let environment: Record<string, string>;
  let offices: Office[] = [];
  let workers: ChildProcess[] = [];
  const imports: string[] = [];
  beforeAll(async () => {
    suite = await createTestDatabase();
    redis = hasRedisServer() ? await ownRedis() : undefined;
    environment = { WORKER: 'separate', ...(redis === undefined ? {} : { REDIS_URL: redis.url }) };
    const first = await openOffice(settingsOn(suite.url, environment));
    offices = [first, await openOffice(settingsOn(suite.url, environment))];
    await first.client.send('POST', '/api/v1/periods', { code: '2019', state: 'closed' });
    workers = [startWorker(), startWorker()];
  }, 90_000);
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await Promise.all(offices.map(({ service }) => service.stop()));
    await redis?.stop();
    await suite.close();
    ledger.report();
  }, 30_000);

  const startWorker = () => spawnEntry('worker', { DATABASE_URL: suite.url, ...environment });
  const query = <T>(sql: string, parameters?: readonly unknown[]) => suite.database.query<T>(sql, parameters);

  /** Everybody writes through both services; one service and one worker die. */
  async function attack(turn: number): Promise<Write[]> {
    const writes: Write[] = [];
    const victim = turn % 2;
    let isOver = false;
    const writers = offices.flatMap(({ client }) => [0, 1].map(() => keepWriting(client, writes, () => isOver)));
    const other = offices[1 - victim];
    const handedIn = other === undefined ? undefined : upload(other.client, line(turn)).then((id) => imports.push(id));
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 300));
    workers[victim]?.kill('SIGKILL');
    await offices[victim]?.service.stop('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 200));
    isOver = true;
    await Promise.all([...writers, handedIn]);
    return writes;
  }
  const line = (turn: number) => `atvk,indicator,period,value\n0001000,CX-POP,2019,${50_000 + turn}\n`;

  it(
    'keep all that was acknowledged; the one answers for the other',
    async () => {
      for (let turn = 0; turn < KILLS; turn++) {
        const victim = turn % 2;
        const writes = await attack(turn);
        ledger.attacks++;
        ledger.acknowledged += writes.filter(isAcknowledged).length;
        const survivor = offices[1 - victim];
        if (survivor === undefined) throw new Error('There are two.');
        for (const write of writes.filter(({ status }) => status === null)) await send(survivor.client, write);
        ledger.lost.push(...broken(writes, await keptOf(query, writes)));
        const again = await openOffice(settingsOn(suite.url, environment));
        ledger.recovered(again.milliseconds);
        offices[victim] = again;
        workers[victim] = startWorker();
      }
      expect(ledger.lost).toEqual([]);
      await eventually(async () => {
        expect(await query(`select 1 from import where state <> 'done'`)).toEqual([]);
      }, 60_000);
      ledger.acknowledged += imports.length;
    },
    patience(KILLS, 20_000),
  );

  it('see each other’s changes at once: a period, a catalogue, a session, a key', async () => {
    const [one, two] = offices;
    if (one === undefined || two === undefined) throw new Error('There are two.');
    await one.client.send('POST', '/api/v1/periods', { code: '2018', title: { lv: 'Viens', en: 'One' } });
    expect((await two.client.get('/api/v1/periods/2018?lang=en')).body).toMatchObject({ title: 'One' });
    await two.client.send('PATCH', '/api/v1/periods/2018', { title: { lv: 'Divi', en: 'Two' } });
    expect((await one.client.get('/api/v1/periods/2018?lang=en')).body).toMatchObject({ title: 'Two' });

    expect((await two.client.get('/api/v1/indicators/births_per_1000')).status).toBe(404);
    const document = readFileSync('test/fixtures/raim-catalogue.yaml', 'utf8');
    expect((await one.client.send('PUT', '/api/v1/catalogue', { document })).status).toBe(200);
    expect((await two.client.get('/api/v1/indicators/births_per_1000')).status).toBe(200);

    const key = `two-${process.pid}`;
    const body = { code: '2017', title: { lv: 'Vienreiz', en: 'Once' } };
    const [first, second] = await Promise.all(
      [one, two].map(({ client }) => client.send('POST', '/api/v1/periods', body, { 'idempotency-key': key })),
    );
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect(second?.body).toEqual(first?.body);
  }, 60_000);
});
