// Real: Postgres, the migrations, the roles and the logins that the service uses. Nothing is mocked.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, type DatabaseRole } from '../../src/database/data-source.js';
import { Database, type Scope } from '../../src/database/database.js';
import { serviceLogin } from '../../src/database/service-login.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';

const GULBENE = '0029000';
const CESIS = '0026000';
const ROLES: readonly DatabaseRole[] = ['macities_app', 'macities_worker', 'macities_reader'];
const INSUFFICIENT_PRIVILEGE = '42501';

/** Tables to which the service only adds, each with a column that somebody might like to change. */
const APPEND_ONLY = {
  audit_entry: 'content',
  observation_revision: 'reason',
  observation_column: 'statuses',
  observation_source: 'text',
  submitted_value_history: 'reason',
  approval: 'content',
  message: 'body',
  reminder: 'moment',
  receipt: 'number',
};
/** Tables whose rows belong to a municipality. */
const WALLED = [
  'submission',
  'submission_module',
  'submitted_value',
  'submitted_value_history',
  'approval',
  'correction',
  'thread',
  'message',
  'deadline_exception',
  'reminder',
  'receipt',
];

describe('the second wall', () => {
  let suite: TestDatabase;
  let owner: pg.Client;
  const clients = new Map<DatabaseRole, pg.Client>();

  const loginFor = async (role: DatabaseRole): Promise<string> => {
    const url = await serviceLogin(suite.url, role);
    if (url === undefined) throw new Error(`There is no login for ${role}.`);
    return url;
  };

  beforeAll(async () => {
    suite = await createTestDatabase();
    owner = new pg.Client({ connectionString: suite.url });
    await owner.connect();
    await fill(owner);
    for (const role of ROLES) {
      const client = new pg.Client({ connectionString: await loginFor(role), options: `-c role=${role}` });
      await client.connect();
      clients.set(role, client);
    }
  }, 60_000);
  afterAll(async () => {
    for (const client of clients.values()) await client.end();
    await owner.end();
    await suite.close();
  });

  /** The SQLSTATE with which the statement is refused; undefined where it goes through (it is rolled back). */
  const refusal = async (role: DatabaseRole, sql: string, scope: Scope = {}): Promise<string | undefined> => {
    const client = clients.get(role);
    if (client === undefined) throw new Error(`Nobody is signed in as ${role}.`);
    await client.query('begin');
    try {
      await client.query(`select set_config('app.municipality', $1, true), set_config('app.wide', $2, true)`, [
        scope.municipality ?? '',
        scope.wide === true ? 'on' : '',
      ]);
      await client.query(sql);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    } finally {
      await client.query('rollback');
    }
  };

  const changes = Object.entries(APPEND_ONLY).flatMap(([table, column]) => [
    `update ${table} set ${column} = ${column}`,
    `delete from ${table}`,
    `truncate ${table}`,
  ]);
  const structure = [
    'create table loot (id integer)',
    'create temporary table loot as select 1; create function public.f() returns int language sql as $$ select 1 $$',
    'create schema loot',
    `create role intruder superuser`,
    'alter table submission disable row level security',
    'alter table submission no force row level security',
    'alter table observation_revision disable trigger append_only',
    'alter table audit_entry disable trigger all',
    'drop policy own_municipality on submission',
    'drop table audit_entry',
    'create policy everything on submission using (true)',
    'alter table submission add column loot text',
    'create trigger t before insert on audit_entry for each row execute function audit_refuse()',
    'create or replace function audit_seal() returns trigger language plpgsql as $$ begin return null; end $$',
    `grant update on audit_entry to macities_app; update audit_entry set content = '{}'`,
    'alter role macities_app superuser',
    'alter role macities_app bypassrls',
  ];
  const outside = [
    `copy submission to program 'cat'`,
    `copy (select 1) to '/tmp/macities-loot'`,
    `create temporary table t (line text); copy t from '/etc/passwd'`,
    `create temporary table t (line text); copy t from program 'id'`,
    `select pg_read_file('/etc/passwd')`,
    `select pg_ls_dir('/')`,
    `select lo_import('/etc/passwd')`,
    'select rolpassword from pg_authid',
    `load 'auto_explain'`,
    'alter system set log_statement = $$all$$',
    `set session_replication_role = 'replica'`,
  ];
  const otherSelves = [
    'set role none; select count(*) from audit_head; update audit_head set sequence = 0',
    'reset role; update audit_head set sequence = 0',
    'set local role none; create table loot (id integer)',
    'reset session authorization; update audit_head set sequence = 0',
    'set session authorization default; update audit_head set sequence = 0',
    'set role postgres',
    `do $$ begin execute format('set role %I', (select pg_get_userbyid(datdba) from pg_database where datname = current_database())); end $$`,
    `do $$ begin execute format('set session authorization %I', (select pg_get_userbyid(datdba) from pg_database where datname = current_database())); end $$`,
  ];

  describe.each(ROLES)('%s', (role) => {
    it.each([...changes, ...structure, ...outside, ...otherSelves])('is refused: %s', async (sql) => {
      const code = await refusal(role, sql, { wide: true });
      expect(code).toBeDefined();
      // insufficient privilege, invalid role, append-only trigger; a statement that is merely misspelled is no refusal
      expect(['42501', '0LP01', '22023', '23000', '28000', '2D000', '25001']).toContain(code);
    });

    it.each(ROLES.filter((other) => other !== role))('does not become %s', async (other) => {
      expect(await refusal(role, `set role ${other}`)).toBe(INSUFFICIENT_PRIVILEGE);
    });

    it('is no superuser, bypasses no policy and inherits nothing', async () => {
      const { rows } = await owner.query(
        `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong
         from pg_roles where rolname = $1 or rolname like $1 || '\\_%'`,
        [role],
      );
      expect(rows.length).toBeGreaterThanOrEqual(2);
      expect(rows.every(({ strong }: { strong: boolean }) => !strong)).toBe(true);
    });
  });

  it.each(['submission', 'observation_revision', 'app_user', 'audit_entry', 'session', 'api_token'])(
    'macities_reader does not read %s',
    async (table) => {
      expect(await refusal('macities_reader', `select * from ${table}`, { wide: true })).toBe(INSUFFICIENT_PRIVILEGE);
    },
  );

  it('makes the same login again, and no second one', async () => {
    expect(await serviceLogin(suite.url, 'macities_app')).toBe(await loginFor('macities_app'));
    const login = new URL(await loginFor('macities_app'));
    await owner.query(`alter role ${login.username} password 'lost'`);
    expect(await serviceLogin(suite.url, 'macities_app')).toBe(login.href);
    const withoutPassword = new URL(suite.url);
    withoutPassword.password = '';
    expect(await serviceLogin(withoutPassword.href, 'macities_app')).toBeUndefined();
  });

  describe.each(['macities_app', 'macities_worker'] as const)('rows of a municipality, as %s', (role) => {
    const counted = async (table: string, scope: Scope): Promise<number> => {
      const client = clients.get(role);
      if (client === undefined) throw new Error(`Nobody is signed in as ${role}.`);
      await client.query('begin');
      await client.query(`select set_config('app.municipality', $1, true), set_config('app.wide', $2, true)`, [
        scope.municipality ?? '',
        scope.wide === true ? 'on' : '',
      ]);
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      await client.query('rollback');
      return rows[0]?.n ?? -1;
    };

    it.each(WALLED)('%s: own only; none without a scope', async (table) => {
      const { rows } = await owner.query<{ n: number }>(
        `select count(*)::int as n from pg_policies where tablename = $1 and policyname = 'own_municipality'`,
        [table],
      );
      expect(rows[0]?.n).toBe(1);
      expect(await counted(table, {})).toBe(0);
      expect(await counted(table, { municipality: '' })).toBe(0);
      if (table !== 'submission' && table !== 'submission_module') return;
      expect(await counted(table, { municipality: GULBENE })).toBe(1);
      expect(await counted(table, { municipality: `${GULBENE}' or true --` })).toBe(0);
      expect(await counted(table, { wide: true })).toBe(2);
    });

    it("writes nothing into another municipality's rows", async () => {
      const insert = `insert into submission (municipality, municipality_id, period_id)
        select '${CESIS}', 26, id from reporting_period where code = '2031'`;
      expect(await refusal(role, insert, { municipality: GULBENE })).toBe(INSUFFICIENT_PRIVILEGE);
      expect(await refusal(role, insert)).toBe(INSUFFICIENT_PRIVILEGE);
      const client = clients.get(role);
      await client?.query('begin');
      await client?.query(`select set_config('app.municipality', $1, true)`, [GULBENE]);
      const stolen = await client?.query(`update submission_module set state = 'accepted' where municipality = $1`, [
        CESIS,
      ]);
      expect(stolen?.rowCount).toBe(0);
      await client?.query('rollback');
      expect(await refusal(role, `update submission set municipality = '${CESIS}'`, { municipality: GULBENE })).toBe(
        INSUFFICIENT_PRIVILEGE,
      );
    });
  });

  it('lets no setting leak from one transaction of the pool to the next (1,000 interleaved)', async () => {
    const url = await loginFor('macities_app');
    const source = await new DataSource(dataSourceOptions({ url, role: 'macities_app', poolSize: 4 })).initialize();
    const database = new Database(source);
    const leaks: string[] = [];
    let done = 0;
    const one = async (n: number): Promise<void> => {
      const scope: Scope = [{ municipality: GULBENE }, { municipality: CESIS }, {}, { wide: true }][n % 4] ?? {};
      const expected = [[GULBENE], [CESIS], [], [CESIS, GULBENE]][n % 4];
      const fails = n % 5 === 0;
      await database
        .transaction(async (tx) => {
          const rows = await tx.query<{ municipality: string }>('select municipality from submission order by 1');
          const seen = rows.map(({ municipality }) => municipality);
          if (JSON.stringify(seen) !== JSON.stringify(expected)) leaks.push(`${n}: ${seen.join()}`);
          if (n % 3 === 0) await tx.query('select pg_sleep(0.001)');
          if (fails) throw new Error('broken off');
          if (n % 7 === 0) await tx.query('select 1 / 0');
        }, scope)
        .catch(() => undefined);
      const outsideRows = await database.query('select 1 from submission');
      const [setting] = await database.query<{ left: string | null }>(
        `select nullif(current_setting('app.municipality', true), '') || nullif(current_setting('app.wide', true), '') as left`,
      );
      if (outsideRows.length > 0 || setting?.left) leaks.push(`${n}: outside`);
      done++;
    };
    await Promise.all(Array.from({ length: 1000 }, (_, n) => one(n)));
    await source.destroy();
    expect({ done, leaks }).toEqual({ done: 1000, leaks: [] });
  }, 60_000);
});

/** A draft each of two municipalities, one audit entry, one revision. */
async function fill(owner: pg.Client): Promise<void> {
  await owner.query('begin');
  await owner.query(`select set_config('app.wide', 'on', true)`);
  await owner.query(
    `insert into reporting_period (code, starts_on, ends_on, title_lv, title_en, state)
     values ('2031', '2031-01-01', '2031-12-31', '2031. gads', 'Year 2031', 'open')`,
  );
  for (const [municipality, id] of [
    [GULBENE, 29],
    [CESIS, 26],
  ] as const) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into submission (municipality, municipality_id, period_id)
       select $1, $2, id from reporting_period where code = '2031' returning id`,
      [municipality, id],
    );
    await owner.query(`insert into submission_module (submission_id, municipality, module) values ($1, $2, 'SP')`, [
      rows[0]?.id,
      municipality,
    ]);
  }
  await owner.query(`insert into audit_entry (action, subject, content) values ('test.made', 'test:1', '{}')`);
  await owner.query(
    'insert into observation_revision (cell_id, municipality_id, period_id, value, status) values (1, 1, 1, 5, 1)',
  );
  await owner.query('commit');
}
