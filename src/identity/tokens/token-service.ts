/** API tokens for programs: shown once, stored as a hash, with scope and expiry, revocable at once. */
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { SYSTEM_ACTOR, type Actor } from '../../http/actor.js';
import { badRequest, notFound, Problem } from '../../http/problem.js';
import { hashSecret, newSecret } from '../access/secret.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { noSuchUser } from '../users/user-directory.js';
import { USER_COLUMNS, userOf, type User, type UserRow } from '../users/user.js';
import { UserRepository } from '../users/user.repository.js';
import { TOKEN_SCOPES, type TokenScope } from './token-scope.js';

const PREFIX = 'mct_';
/** Without a wish a token holds for a year, and never longer than two. */
export const USUAL_DAYS = 365;
export const MOST_DAYS = 730;
const DAY = 86_400_000;

export interface TokenToIssue {
  /** Whose rights it has: either the address or the id. */
  readonly email?: string;
  readonly userId?: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly expiresAt?: Date;
}

export interface ApiToken {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A token just made, with what is shown this once. */
export interface IssuedToken {
  readonly token: ApiToken;
  /** `mct_…` */
  readonly plaintext: string;
}

interface TokenRow {
  readonly id: string;
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

const COLUMNS = `t.id, t.user_id, u.email, t.name, t.scope, t.created_at, t.expires_at, t.last_used_at, t.revoked_at`;

@Injectable()
export class TokenService {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Makes a token with the rights of its user.
   *
   * @throws Problem 400 `invalid_input` (name, scope, expiry), 404 `user_not_found`
   */
  async issue(wish: TokenToIssue, actor: Actor = SYSTEM_ACTOR): Promise<IssuedToken> {
    const user = await this.userOf(wish);
    if (user === undefined || user.deactivatedAt !== null) throw noSuchUser();
    const expiresAt = wish.expiresAt ?? new Date(Date.now() + USUAL_DAYS * DAY);
    assertWish(wish, expiresAt);
    const plaintext = `${PREFIX}${newSecret()}`;
    return this.audit.change(actor, async (tx, record) => {
      const [row] = await tx.query<TokenRow>(
        `with t as (
           insert into api_token (token_hash, user_id, name, scope, expires_at, created_by)
           values ($1, $2, $3, $4, $5, $6) returning *)
         select ${COLUMNS} from t join app_user u on u.id = t.user_id`,
        [hashSecret(plaintext), user.id, wish.name.trim(), wish.scope, expiresAt, actor.userId],
      );
      if (row === undefined) throw new Error('No token was made.');
      await record({
        action: 'token.issued',
        subject: `token:${row.id}`,
        municipality: user.municipality,
        after: { user: user.id, name: row.name, scope: row.scope, expiresAt },
      });
      return { token: tokenOf(row), plaintext };
    });
  }

  /** The user and scope of a token that holds, or undefined. Notes its use, at most once a minute. */
  async find(plaintext: string): Promise<{ user: User; scope: TokenScope } | undefined> {
    if (!plaintext.startsWith(PREFIX)) return undefined;
    const [row] = await this.database.query<UserRow & { token_id: string; scope: TokenScope; is_stale: boolean }>(
      `select ${USER_COLUMNS}, t.id as token_id, t.scope,
         coalesce(t.last_used_at < now() - interval '1 minute', true) as is_stale
       from api_token t join app_user u on u.id = t.user_id
       where t.token_hash = $1 and t.revoked_at is null and t.expires_at > now() and u.deactivated_at is null`,
      [hashSecret(plaintext)],
    );
    if (row === undefined) return undefined;
    if (row.is_stale)
      await this.database.query('update api_token set last_used_at = now() where id = $1', [row.token_id]);
    return { user: userOf(row), scope: row.scope };
  }

  /** The actor's tokens; every token for administrators. Newest first. */
  async list(actor: Actor, limit: number, offset: number): Promise<{ items: ApiToken[]; total: number }> {
    const owner = actor.role === 'lps_administrator' ? null : actor.userId;
    const rows = await this.database.query<TokenRow>(
      `select ${COLUMNS} from api_token t join app_user u on u.id = t.user_id
       where $1::uuid is null or t.user_id = $1 order by t.created_at desc, t.id limit $2 offset $3`,
      [owner, limit, offset],
    );
    const [count] = await this.database.query<{ total: string }>(
      'select count(*) as total from api_token where $1::uuid is null or user_id = $1',
      [owner],
    );
    return { items: rows.map(tokenOf), total: Number(count?.total ?? 0) };
  }

  /** @throws Problem 404 `token_not_found`, also for somebody else's */
  async revoke(id: string, actor: Actor): Promise<void> {
    await this.audit.change(actor, async (tx, record) => {
      const rows = await tx.query<{ user_id: string; name: string }>(
        `update api_token set revoked_at = coalesce(revoked_at, now())
         where id = $1 and ($2::uuid is null or user_id = $2) returning user_id, name`,
        [id, actor.role === 'lps_administrator' ? null : actor.userId],
      );
      const [row] = rows;
      if (row === undefined)
        throw notFound({ lv: 'Šādas piekļuves atslēgas nav.', en: 'There is no such token.' }, 'token_not_found');
      const before = { user: row.user_id, name: row.name };
      await record({ action: 'token.revoked', subject: `token:${id}`, before });
    });
  }

  private async userOf({ email, userId }: TokenToIssue): Promise<User | undefined> {
    if (userId !== undefined) return this.users.byId(userId);
    return email === undefined ? undefined : this.users.byEmail(email.trim());
  }
}

function tokenOf(row: TokenRow): ApiToken {
  return {
    id: row.id,
    userId: row.user_id,
    email: row.email,
    name: row.name,
    scope: row.scope,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}

function assertWish({ name, scope }: TokenToIssue, expiresAt: Date): void {
  const remaining = expiresAt.getTime() - Date.now();
  if (name.trim() === '' || name.length > 100 || /\p{C}/u.test(name))
    throw refused('name', 'is_name', {
      lv: 'Jābūt nosaukumam, ne garākam par 100 rakstzīmēm.',
      en: 'Must be a name of at most 100 characters.',
    });
  if (!TOKEN_SCOPES.includes(scope))
    throw refused('scope', 'is_in', {
      lv: `Atļautās vērtības: ${TOKEN_SCOPES.join(', ')}.`,
      en: `Allowed values: ${TOKEN_SCOPES.join(', ')}.`,
    });
  if (!(remaining > 0 && remaining <= MOST_DAYS * DAY))
    throw refused('expiresAt', 'expiry_out_of_range', {
      lv: `Derīguma termiņam jābūt nākotnē, ne tālāk par ${MOST_DAYS} dienām.`,
      en: `The expiry must lie in the future, at most ${MOST_DAYS} days ahead.`,
    });
}

function refused(path: string, code: string, message: { lv: string; en: string }): Problem {
  return badRequest([{ path, code, message }], 'invalid_input');
}
