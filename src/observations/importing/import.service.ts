import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { enqueue } from '../../database/outbox.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { notFound, Problem } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { problemOfFile, UnreadableFile } from '../../files/refusal.js';
import { ReadingThread } from '../reading/reading-thread.js';
import type { ImportFinding } from './finding.js';
import type { FindingFilter, ImportFailure, ImportRecord } from './import-record.js';
import { ImportRepository } from './import.repository.js';
import { ImportRun } from './import-run.js';
import type { ImportProgress } from './observation-import.js';

/** A file to be imported. */
export interface ImportOrder {
  readonly file: Uint8Array;
  readonly fileName: string;
  /** Source of rows that state none of their own. */
  readonly source: string;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

const PROGRESS_EVERY_MS = 500;
const INTERNAL: ImportFailure = {
  code: 'internal_error',
  message: {
    lv: 'Ievešana neizdevās pakalpojuma kļūdas dēļ. Nekas nav mainīts.',
    en: 'The import failed because of a fault of the service. Nothing was changed.',
  },
};

/** Imports of observation files: in the background for the API, at once for the command line. */
@Injectable()
export class ImportService {
  /** Files are read one after another, so that many uploads at once do not add up. */
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly audit: AuditTrail,
    private readonly importRun: ImportRun,
  ) {}

  /**
   * Takes a file in and leaves the work to a background job.
   *
   * @throws Problem 4xx where the file cannot be read at all
   */
  async request(order: ImportOrder): Promise<ImportRecord> {
    await this.check(order.file);
    const id = await this.database.transaction(async (transaction) => {
      const added = await this.imports.add(transaction, { ...order, state: 'queued' });
      await this.imports.keepFile(transaction, added, order.file);
      await enqueue(transaction, { queue: 'imports', name: 'run', payload: { importId: added } });
      await this.audit.record(transaction, {
        actor: order.actor,
        action: 'import.requested',
        subject: `import:${added}`,
        after: { file: order.fileName, source: order.source, dryRun: order.dryRun },
      });
      return added;
    }, scopeOf(order.actor));
    return this.get(id);
  }

  /**
   * Imports a file at once.
   *
   * @throws Problem where the file cannot be read at all
   */
  async run(order: ImportOrder, progress: ImportProgress = () => undefined): Promise<ImportRecord> {
    const id = await this.database.transaction((transaction) =>
      this.imports.add(transaction, { ...order, state: 'running' }),
    );
    try {
      await this.importRun.carryOut(id, order, progress);
    } catch (error) {
      await this.imports.fail(id, failureOf(error), false);
      throw error instanceof UnreadableFile ? problemOfFile(error.refusal) : error;
    }
    return this.get(id);
  }

  /** Carries out a queued import; running it twice does no harm. */
  async runQueued(id: string): Promise<void> {
    if (!(await this.imports.begin(id))) return;
    const [record, file] = await Promise.all([this.imports.get(id), this.imports.fileOf(id)]);
    const [row] = await this.database.query<{ by: string | null }>(
      'select requested_by as by from import where id = $1',
      [id],
    );
    if (record === undefined || file === undefined) return;
    try {
      await this.importRun.carryOut(id, { ...record, file, recordedBy: row?.by ?? null }, this.shownProgress(id));
    } catch (error) {
      const isUnreadable = error instanceof UnreadableFile;
      await this.imports.fail(id, failureOf(error), !isUnreadable);
      if (!isUnreadable) throw error;
    }
  }

  async list(limit: number, offset: number): Promise<{ items: ImportRecord[]; total: number }> {
    return this.imports.list(limit, offset);
  }

  /** @throws Problem 404 */
  async get(id: string): Promise<ImportRecord> {
    return (await this.imports.get(id)) ?? noImport();
  }

  /** @throws Problem 404 */
  async findings(id: string, filter: FindingFilter): Promise<{ items: ImportFinding[]; total: number }> {
    await this.get(id);
    return this.imports.findings(id, filter);
  }

  private async check(file: Uint8Array): Promise<void> {
    const turn = this.reading.then(async () => {
      const thread = new ReadingThread();
      try {
        await thread.read(file);
      } finally {
        await thread.close();
      }
    });
    this.reading = turn.catch(() => undefined);
    try {
      await turn;
    } catch (error) {
      throw error instanceof UnreadableFile ? problemOfFile(error.refusal) : error;
    }
  }

  /** Shows progress to whoever asks for the import, twice a second at most. */
  private shownProgress(id: string): ImportProgress {
    let shown = 0;
    return (stage, share) => {
      const now = performance.now();
      if (now - shown < PROGRESS_EVERY_MS) return;
      shown = now;
      // Progress is only news: an import does not fail for it.
      this.imports.showProgress(id, stage, share).catch(() => undefined);
    };
  }
}

function failureOf(error: unknown): ImportFailure {
  if (error instanceof UnreadableFile) return error.refusal;
  if (error instanceof Problem)
    return { code: error.details.code, message: error.details.detail ?? error.details.title };
  return INTERNAL;
}

/** 404 for an import. */
export function noImport(): never {
  throw notFound({ lv: 'Šādas ievešanas nav.', en: 'There is no such import.' }, 'import_not_found');
}
