import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { Claim } from './claim.js';

/** An answer as it was sent. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a request with a key meets. */
export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'running' }
  /** The effect is committed, but the process died before the answer was stored. */
  | { readonly kind: 'answer_lost' }
  | { readonly kind: 'other_request' };

export interface KeyedRequest {
  readonly actorId: string;
  readonly route: string;
  readonly key: string;
  /** SHA-256 of what was asked. */
  readonly fingerprint: Buffer;
}

interface KeyRow {
  readonly fingerprint: Buffer;
  readonly is_leased: boolean;
  readonly has_effect: boolean;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: Buffer | null;
}

/** A claim whose process does not renew it for so long is free for another attempt. */
export const LEASE_SECONDS = 8;
/** Answers are kept so long. */
export const KEPT_HOURS = 48;

const MINE = 'actor_id = $1 and route = $2 and key = $3 and owner = $4';
const mine = (claim: Claim) => [claim.actorId, claim.route, claim.key, claim.owner];

/** Keys, claims and answers in the database, so that every process knows them. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly database: Database) {}

  /** Claims the key, committed before anything is done, or says why not. */
  async claim(request: KeyedRequest): Promise<ClaimOutcome> {
    const owner = randomUUID();
    const { actorId, route, key, fingerprint } = request;
    const claim: Claim = { actorId, route, key, owner, isClosed: false };
    return this.database.transaction(async (tx) => {
      const inserted = await tx.query(
        `insert into idempotency_key (actor_id, route, key, owner, fingerprint, leased_until)
         values ($1, $2, $3, $4, $5, now() + interval '${LEASE_SECONDS} seconds')
         on conflict do nothing returning owner`,
        [...mine(claim), fingerprint],
      );
      return inserted.length === 1 ? { kind: 'claimed', claim } : this.standing(tx, claim, fingerprint);
    });
  }

  private async standing(tx: Transaction, claim: Claim, fingerprint: Buffer): Promise<ClaimOutcome> {
    const [row] = await tx.query<KeyRow>(
      `select fingerprint, leased_until > clock_timestamp() as is_leased, effect_at is not null as has_effect,
         status, headers, body
       from idempotency_key where actor_id = $1 and route = $2 and key = $3 for update`,
      [claim.actorId, claim.route, claim.key],
    );
    if (row === undefined) return { kind: 'running' }; // given back this instant: the caller asks again
    if (!row.fingerprint.equals(fingerprint)) return { kind: 'other_request' };
    if (row.status !== null)
      return {
        kind: 'answered',
        answer: { status: row.status, headers: row.headers ?? {}, body: row.body ?? Buffer.alloc(0) },
      };
    if (row.is_leased) return { kind: 'running' };
    if (row.has_effect) return { kind: 'answer_lost' };
    await tx.query(
      `update idempotency_key set owner = $4, leased_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
       where actor_id = $1 and route = $2 and key = $3`,
      mine(claim),
    );
    return { kind: 'claimed', claim };
  }

  /** Says that the attempt is still at work. */
  async renew(claim: Claim): Promise<void> {
    await this.database.query(
      `update idempotency_key set leased_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
       where ${MINE} and status is null`,
      mine(claim),
    );
  }

  /** Stores the answer, before it is sent. */
  async complete(claim: Claim, answer: StoredAnswer): Promise<void> {
    await this.database.query(
      `update idempotency_key set status = $5, headers = $6, body = $7, completed_at = now() where ${MINE}`,
      [...mine(claim), answer.status, JSON.stringify(answer.headers), answer.body],
    );
  }

  /** Gives the key back after a failure without effect; with one, a repetition is told so. */
  async release(claim: Claim): Promise<void> {
    await this.database.query(`delete from idempotency_key where ${MINE} and effect_at is null`, mine(claim));
    await this.database.query(`update idempotency_key set leased_until = now() where ${MINE}`, mine(claim));
  }
}
