/** The claim on an `Idempotency-Key` under which the running request works. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from '../../database/database.js';

export interface Claim {
  readonly actorId: string;
  readonly route: string;
  readonly key: string;
  /** Distinguishes this attempt from an earlier one that died. */
  readonly owner: string;
  /** Set when the answer is out: what still runs in the request's wake is no effect of it any more. */
  isClosed: boolean;
}

const current = new AsyncLocalStorage<Claim>();

/** Runs the work so that whatever it records in the audit trail is tied to the claim. */
export function underClaim<T>(claim: Claim, work: () => T): T {
  return current.run(claim, work);
}

/**
 * Marks, inside the transaction of the effect, that the request under way has had an effect. Should the process die
 * before the answer is stored, a repetition learns from the mark that it must not act again.
 *
 * @throws Error where another attempt has taken the claim over meanwhile; the transaction must not commit then
 */
export async function markEffect(transaction: Transaction): Promise<void> {
  const claim = current.getStore();
  if (claim === undefined || claim.isClosed) return;
  const marked = await transaction.query(
    `update idempotency_key set effect_at = coalesce(effect_at, now())
     where actor_id = $1 and route = $2 and key = $3 and owner = $4 returning owner`,
    [claim.actorId, claim.route, claim.key, claim.owner],
  );
  if (marked.length === 0) throw new Error('Another attempt has taken this request over.');
}
