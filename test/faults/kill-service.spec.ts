// Real: the built service as a process, Postgres, kill -9. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { eventually } from '../factories/eventually.js';
import { count, Ledger, patience } from './tools/ledger.js';
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

const KILLS = count('KILLS', 2);
const WRITERS = 4;

describe('kill -9 of the service while values are saved', () => {
  const ledger = new Ledger('kill -9 of the service');
  let suite: TestDatabase;
  let office: Office;
  const imports: string[] = [];
  beforeAll(async () => {
    suite = await createTestDatabase();
    office = await openOffice(settingsOn(suite.url));
    await office.client.send('POST', '/api/v1/periods', { code: '2019', state: 'closed' });
  }, 60_000);
  afterAll(async () => {
    await office.service.stop('SIGKILL');
    await suite.close();
    ledger.report();
  }, 30_000);

  /** Writers at work, an import handed in, and the kill at a moment that nobody chose. */
  async function attack(round: number): Promise<Write[]> {
    const writes: Write[] = [];
    let isOver = false;
    const writers = Array.from({ length: WRITERS }, () => keepWriting(office.client, writes, () => isOver));
    const line = `0001000,CX-POP,2019,${100_000 + round}\n`;
    const handedIn = upload(office.client, `atvk,indicator,period,value\n${line}`).then(
      (id) => imports.push(id),
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 500));
    const killed = office.service.stop('SIGKILL');
    isOver = true;
    await Promise.all([...writers, handedIn, killed]);
    return writes;
  }

  it(
    'keeps all that was acknowledged and nothing by halves; a repetition has one effect',
    async () => {
      for (let round = 0; round < KILLS; round++) {
        const writes = await attack(round);
        ledger.attacks++;
        ledger.acknowledged += writes.filter(isAcknowledged).length;
        ledger.lost.push(...broken(writes, await keptOf(suite.database.query.bind(suite.database), writes)));
        office = await openOffice(settingsOn(suite.url));
        for (const write of writes.filter(({ status }) => status === null)) {
          const { status } = await send(office.client, write);
          expect([201, 409]).toContain(status);
        }
        const kept = await keptOf(suite.database.query.bind(suite.database), writes);
        ledger.lost.push(...writes.filter(({ code }) => kept.get(code)?.rows !== 1).map(({ code }) => code));
      }
      expect(ledger.lost).toEqual([]);
      expect(ledger.acknowledged).toBeGreaterThan(0);
    },
    patience(KILLS, 15_000),
  );

  it(
    'finishes the imports that were acknowledged, unaided',
    async () => {
      const started = performance.now();
      await eventually(async () => {
        const open = await suite.database.query(
          `select id, state, failure from import where id = any($1::uuid[]) and state <> 'done'`,
          [imports],
        );
        expect(open).toEqual([]);
      }, 60_000);
      ledger.recovered(performance.now() - started);
      ledger.acknowledged += imports.length;
    },
    patience(0, 0) + 30_000,
  );

  it('leaves an audit trail without a gap', async () => {
    const { body } = await office.client.get('/api/v1/audit/verification');
    expect(body).toMatchObject({ ok: true });
  });
});
