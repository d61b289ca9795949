// Real: the built service as a process, Postgres, a TCP proxy that throws answers away. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { eventually } from '../factories/eventually.js';
import type { Client } from '../factories/client.js';
import { count, Ledger, patience } from './tools/ledger.js';
import { lossyProxy, type LossyProxy } from './tools/lossy-proxy.js';
import {
  broken,
  isAcknowledged,
  keptOf,
  newWrite,
  openOffice,
  send,
  settingsOn,
  signIn,
  upload,
  type Office,
} from './tools/town.js';

const LOSSES = count('LOSSES', 20);
const HEADERS = { connection: 'close' };

describe('lost responses', () => {
  const ledger = new Ledger('response lost, replayed with the same Idempotency-Key');
  let suite: TestDatabase;
  let office: Office;
  let proxy: LossyProxy;
  let remote: Client;
  beforeAll(async () => {
    suite = await createTestDatabase();
    office = await openOffice(settingsOn(suite.url));
    proxy = await lossyProxy(office.service.url);
    const client = await signIn(proxy.url);
    remote = {
      get: client.get,
      send: (method, path, body, headers) => client.send(method, path, body, { ...HEADERS, ...headers }),
    };
  }, 60_000);
  afterAll(async () => {
    await proxy.close();
    await office.service.stop();
    await suite.close();
    ledger.report();
  }, 30_000);
  const kept = (writes: Parameters<typeof broken>[0]) => keptOf(suite.database.query.bind(suite.database), writes);

  it(
    'give the same answer when asked again, and one effect',
    async () => {
      for (let loss = 0; loss < LOSSES; loss++) {
        const write = newWrite();
        const before = proxy.losses();
        proxy.lose(1);
        expect((await send(remote, write)).status).toBeNull();
        expect(proxy.losses()).toBe(before + 1);
        ledger.attacks++;
        const started = performance.now();
        const replay = await send(remote, write);
        ledger.recovered(performance.now() - started);
        expect([replay.status, replay.headers?.get('idempotent-replay')]).toEqual([201, 'true']);
        const again = await send(remote, write);
        expect([again.status, again.headers?.get('idempotent-replay')]).toEqual([201, 'true']);
        if (isAcknowledged(write)) ledger.acknowledged++;
        ledger.lost.push(...broken([write], await kept([write])));
      }
      expect(ledger.lost).toEqual([]);
    },
    patience(LOSSES, 1000),
  );

  it('are answered once for many who ask at the same time; another body under the key is refused', async () => {
    const write = newWrite();
    proxy.lose(1);
    const copies = Array.from({ length: 20 }, () => ({ ...write }));
    const answers = await Promise.all(copies.map((copy) => send(remote, copy)));
    expect(answers.filter(({ status }) => status === null).length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(19);
    expect((await kept([write])).get(write.code)).toEqual({ rows: 1, entries: 1 });
    expect((await send(remote, { ...newWrite(), key: write.key })).status).toBe(422);
    ledger.attacks++;
    ledger.acknowledged++;
  });

  it('of an upload leave one import', async () => {
    await remote.send('POST', '/api/v1/periods', { code: '2019', state: 'closed' });
    const file = 'atvk,indicator,period,value\n0001000,CX-POP,2019,600000\n';
    const key = newWrite().key;
    proxy.lose(1);
    const lost = await upload(remote, file, key).then(
      () => false,
      () => true,
    );
    ledger.attacks++;
    const ids = new Set<string>();
    for (let replay = 0; replay < 20; replay++) ids.add(await upload(remote, file, key));
    expect([lost, ids.size]).toEqual([true, 1]);
    await eventually(async () => {
      const rows = await suite.database.query('select state from import');
      expect(rows).toEqual([{ state: 'done' }]);
    }, 30_000);
    ledger.acknowledged++;
  }, 60_000);
});
