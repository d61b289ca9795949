// One Postgres for all suites: DATABASE_URL where set, else the product's own embedded one in a temporary directory.
// Each suite makes its own database from a migrated template (test/factories/database.ts).
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export default async () => {
  const built = path.resolve('dist/src/database/embedded/embedded-postgres.js');
  if (!fs.existsSync(built)) throw new Error('Build first: npm run build (npm test does it by itself).');
  let server = process.env.TEST_DATABASE_URL;
  if (server === undefined || server === '') {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'macities-test-'));
    fs.chmodSync(directory, 0o755);
    const { startEmbedded } = await import(pathToFileURL(built).href);
    const database = await startEmbedded(directory, { as: 'service', database: 'suite' });
    globalThis.__macities = { database, directory };
    server = database.url;
  }
  const { migrateDatabase } = await import(pathToFileURL(path.resolve('dist/src/database/migrate.js')).href);
  const { default: pg } = await import('pg');
  const template = `macities_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${template}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${template}`;
  await migrateDatabase(url.href);
  process.env.TEST_SERVER_URL = server;
  process.env.TEST_TEMPLATE = template;
};
