import fs from 'node:fs';

export default async () => {
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: process.env.TEST_SERVER_URL });
  await admin.connect();
  const { rows } = await admin.query('select datname from pg_database where datname like $1', [
    `${process.env.TEST_TEMPLATE}%`,
  ]);
  for (const { datname } of rows) await admin.query(`drop database if exists "${datname}" with (force)`);
  await admin.end();
  const { database, directory } = globalThis.__macities ?? {};
  await database?.stop();
  if (directory !== undefined) fs.rmSync(directory, { recursive: true, force: true });
};
