import type { Transaction } from './database.js';

/** A job as it is written beside its cause. */
export interface OutboxJob {
  readonly queue: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Not to be carried out earlier; at once where absent. */
  readonly notBefore?: Date;
}

/**
 * Writes a job into the outbox inside the transaction of its cause: the job exists if and only if the cause does.
 * The dispatcher (src/queue) hands it to the queue after the commit, and again should the queue lose it.
 *
 * @returns the job's id, which is its id in the queue too
 */
export async function enqueue(transaction: Transaction, job: OutboxJob): Promise<string> {
  const rows = await transaction.query<{ id: string }>(
    'insert into outbox_job (queue, name, payload, not_before) values ($1, $2, $3, $4) returning id',
    [job.queue, job.name, JSON.stringify(job.payload), job.notBefore ?? null],
  );
  await transaction.query(`select pg_notify('outbox', $1)`, [job.queue]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The outbox took no job.');
  return id;
}

/** Marks the job done, inside the transaction of its effect; false where it was done before (a second delivery). */
export async function completeJob(transaction: Transaction, id: string): Promise<boolean> {
  const rows = await transaction.query<{ id: string }>(
    'select id from outbox_job where id = $1 and done_at is null for update',
    [id],
  );
  if (rows.length === 0) return false;
  await transaction.query('update outbox_job set done_at = now() where id = $1', [id]);
  return true;
}
