import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';

/** A database of the suite's own, migrated, on the real Postgres that the test run started. */
export interface TestDatabase {
  readonly url: string;
  /** Connections as the service has them: with the role `macities_app`. */
  readonly database: Database;
  readonly source: DataSource;
  close(): Promise<void>;
}

/** Makes a database from the migrated template: about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_SERVER_URL'];
  const template = process.env['TEST_TEMPLATE'];
  if (server === undefined || template === undefined) throw new Error('The global set-up did not run.');
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`select pg_advisory_lock(4201009)`); // a template can be copied by one session at a time
  await admin.query(`create database ${name} template ${template}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const source = await new DataSource(dataSourceOptions({ url: url.href, role: 'macities_app' })).initialize();
  return {
    url: url.href,
    database: new Database(source),
    source,
    close: async () => {
      await source.destroy();
    },
  };
}

/** Makes an empty database without any schema; gives its address as the owner. */
export async function createEmptyDatabase(): Promise<string> {
  const server = process.env['TEST_SERVER_URL'];
  const template = process.env['TEST_TEMPLATE'];
  if (server === undefined || template === undefined) throw new Error('The global set-up did not run.');
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name} template template0`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
