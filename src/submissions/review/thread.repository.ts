import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';

export interface MessageRecord {
  readonly id: string;
  readonly body: string;
  readonly writtenAt: Date;
  readonly writtenBy: string | null;
}

/** A conversation about a submission or one of its cells. */
export interface ThreadRecord {
  readonly id: string;
  readonly cell: string | null;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly messages: readonly MessageRecord[];
}

type Row = Omit<ThreadRecord, 'messages'> & {
  readonly messages: (Omit<MessageRecord, 'writtenAt'> & { readonly writtenAt: string })[];
};

@Injectable()
export class ThreadRepository {
  /** Oldest first, messages too. */
  async of(transaction: Transaction, submissionId: string): Promise<ThreadRecord[]> {
    const rows = await transaction.query<Row>(
      `select t.id, t.cell, t.opened_at as "openedAt", t.resolved_at as "resolvedAt",
              (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'body', m.body, 'writtenAt', m.written_at,
                        'writtenBy', u.name) order by m.written_at), '[]')
                 from message m left join app_user u on u.id = m.written_by where m.thread_id = t.id) as messages
         from thread t where t.submission_id = $1 order by t.opened_at`,
      [submissionId],
    );
    return rows.map(({ messages, ...thread }) => ({
      ...thread,
      messages: messages.map((message) => ({ ...message, writtenAt: new Date(message.writtenAt) })),
    }));
  }

  async add(
    transaction: Transaction,
    owner: { readonly submissionId: string; readonly municipality: string },
    cell: string | null,
    openedBy: string,
  ): Promise<string> {
    const [row] = await transaction.query<{ id: string }>(
      `insert into thread (submission_id, municipality, cell, opened_by) values ($1, $2, $3, $4) returning id`,
      [owner.submissionId, owner.municipality, cell, openedBy],
    );
    if (row === undefined) throw new Error('The thread was not made.');
    return row.id;
  }

  /** Adds a message; a thread that was settled is open again. False where the submission has no such thread. */
  async write(
    transaction: Transaction,
    place: { readonly submissionId: string; readonly threadId: string },
    body: string,
    writtenBy: string,
  ): Promise<boolean> {
    const threads = await transaction.query<{ municipality: string }>(
      `update thread set resolved_at = null, resolved_by = null where id = $1 and submission_id = $2
       returning municipality`,
      [place.threadId, place.submissionId],
    );
    const [thread] = threads;
    if (thread === undefined) return false;
    await transaction.query('insert into message (thread_id, municipality, body, written_by) values ($1, $2, $3, $4)', [
      place.threadId,
      thread.municipality,
      body,
      writtenBy,
    ]);
    return true;
  }

  async resolve(
    transaction: Transaction,
    place: { readonly submissionId: string; readonly threadId: string },
    resolvedBy: string,
  ): Promise<boolean> {
    const rows = await transaction.query(
      `update thread set resolved_at = now(), resolved_by = $3 where id = $1 and submission_id = $2 returning id`,
      [place.threadId, place.submissionId, resolvedBy],
    );
    return rows.length > 0;
  }
}
