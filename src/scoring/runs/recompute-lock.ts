import type { Transaction } from '../../database/database.js';

const RECOMPUTE_LOCK = 4_201_500;

/**
 * One recomputation at a time, in whatever process: the transaction waits for the one before it, and none of its
 * statements is cut off for taking long.
 */
export async function takeRecomputeLock(transaction: Pick<Transaction, 'query'>): Promise<void> {
  await transaction.query(
    `select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
       set_config('idle_in_transaction_session_timeout', '0', true)`,
  );
  await transaction.query('select pg_advisory_xact_lock($1)', [RECOMPUTE_LOCK]);
}
