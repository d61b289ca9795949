// Real: Postgres and every migration. Nothing is mocked.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { createEmptyDatabase } from '../factories/database.js';

/** Tables, columns, constraints, indexes, policies and functions, as one comparable text. */
const SHAPE = `
  select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
  from information_schema.columns where table_schema = 'public'
  union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
  union all select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
  union all select 'policy ' || tablename || ' ' || policyname || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '')
    from pg_policies where schemaname = 'public'
  union all select 'security ' || relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
  union all select 'function ' || proname || ' ' || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace
  union all select 'trigger ' || tgrelid::regclass || ' ' || tgname from pg_trigger where not tgisinternal
  union all select 'view ' || viewname || ' ' || md5(definition) from pg_views where schemaname = 'public'
  order by 1`;

describe('migrations', () => {
  let source: DataSource;
  beforeAll(async () => {
    const url = await createEmptyDatabase();
    source = await new DataSource({ ...dataSourceOptions({ url }), extra: {} }).initialize();
  });
  afterAll(() => source.destroy());

  const shape = async () => (await source.query<{ line: string }[]>(SHAPE)).map(({ line }) => line);

  it('are all in the list, in the order of their timestamps', () => {
    const files = readdirSync(path.resolve('migrations')).filter((name) => /^\d+-.*\.ts$/.test(name));
    const stamps = migrations.map(({ name }) => name.slice(-13));
    expect(stamps).toEqual(files.map((name) => name.slice(0, 13)).sort());
  });

  it('go up, down and up again to the same schema', async () => {
    await source.runMigrations({ transaction: 'each' });
    const first = await shape();
    expect(first.length).toBeGreaterThan(100);
    for (let i = 0; i < migrations.length; i++) await source.undoLastMigration({ transaction: 'each' });
    expect(
      (await shape()).filter((line) => line.startsWith('column ') && !line.startsWith('column migration.')),
    ).toEqual([]);
    await source.runMigrations({ transaction: 'each' });
    expect(await shape()).toEqual(first);
  }, 60_000);

  it('leave nothing for TypeORM to generate', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
