// Real: the built service with its embedded Postgres on a small file system of its own. Nothing is mocked.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ledger, skipped } from './tools/ledger.js';
import {
  broken,
  isAcknowledged,
  keepWriting,
  keptOf,
  newWrite,
  openOffice,
  send,
  settingsOn,
  type Office,
  type Write,
} from './tools/town.js';

const PROMISE = 'disk full';
const SIZE_MB = 400;

function smallDisk(): string | undefined {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'macities-disk-'));
  const options = `size=${SIZE_MB}m,mode=0755`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]).status === 0) return directory;
  rmdirSync(directory);
  return undefined;
}

const disk = process.platform === 'linux' ? smallDisk() : undefined;
if (disk === undefined) skipped(PROMISE, 'a file system of a given size cannot be mounted here');

(disk === undefined ? describe.skip : describe)('disk full', () => {
  const ledger = new Ledger(PROMISE);
  const dataDir = path.join(disk ?? '', 'data');
  const ballast = path.join(disk ?? '', 'ballast');
  const environment = settingsOn('', { DATA_DIR: dataDir });
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(environment);
  }, 90_000);
  afterAll(async () => {
    await office.service.stop();
    spawnSync('umount', ['-l', disk ?? '']);
    ledger.report();
  }, 60_000);

  async function query<T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const lock = readFileSync(path.join(dataDir, 'pg', 'postmaster.pid'), 'utf8').split('\n');
    const password = readFileSync(path.join(dataDir, 'pg.password'), 'utf8').trim();
    const client = new pg.Client({
      host: '127.0.0.1',
      port: Number(lock[3]),
      user: 'macities_owner',
      password,
      database: 'macities',
    });
    await client.connect();
    try {
      return (await client.query(sql, [...parameters])).rows as T[];
    } finally {
      await client.end();
    }
  }

  it('gives no false success, and after space is freed everything acknowledged is there', async () => {
    const writes: Write[] = [];
    const before = newWrite();
    expect((await send(office.client, before)).status).toBe(201);
    writes.push(before);
    const { bavail, bsize } = statfsSync(dataDir);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 128 * 1024)));
    ledger.attacks++;
    const filler = query(
      'create table ballast as select repeat(md5(i::text), 200) as t from generate_series(1, 100000) i',
    );
    await expect(filler).rejects.toThrow();
    let isOver = false;
    const writers = [0, 1, 2].map(() => keepWriting(office.client, writes, () => isOver));
    await new Promise((resolve) => setTimeout(resolve, 3000));
    isOver = true;
    await Promise.all(writers);
    rmSync(ballast);
    const started = performance.now();
    for (;;) {
      const probe = newWrite();
      writes.push(probe);
      const { status } = await send(office.client, probe);
      if (status === 201) break;
      expect([503, 500]).toContain(status);
      if (performance.now() - started > 20_000) throw new Error('The service did not come back after space was freed.');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    ledger.recovered(performance.now() - started);
    ledger.acknowledged = writes.filter(isAcknowledged).length;
    ledger.lost.push(...broken(writes, await keptOf(query, writes)));
    expect(ledger.lost).toEqual([]);
    expect(writes.filter(({ status }) => status === 500)).toEqual([]);
  }, 90_000);
});
