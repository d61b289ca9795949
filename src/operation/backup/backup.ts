/** Copies of everything that matters into one file, while the service runs, and back onto an empty database. */
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { dataSourceOptions } from '../../database/data-source.js';
import { migrateDatabase } from '../../database/migrate.js';
import { BackupReader, BackupWriter, DamagedBackupError, type BackupHeader, type BackupTable } from './backup-file.js';

type Progress = (message: string) => void;

export interface BackupSummary {
  readonly tables: number;
  readonly sha256: string;
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Tables of the service in an order in which references point backwards. The queue is left out: it is rebuilt. */
async function tablesOf(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; needs: string[] }>(`
    select c.relname as table,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
    from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'migration'
    order by c.relname`);
  const ordered: BackupTable[] = [];
  const waiting = new Map(rows.map((row) => [row.table, row]));
  while (waiting.size > 0) {
    const next = [...waiting.values()].filter(({ needs }) => !needs.some((table) => waiting.has(table)));
    if (next.length === 0) throw new Error('The tables refer to each other in a circle.');
    for (const { table, columns } of next) {
      ordered.push({ table, columns });
      waiting.delete(table);
    }
  }
  return ordered;
}

async function headerOf(client: pg.Client, software: string): Promise<BackupHeader> {
  const names = await client.query<{ name: string }>('select name from migration order by timestamp');
  const sequences = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace and relname <> 'migration_id_seq' order by 1`,
  );
  const states = [];
  for (const { name } of sequences.rows) {
    const { rows } = await client.query<{ last_value: string; is_called: boolean }>(
      `select last_value, is_called from ${client.escapeIdentifier(name)}`,
    );
    const [state] = rows;
    if (state !== undefined) states.push({ name, lastValue: state.last_value, isCalled: state.is_called });
  }
  const now = await client.query<{ now: Date }>('select now()');
  return {
    format: 'macities-backup-1',
    madeAt: now.rows[0]?.now.toISOString() ?? '',
    software,
    migrations: names.rows.map(({ name }) => name),
    sequences: states,
  };
}

const list = (client: pg.Client, columns: readonly string[]) =>
  columns.map((column) => client.escapeIdentifier(column)).join(', ');

/**
 * Writes a backup as of one moment, without holding anybody up.
 *
 * @param file must not exist yet
 */
export async function createBackup(
  url: string,
  file: string,
  software: string,
  progress: Progress,
): Promise<BackupSummary> {
  return connected(url, async (client) => {
    await client.query('begin transaction isolation level repeatable read read only');
    const tables = await tablesOf(client);
    const writer = new BackupWriter(file);
    await writer.json(await headerOf(client, software));
    for (const { table, columns } of tables) {
      progress(table);
      await writer.json({ table, columns });
      const source = client.query(
        copyTo(
          `copy (select ${list(client, columns)} from ${client.escapeIdentifier(table)}) to stdout (format binary)`,
        ),
      );
      for await (const chunk of source) await writer.frame(chunk as Buffer);
      await writer.frame(Buffer.alloc(0));
    }
    const sha256 = await writer.close();
    await client.query('commit');
    return { tables: tables.length, sha256 };
  });
}

/** Reads the whole file and compares its hash; the database is not touched. */
export async function verifyBackup(file: string): Promise<BackupHeader> {
  const reader = new BackupReader(file);
  const header = await readHeader(reader);
  for (;;) {
    const next = await reader.json<Partial<BackupTable> & { sha256?: string }>();
    if (next.sha256 !== undefined) {
      reader.check(next.sha256);
      return header;
    }
    while ((await reader.frame()).length > 0);
  }
}

async function readHeader(reader: BackupReader): Promise<BackupHeader> {
  const header = await reader.json<BackupHeader>();
  if ((header.format as string) !== 'macities-backup-1') throw new DamagedBackupError('its form is not known');
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = header.migrations.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new Error(`The backup was made by a newer version of the service (${unknown} is not known here).`);
  return header;
}

/** Brings an empty database to exactly the schema that the data were written under. */
async function migrateTo(url: string, header: BackupHeader): Promise<void> {
  const wanted = new Set(header.migrations);
  const source = await new DataSource({
    ...dataSourceOptions({ url, poolSize: 2 }),
    migrations: migrations.filter(({ name }) => wanted.has(name)),
    extra: {},
  }).initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

async function refuseUsed(client: pg.Client): Promise<void> {
  for (const { table } of await tablesOf(client)) {
    if (!['observation_revision', 'submission', 'app_user'].includes(table)) continue;
    const { rowCount } = await client.query(`select 1 from ${client.escapeIdentifier(table)} limit 1`);
    if (rowCount !== 0)
      throw new Error(
        `The database is in use already (${table} has rows). Restore onto an empty DATA_DIR or database.`,
      );
  }
}

async function load(client: pg.Client, reader: BackupReader, progress: Progress): Promise<number> {
  const present = new Map((await tablesOf(client)).map((table) => [table.table, table]));
  for (const table of present.keys()) {
    await client.query(
      `alter table ${client.escapeIdentifier(table)} disable trigger user, no force row level security`,
    );
  }
  const all = [...present.keys()].map((table) => client.escapeIdentifier(table)).join(', ');
  await client.query(`truncate ${all}`);
  for (let tables = 0; ; tables++) {
    const next = await reader.json<Partial<BackupTable> & { sha256?: string }>();
    if (next.sha256 !== undefined) {
      reader.check(next.sha256);
      return tables;
    }
    const { table = '', columns = [] } = next;
    if (!present.has(table)) throw new DamagedBackupError(`the table ${table} is not known`);
    progress(table);
    await loadTable(client, reader, { table, columns });
  }
}

async function loadTable(client: pg.Client, reader: BackupReader, { table, columns }: BackupTable): Promise<void> {
  const target = client.query(
    copyFrom(`copy ${client.escapeIdentifier(table)} (${list(client, columns)}) from stdin (format binary)`),
  );
  const done = new Promise<void>((resolve, reject) => {
    target.once('finish', resolve);
    target.once('error', reject);
  });
  for (;;) {
    const frame = await reader.frame();
    if (frame.length === 0) break;
    if (!target.write(frame)) await Promise.race([new Promise((resolve) => target.once('drain', resolve)), done]);
  }
  target.end();
  await done;
}

/**
 * Restores a backup onto an empty database: schema as it was then, data, and after that the migrations made since.
 *
 * @throws DamagedBackupError, or an error that says what is in the way; then the database is as it was before
 */
export async function restoreBackup(
  url: string,
  file: string,
  progress: Progress,
): Promise<{ tables: number; madeAt: string }> {
  const header = await verifyBackup(file);
  await migrateTo(url, header);
  const tables = await connected(url, async (client) => {
    await client.query('begin');
    const guarded = await client.query<{ table: string }>(
      `select relname as table from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relforcerowsecurity`,
    );
    await refuseUsed(client);
    const reader = new BackupReader(file);
    await readHeader(reader);
    const count = await load(client, reader, progress);
    await putBack(
      client,
      header,
      guarded.rows.map(({ table }) => table),
    );
    await client.query('commit');
    return count;
  });
  await migrateDatabase(url);
  return { tables, madeAt: header.madeAt };
}

async function putBack(client: pg.Client, header: BackupHeader, guarded: readonly string[]): Promise<void> {
  for (const { table } of await tablesOf(client)) {
    const force = guarded.includes(table) ? ', force row level security' : '';
    await client.query(`alter table ${client.escapeIdentifier(table)} enable trigger user${force}`);
  }
  for (const { name, lastValue, isCalled } of header.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [client.escapeIdentifier(name), lastValue, isCalled]);
  // jobs that were under way when the backup was made are handed in again
  await client.query('update outbox_job set dispatched_at = null where done_at is null and failed_at is null');
}
