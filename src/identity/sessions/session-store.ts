/** Sessions of people, kept in the database: opaque, revocable at once, ended by rest and by age. */
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { csrfTokenOf, hashSecret, newSecret } from '../access/secret.js';
import { mayPostponeEnrolment, USER_COLUMNS, userOf, type User, type UserRow } from '../users/user.js';

/** A session that nobody used for so long is over. */
export const IDLE_MINUTES = 60;
/** A session is over after so long in any case. */
export const ABSOLUTE_HOURS = 12;

/** How the session stands to the second factor. The last two may only enrol or verify it (see `restricted`). */
export type SecondFactorState = 'not_required' | 'passed' | 'enrolment_required' | 'verification_required';

export interface NewSession {
  readonly userId: string;
  readonly secondFactor: SecondFactorState;
  readonly method: 'password' | 'oidc';
  readonly address: string;
  /** The client's `User-Agent`, shown to the user in the list of their own sessions. */
  readonly program: string;
}

export interface OpenedSession {
  readonly id: string;
  /** The value of the cookie; only its hash is stored. */
  readonly token: string;
  readonly csrfToken: string;
}

/** A session that holds, with its user. */
export interface LiveSession {
  readonly id: string;
  readonly user: User;
  readonly csrfToken: string;
  readonly secondFactor: SecondFactorState;
  /** Only the second factor and signing out are open to it. */
  readonly restricted: boolean;
  readonly method: 'password' | 'oidc';
}

export interface SessionListing {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly address: string;
  readonly program: string;
}

const LIVE = `s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '${IDLE_MINUTES} minutes'`;

const UNFINISHED: ReadonlySet<SecondFactorState> = new Set<SecondFactorState>([
  'enrolment_required',
  'verification_required',
]);

interface LiveRow extends UserRow {
  readonly session_id: string;
  readonly second_factor: SecondFactorState;
  readonly method: 'password' | 'oidc';
  readonly is_stale: boolean;
  readonly now: Date;
}

@Injectable()
export class SessionStore {
  constructor(private readonly database: Database) {}

  /** Opens a session with a token that nobody knew before: what was fixed before signing in is worthless. */
  async open(transaction: Transaction, session: NewSession): Promise<OpenedSession> {
    const token = newSecret();
    const [row] = await transaction.query<{ id: string }>(
      `insert into session (token_hash, user_id, second_factor, method, address, program, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + interval '${ABSOLUTE_HOURS} hours') returning id`,
      [
        hashSecret(token),
        session.userId,
        session.secondFactor,
        session.method,
        session.address,
        session.program.slice(0, 300),
      ],
    );
    if (row === undefined) throw new Error('No session was opened.');
    return { id: row.id, token, csrfToken: csrfTokenOf(token) };
  }

  /** The session of the token, where it holds and its user is active. Counts as use. */
  async find(token: string): Promise<LiveSession | undefined> {
    const [row] = await this.database.query<LiveRow>(
      `select ${USER_COLUMNS}, s.id as session_id, s.second_factor, s.method, now() as now,
         s.last_seen_at < now() - interval '1 minute' as is_stale
       from session s join app_user u on u.id = s.user_id
       where s.token_hash = $1 and ${LIVE} and u.deactivated_at is null`,
      [hashSecret(token)],
    );
    if (row === undefined) return undefined;
    if (row.is_stale)
      await this.database.query('update session set last_seen_at = now() where id = $1', [row.session_id]);
    const user = userOf(row);
    const postponed = row.second_factor === 'enrolment_required' && mayPostponeEnrolment(user, row.now);
    return {
      id: row.session_id,
      user,
      csrfToken: csrfTokenOf(token),
      secondFactor: row.second_factor,
      restricted: UNFINISHED.has(row.second_factor) && !postponed,
      method: row.method,
    };
  }

  /** Puts a new token in the place of the old one, which is worthless from then on (privileges have changed). */
  async rotate(transaction: Transaction, id: string, secondFactor: SecondFactorState): Promise<OpenedSession> {
    const token = newSecret();
    const rows = await transaction.query(
      `update session set token_hash = $2, second_factor = $3 where id = $1 and ended_at is null returning id`,
      [id, hashSecret(token), secondFactor],
    );
    if (rows.length === 0) throw new Error('The session ended meanwhile.');
    return { id, token, csrfToken: csrfTokenOf(token) };
  }

  async end(transaction: Transaction, id: string): Promise<void> {
    await transaction.query('update session set ended_at = now() where id = $1 and ended_at is null', [id]);
  }

  /** Ends every session of the user, except one where given; `tokensToo` revokes their API tokens as well. */
  async endAllOf(
    transaction: Transaction,
    userId: string,
    { except, tokensToo }: { except?: string; tokensToo?: boolean } = {},
  ): Promise<void> {
    await transaction.query(
      'update session set ended_at = now() where user_id = $1 and ended_at is null and id is distinct from $2',
      [userId, except ?? null],
    );
    if (tokensToo === true)
      await transaction.query('update api_token set revoked_at = now() where user_id = $1 and revoked_at is null', [
        userId,
      ]);
  }

  /** The user's sessions that hold, newest first. */
  async listOf(userId: string): Promise<SessionListing[]> {
    const rows = await this.database.query<{
      id: string;
      created_at: Date;
      last_seen_at: Date;
      address: string;
      program: string;
    }>(
      `select s.id, s.created_at, s.last_seen_at, s.address, s.program from session s
       where s.user_id = $1 and ${LIVE} order by s.created_at desc`,
      [userId],
    );
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      address: row.address,
      program: row.program,
    }));
  }
}
