import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import { isLps, type Actor } from '../../http/actor.js';
import { forbidden, notFound, unprocessable } from '../../http/problem.js';
import { AuditTrail, type RecordEntry } from '../../identity/audit/audit-trail.js';
import { CollectionFacts } from '../collection-facts.js';
import { cleanText } from '../form/substance.js';
import { isId } from '../request-parts.js';
import { noCell, noSubmission } from '../submission-problems.js';
import { SubmissionRepository, type SubmissionRecord } from '../submission.repository.js';
import { ThreadRepository, type ThreadRecord } from './thread.repository.js';

/** Questions and answers between LPS and a municipality, about a value or the whole. */
@Injectable()
export class ThreadService {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly threads: ThreadRepository,
    private readonly facts: CollectionFacts,
    private readonly audit: AuditTrail,
  ) {}

  async list(actor: Actor, id: string): Promise<ThreadRecord[]> {
    return this.within(actor, id, () => Promise.resolve());
  }

  /** @throws Problem 404 for an unknown submission or cell, 403 for readers */
  async open(actor: Actor, id: string, wanted: { cell?: string | undefined; body: string }): Promise<ThreadRecord[]> {
    const body = bodyOf(wanted.body);
    const cell = wanted.cell ?? null;
    if (cell !== null && !(await this.facts.form()).byKey.has(cell)) throw noCell(cell);
    return this.within(actor, id, async (transaction, submission, record) => {
      const owner = { submissionId: id, municipality: submission.municipality };
      const threadId = await this.threads.add(transaction, owner, cell, actor.userId);
      await this.threads.write(transaction, { submissionId: id, threadId }, body, actor.userId);
      await record({ ...subjectOf(submission), action: 'thread.opened', after: { threadId, cell, body } });
    });
  }

  async answer(actor: Actor, id: string, threadId: string, text: string): Promise<ThreadRecord[]> {
    const body = bodyOf(text);
    return this.within(actor, id, async (transaction, submission, record) => {
      const place = { submissionId: id, threadId };
      if (!isId(threadId) || !(await this.threads.write(transaction, place, body, actor.userId))) throw noThread();
      await record({ ...subjectOf(submission), action: 'thread.answered', after: { threadId, body } });
    });
  }

  async resolve(actor: Actor, id: string, threadId: string): Promise<ThreadRecord[]> {
    return this.within(actor, id, async (transaction, submission, record) => {
      const place = { submissionId: id, threadId };
      if (!isId(threadId) || !(await this.threads.resolve(transaction, place, actor.userId))) throw noThread();
      await record({ ...subjectOf(submission), action: 'thread.resolved', after: { threadId } });
    });
  }

  private async within(
    actor: Actor,
    id: string,
    work: (transaction: Transaction, submission: SubmissionRecord, record: RecordEntry) => Promise<void>,
  ): Promise<ThreadRecord[]> {
    return this.audit.change(actor, async (transaction, record) => {
      const submission = await this.submissions.byId(transaction, id);
      if (submission === undefined) throw noSubmission();
      if (!isLps(actor) && actor.municipality !== submission.municipality) throw forbidden();
      await work(transaction, submission, record);
      return this.threads.of(transaction, id);
    });
  }
}

const subjectOf = ({ id, municipality }: SubmissionRecord) => ({ subject: `submission:${id}`, municipality });

function bodyOf(text: string): string {
  const body = cleanText(text);
  if (body !== null) return body;
  const message = { lv: 'Ierakstiet ziņu.', en: 'Write a message.' };
  throw unprocessable('message_empty', message, [{ path: 'body', code: 'message_empty', message }]);
}

const noThread = () => notFound({ lv: 'Šādas sarunas nav.', en: 'There is no such thread.' }, 'thread_not_found');
