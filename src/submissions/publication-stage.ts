import type { Transaction } from '../database/database.js';

/**
 * Notes that an edition has published the periods: accepted submissions become provisional or final, and never fall
 * back. A revised edition makes final whatever came late; that a submission is revised its own correction says. To be
 * called by whoever publishes, in the same transaction, within a scope that sees all municipalities.
 */
export async function markPublished(
  transaction: Transaction,
  periodIds: readonly number[],
  kind: 'provisional' | 'final' | 'revised',
): Promise<void> {
  const stage = kind === 'provisional' ? 'provisional' : 'final';
  const earlier = stage === 'provisional' ? ['collection'] : ['collection', 'provisional'];
  await transaction.query(
    `update submission s set stage = $2
      where s.period_id = any($1) and s.stage = any($3)
        and not exists (select from submission_module m where m.submission_id = s.id and m.state <> 'accepted')`,
    [periodIds, stage, earlier],
  );
}
