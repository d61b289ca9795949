import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { FormModule, Role } from '../../http/actor.js';
import { Mailer } from '../../identity/mail/mailer.js';
import { isMissing } from '../findings/check.js';
import { SubmissionReader } from '../submission-reader.js';
import { SubmissionRepository, type SubmissionRecord } from '../submission.repository.js';
import { dayInRiga } from '../workflow/riga-time.js';
import { deadlineOf, reminderMoment } from '../workflow/workflow.js';
import { reminderLetter, type Gap } from './reminder-letter.js';

const EVERY_MS = 30 * 60_000;

interface Recipient {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly modules: FormModule[];
}

/** Reminds people of their own gaps: seven days before, on, and seven days after each deadline. */
@Injectable()
export class ReminderService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('reminders');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly reader: SubmissionReader,
    private readonly mailer: Mailer,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.run().catch((error: unknown) => {
        this.logger.warn({ msg: 'reminders wait', reason: error instanceof Error ? error.message : 'unknown' });
      });
    }, EVERY_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Sends what is due today by the database's clock, each letter once; gives their number. Running it again is safe. */
  async run(): Promise<number> {
    const due = await this.database.transaction(
      async (transaction) => {
        const today = dayInRiga(await this.submissions.now(transaction));
        const periods = await transaction.query<{ id: number }>(
          `select id from reporting_period where state = 'open' and not is_practice`,
        );
        const all: SubmissionRecord[] = [];
        for (const { id } of periods) all.push(...(await this.submissions.ofPeriod(transaction, id)));
        return all.flatMap((submission) => deadlinesToday(submission, today));
      },
      { wide: true },
    );
    let sent = 0;
    for (const one of due) sent += await this.remind(one);
    return sent;
  }

  private async remind(due: DueDeadline): Promise<number> {
    const { submission } = due;
    const recipients = await this.database.query<Recipient>(
      `select id, email, role, modules from app_user
        where municipality = $1 and role in ('data_owner', 'coordinator') and deactivated_at is null order by email`,
      [submission.municipality],
    );
    const missing = await this.database.transaction((transaction) => this.missing(transaction, due), { wide: true });
    let sent = 0;
    for (const recipient of recipients) {
      const gaps = gapsOf(recipient, due.modules, missing);
      if (gaps.length > 0 && (await this.send(due, recipient, gaps))) sent++;
    }
    return sent;
  }

  private async missing(
    transaction: Transaction,
    { submission, modules }: DueDeadline,
  ): Promise<ReadonlyMap<FormModule, readonly string[]>> {
    const { content } = await this.reader.load(transaction, submission);
    return new Map(
      modules.map((module) => [
        module,
        content.form.cells
          .filter((cell) => cell.module === module && isMissing(content, cell))
          .map((cell) => `${cell.name.lv} (${cell.key})`),
      ]),
    );
  }

  /** The row stands for the letter: it stays only if the letter was handed over, and two processes send one letter. */
  private async send(due: DueDeadline, recipient: Recipient, gaps: readonly Gap[]): Promise<boolean> {
    const { submission, deadline, moment } = due;
    const refused = new Error('not handed over');
    try {
      return await this.database.transaction(
        async (transaction) => {
          const count = gaps.reduce((sum, gap) => sum + Math.max(1, gap.missing.length), 0);
          const rows = await transaction.query(
            `insert into reminder (municipality, period_id, user_id, deadline, moment, gaps)
               values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
            [submission.municipality, submission.period.id, recipient.id, deadline, moment, count],
          );
          if (rows.length === 0) return false;
          const period = submission.period.code;
          if (await this.mailer.send(reminderLetter({ to: recipient.email, period, deadline, moment, gaps })))
            return true;
          throw refused;
        },
        { wide: true },
      );
    } catch (error) {
      if (error === refused) return false;
      throw error;
    }
  }
}

interface DueDeadline {
  readonly submission: SubmissionRecord;
  readonly deadline: string;
  readonly moment: 'before' | 'on' | 'after';
  readonly modules: readonly FormModule[];
}

/** Deadlines of a submission that today is a day of reminding for, with the modules that are still open. */
function deadlinesToday(submission: SubmissionRecord, today: string): DueDeadline[] {
  const byDeadline = new Map<string, FormModule[]>();
  for (const module of submission.modules) {
    const deadline = deadlineOf(submission, module);
    if (deadline === null || (module.state !== 'draft' && module.state !== 'returned')) continue;
    byDeadline.set(deadline, [...(byDeadline.get(deadline) ?? []), module.module]);
  }
  return [...byDeadline].flatMap(([deadline, modules]) => {
    const moment = reminderMoment(deadline, today);
    return moment === null ? [] : [{ submission, deadline, moment, modules }];
  });
}

/** A data owner hears of missing cells in their own modules; a coordinator of every module that is not submitted. */
function gapsOf(
  { role, modules }: Recipient,
  open: readonly FormModule[],
  missing: ReadonlyMap<FormModule, readonly string[]>,
): Gap[] {
  return open
    .filter((module) => role === 'coordinator' || modules.includes(module))
    .map((module) => ({ module, missing: missing.get(module) ?? [] }))
    .filter((gap) => role === 'coordinator' || gap.missing.length > 0);
}
