/**
 * The login of the service's connections. It may take on one role (`macities_app`, `macities_worker`) and has no right of
 * its own: `SET ROLE NONE`, `SET ROLE <owner>` or `SET SESSION AUTHORIZATION`, smuggled into a statement, lead nowhere.
 * Its password is derived from the owner's, so that several processes agree on it and nobody has to keep it.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DatabaseRole } from './data-source.js';

const LOGIN_LOCK = 4_201_004;
const ITERATIONS = 4096;

interface Login {
  readonly name: string;
  readonly password: string;
  readonly url: string;
}

/** One login for each role, owner and database: what others keep on the same server is not touched. */
function loginOf(ownerUrl: string, role: DatabaseRole): Login | undefined {
  const url = new URL(ownerUrl);
  if (url.password === '') return undefined;
  const place = createHash('sha256').update(`${url.username}\n${url.pathname}`).digest('hex').slice(0, 12);
  const name = `${role}_${place}`;
  const password = createHmac('sha256', decodeURIComponent(url.password)).update(name).digest('base64url');
  url.username = name;
  url.password = password;
  return { name, password, url: url.href };
}

/** What Postgres keeps instead of the password (RFC 5803): so it appears in no statement and no log. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}

/** Whether the login gets in and becomes the role, and nothing but the role. */
async function works(url: string, role: DatabaseRole): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, options: `-c role=${role}`, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    return rows[0]?.role === role;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function make(ownerUrl: string, role: DatabaseRole, login: Login): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 });
  owner.on('error', () => undefined);
  try {
    await owner.connect();
    await owner.query('select pg_advisory_lock($1)', [LOGIN_LOCK]);
    const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [login.name]);
    const name = owner.escapeIdentifier(login.name);
    if (rowCount === 0)
      await owner.query(`create role ${name} login noinherit nosuperuser nocreatedb nocreaterole nobypassrls`);
    await owner.query(`alter role ${name} password ${owner.escapeLiteral(scramVerifier(login.password))}`);
    await owner.query(`grant ${role} to ${name}`);
  } catch {
    // an owner that may not make roles: the caller falls back and says so
  } finally {
    await owner.end().catch(() => undefined);
  }
}

/**
 * The address with which the service's connections take on the role, made where missing.
 *
 * @param ownerUrl address of the owner, who runs the migrations
 * @returns undefined where the owner has no password, may make no roles, or the server lets no further login in; the
 *   connections then come as the owner and take on the role, which holds only as long as no statement gives it back
 */
export async function serviceLogin(ownerUrl: string, role: DatabaseRole): Promise<string | undefined> {
  const login = loginOf(ownerUrl, role);
  if (login === undefined) return undefined;
  if (await works(login.url, role)) return login.url;
  await make(ownerUrl, role, login);
  return (await works(login.url, role)) ? login.url : undefined;
}
