// Real: Postgres, files. Nothing is mocked.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBackup, restoreBackup, verifyBackup } from '../../src/operation/backup/backup.js';
import { enqueue } from '../../src/database/outbox.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../factories/database.js';

const quiet = () => undefined;

describe('backup', () => {
  let suite: TestDatabase;
  const directory = mkdtempSync(path.join(os.tmpdir(), 'macities-backup-'));
  const file = path.join(directory, 'a.backup');

  async function contentOf(url: string): Promise<unknown> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `select id, queue, name, payload, created_at, done_at, failed_at from outbox_job order by id`,
    );
    const applied = await client.query('select name from migration order by timestamp');
    await client.end();
    return { rows, applied: applied.rows };
  }

  beforeAll(async () => {
    suite = await createTestDatabase();
    await suite.database.transaction(async (tx) => {
      for (let i = 0; i < 50; i++)
        await enqueue(tx, { queue: 'test', name: `job ${i}`, payload: { text: 'ķirši, "pēdiņas"\n;', i } });
    });
    await createBackup(suite.url, file, 'test', quiet);
  });
  afterAll(async () => {
    await suite.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('brings everything back onto an empty database', async () => {
    const url = await createEmptyDatabase();
    const { tables } = await restoreBackup(url, file, quiet);
    expect(tables).toBeGreaterThan(0);
    expect(await contentOf(url)).toEqual(await contentOf(suite.url));
  });

  it('refuses a file that was cut off or changed, and leaves the database alone', async () => {
    const whole = readFileSync(file);
    const cut = path.join(directory, 'cut');
    writeFileSync(cut, whole.subarray(0, whole.length - 20));
    await expect(verifyBackup(cut)).rejects.toThrow(/not a whole backup/);
    const changed = path.join(directory, 'changed');
    const bytes = Buffer.from(whole);
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8((bytes.readUInt8(middle) + 1) % 256, middle);
    writeFileSync(changed, bytes);
    await expect(verifyBackup(changed)).rejects.toThrow();
    const url = await createEmptyDatabase();
    await expect(restoreBackup(url, cut, quiet)).rejects.toThrow(/not a whole backup/);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    expect((await client.query(`select 1 from pg_tables where schemaname = 'public'`)).rowCount).toBe(0);
    await client.end();
  });

  it('does not overwrite a file', async () => {
    await expect(createBackup(suite.url, file, 'test', quiet)).rejects.toThrow(/EEXIST/);
  });
});
