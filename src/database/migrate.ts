import { DataSource } from 'typeorm';
import { dataSourceOptions, type DatabaseRole } from './data-source.js';

const MIGRATION_LOCK = 4_201_003;

/**
 * Brings the schema up to date as the owner; one process at a time. Each migration runs in its own transaction, so a
 * run that was killed goes on where it stopped.
 *
 * @returns the names of the migrations applied
 */
export async function migrateDatabase(url: string): Promise<string[]> {
  const options = dataSourceOptions({ url, poolSize: 2 });
  const source = await new DataSource({ ...options, extra: { connectionTimeoutMillis: 5000 } }).initialize();
  const holder = source.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await source.runMigrations({ transaction: 'each' });
    // TypeORM makes its own table before the first migration sets what the roles may see
    await holder.query(`do $$ begin
      if exists (select from pg_roles where rolname = 'macities_app') then
        grant select on migration to macities_app, macities_worker;
      end if;
    end $$`);
    return applied.map((migration) => migration.name);
  } finally {
    await holder.release();
    await source.destroy();
  }
}

/** The role that the service's connections can take on, or undefined where the login may not. */
export async function availableRole(url: string, role: DatabaseRole): Promise<DatabaseRole | undefined> {
  const source = await new DataSource({ type: 'postgres', url, poolSize: 1 }).initialize();
  try {
    const rows = await source.query<{ may: boolean }[]>(
      `select pg_has_role(current_user, oid, 'MEMBER') as may from pg_roles where rolname = $1`,
      [role],
    );
    return rows[0]?.may === true ? role : undefined;
  } finally {
    await source.destroy();
  }
}
