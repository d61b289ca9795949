// Real: the built service with its own embedded Postgres, which is brought down under load. Nothing is mocked.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { privateDirectory } from '../factories/service.js';
import { count, Ledger, patience } from './tools/ledger.js';
import {
  broken,
  isAcknowledged,
  keptOf,
  newWrite,
  openOffice,
  send,
  settingsOn,
  type Office,
  type Write,
} from './tools/town.js';

const RESTARTS = count('POSTGRES_RESTARTS', 2);
const WRITERS = 4;
const BACK_WITHIN_MS = 10_000;

describe('Postgres restarted under load', () => {
  const ledger = new Ledger('Postgres restarted under load');
  const dataDir = path.join(privateDirectory(), 'data');
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(settingsOn('', { DATA_DIR: dataDir })); // without an address: its own database
  }, 90_000);
  afterAll(async () => {
    await office.service.stop();
    ledger.report();
  }, 60_000);

  const serverLock = (): string[] => {
    let cluster = path.join(dataDir, 'pg');
    try {
      cluster = readFileSync(path.join(dataDir, 'pg.location'), 'utf8').trim();
    } catch {
      // the cluster lies in the directory itself
    }
    return readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  };
  async function query<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const password = readFileSync(path.join(dataDir, 'pg.password'), 'utf8').trim();
    const port = Number(serverLock()[3]);
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'macities_owner', password, database: 'macities' });
    await client.connect();
    try {
      return (await client.query(sql, [...parameters])).rows as T[];
    } finally {
      await client.end();
    }
  }

  /** Every answer while the database is away, and when it was first a success again. */
  async function underLoad(attack: () => Promise<void>) {
    const writes: Write[] = [];
    const answers: { status: number | null; retryAfter: string | null; at: number }[] = [];
    let isOver = false;
    const writer = async (): Promise<void> => {
      while (!isOver) {
        const write = newWrite();
        writes.push(write);
        const { status, headers } = await send(office.client, write);
        answers.push({ status, retryAfter: headers?.get('retry-after') ?? null, at: performance.now() });
        if (status === 503) await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const writers = Array.from({ length: WRITERS }, writer);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const from = performance.now();
    await attack();
    const isBack = () => {
      const failure = answers.findLast(({ at, status }) => at > from && status !== 201);
      return failure !== undefined && answers.some(({ at, status }) => at > failure.at + 200 && status === 201);
    };
    while (!isBack() && performance.now() < from + 2 * BACK_WITHIN_MS)
      await new Promise((resolve) => setTimeout(resolve, 50));
    isOver = true;
    await Promise.all(writers);
    const lastFailure = answers.findLast(({ status }) => status !== 201)?.at ?? from;
    const back = answers.find(({ at, status }) => at > lastFailure && status === 201)?.at ?? Infinity;
    return { writes, answers, milliseconds: back - from };
  }

  async function judge({ writes, answers, milliseconds }: Awaited<ReturnType<typeof underLoad>>): Promise<void> {
    ledger.attacks++;
    ledger.recovered(milliseconds);
    ledger.acknowledged += writes.filter(isAcknowledged).length;
    expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([201, 503]);
    expect(answers.filter(({ status, retryAfter }) => status === 503 && !/^\d+$/.test(retryAfter ?? ''))).toEqual([]);
    expect(milliseconds).toBeLessThan(BACK_WITHIN_MS);
    ledger.lost.push(...broken(writes, await keptOf(query, writes)));
    expect(ledger.lost).toEqual([]);
  }

  it(
    'answers 503 with Retry-After, never a false success, and is back within ten seconds',
    async () => {
      for (let restart = 0; restart < RESTARTS; restart++)
        await judge(
          await underLoad(() => {
            process.kill(Number(serverLock()[0]), 'SIGQUIT');
            return Promise.resolve();
          }),
        );
    },
    patience(RESTARTS, 25_000),
  );

  it('recovers from the crash of one connection, which takes all others with it', async () => {
    const [session] = await query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = '' and datname = 'macities' and pid <> pg_backend_pid()
       and state = 'idle' limit 1`,
    );
    await judge(
      await underLoad(() => {
        process.kill(session?.pid ?? 0, 'SIGKILL');
        return Promise.resolve();
      }),
    );
  }, 60_000);
});
