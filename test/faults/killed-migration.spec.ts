// Real: Postgres, the migrations in a process of their own, kill -9. Nothing is mocked.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';
import { createEmptyDatabase } from '../factories/database.js';
import { count, Ledger, patience } from './tools/ledger.js';

const KILLS = count('MIGRATION_KILLS', 4);

/** The schema as text: columns with types, indexes, constraints, rights. */
const SCHEMA = `
  select string_agg(line, e'\\n' order by line) as text from (
    select concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select concat_ws(' ', grantee, privilege_type, table_name) from information_schema.role_table_grants
      where table_schema = 'public' and grantee like 'macities_%'
  ) lines`;

describe('migrations killed half-way', () => {
  const ledger = new Ledger('killed migration goes on');
  afterAll(() => {
    ledger.report();
  });

  /** Runs the migrations elsewhere; kills them after so many milliseconds. */
  async function migrate(url: string, killAfter?: number): Promise<number | null> {
    const built = pathToFileURL(path.resolve('dist/src/database/migrate.js')).href;
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { migrateDatabase } = await import(process.argv[1]); await migrateDatabase(process.argv[2]);`,
        built,
        url,
      ],
      { stdio: 'ignore' },
    );
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    if (killAfter !== undefined) {
      await isUnderWay(url, killAfter);
      child.kill('SIGKILL');
    }
    return ended;
  }

  /** Waits until so many migrations are done, so that the kill falls into the next one. */
  async function isUnderWay(url: string, wanted: number): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (let waited = 0; waited < 20_000; waited += 2) {
      const done = await client
        .query<{ count: number }>('select count(*)::int as count from migration')
        .then(({ rows }) => rows[0]?.count ?? 0)
        .catch(() => 0);
      if (done >= wanted) break;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await client.end();
  }

  async function stateOf(url: string): Promise<{ schema: string; applied: string[] }> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const schema = await client.query<{ text: string }>(SCHEMA);
    const applied = await client.query<{ name: string }>('select name from migration order by timestamp');
    await client.end();
    return { schema: schema.rows[0]?.text ?? '', applied: applied.rows.map(({ name }) => name) };
  }

  it(
    'go on where they stopped, to the same schema as without a kill',
    async () => {
      const whole = await createEmptyDatabase();
      expect(await migrate(whole)).toBe(0);
      const wanted = await stateOf(whole);
      const interrupted = await createEmptyDatabase();
      for (let kill = 0; kill < KILLS; kill++) {
        await migrate(interrupted, Math.floor(((kill + 0.5) * (migrations.length - 1)) / KILLS));
        ledger.attacks++;
      }
      const started = performance.now();
      expect(await migrate(interrupted)).toBe(0);
      ledger.recovered(performance.now() - started);
      expect(await stateOf(interrupted)).toEqual(wanted);
      ledger.acknowledged = wanted.applied.length;
    },
    patience(KILLS, 10_000),
  );
});
