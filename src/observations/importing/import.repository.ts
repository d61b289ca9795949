import { webcrypto } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Severity } from '../../core/vocabulary.js';
import { BinaryRows, copyIn } from '../../database/binary-copy.js';
import { Database, type Transaction } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import type { ImportFinding } from './finding.js';
import type { FindingFilter, ImportFailure, ImportRecord, ImportState } from './import-record.js';
import type { ImportOutcome, ImportStage } from './observation-import.js';

/** A file handed in, with what was said about it. */
export interface NewImport {
  readonly file: Uint8Array;
  readonly fileName: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly actor: Actor;
  readonly state: 'queued' | 'running';
}

const VIEW = `id, kind, dry_run as "dryRun", state, source, file_name as "fileName", file_size as "fileSize", counts,
  findings, stage, progress, failure, requested_at as "requestedAt", requested_by_name as "requestedByName",
  finished_at as "finishedAt", undone_at as "undoneAt"`;

interface FindingRow extends Omit<ImportFinding, 'message'> {
  readonly message_lv: string;
  readonly message_en: string;
}

@Injectable()
export class ImportRepository {
  constructor(private readonly database: Database) {}

  async add(transaction: Transaction, { file, ...about }: NewImport): Promise<string> {
    // In a thread of the pool: hashing 20 MB would hold everybody up.
    const hash = Buffer.from(await webcrypto.subtle.digest('SHA-256', file));
    const [row] = await transaction.query<{ id: string }>(
      `insert into import (kind, dry_run, state, source, file_name, file_hash, file_size, requested_by, requested_by_name)
       values ('observations', $1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        about.dryRun,
        about.state,
        about.source,
        about.fileName,
        hash,
        file.byteLength,
        about.actor.userId,
        about.actor.name,
      ],
    );
    return row?.id ?? '';
  }

  async keepFile(transaction: Transaction, id: string, content: Uint8Array): Promise<void> {
    await transaction.query('insert into import_file (import_id, content) values ($1, $2)', [id, Buffer.from(content)]);
  }

  async fileOf(id: string): Promise<Buffer | undefined> {
    const [row] = await this.database.query<{ content: Buffer }>(
      'select content from import_file where import_id = $1',
      [id],
    );
    return row?.content;
  }

  async get(id: string): Promise<ImportRecord | undefined> {
    const [row] = await this.database.query<ImportRecord>(`select ${VIEW} from import where id = $1`, [id]);
    return row;
  }

  /** The import, locked until the end of the transaction. */
  async forChange(transaction: Transaction, id: string): Promise<ImportRecord | undefined> {
    const [row] = await transaction.query<ImportRecord>(`select ${VIEW} from import where id = $1 for update`, [id]);
    return row;
  }

  /** Newest first. */
  async list(limit: number, offset: number): Promise<{ items: ImportRecord[]; total: number }> {
    const [items, [count]] = await Promise.all([
      this.database.query<ImportRecord>(`select ${VIEW} from import order by number desc limit $1 offset $2`, [
        limit,
        offset,
      ]),
      this.database.query<{ total: number }>('select count(*)::int as total from import'),
    ]);
    return { items, total: count?.total ?? 0 };
  }

  async findings(id: string, filter: FindingFilter): Promise<{ items: ImportFinding[]; total: number }> {
    const where = `import_id = $1 and ($2::text is null or severity = $2) and ($3::text is null or code = $3)`;
    const parameters = [id, filter.severity ?? null, filter.code ?? null];
    const [items, [count]] = await Promise.all([
      this.database.query<FindingRow & { severity: Severity }>(
        `select "row", code, severity, indicator, municipality, period, message_lv, message_en
           from import_finding where ${where} order by position limit $4 offset $5`,
        [...parameters, filter.limit, filter.offset],
      ),
      this.database.query<{ total: number }>(
        `select count(*)::int as total from import_finding where ${where}`,
        parameters,
      ),
    ]);
    return {
      items: items.map(({ message_lv: lv, message_en: en, ...finding }) => ({ ...finding, message: { lv, en } })),
      total: count?.total ?? 0,
    };
  }

  /** Takes a queued import up, or one whose process died; false where it is finished. */
  async begin(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `update import set state = 'running', failure = null where id = $1 and state in ('queued', 'running', 'failed')
       returning id`,
      [id],
    );
    return rows.length > 0;
  }

  async showProgress(id: string, stage: ImportStage, share: number): Promise<void> {
    await this.database.query(`update import set stage = $2, progress = $3 where id = $1 and state = 'running'`, [
      id,
      stage,
      share,
    ]);
  }

  /** Ends a running import with its report; false where another process has ended it before. */
  async finish(transaction: Transaction, id: string, outcome: ImportOutcome): Promise<boolean> {
    const rows = await transaction.query(
      `update import set state = 'done', counts = $2, findings = $3, stage = 'finished', progress = 1, finished_at = now()
       where id = $1 and state = 'running' returning id`,
      [id, JSON.stringify(outcome.counts), JSON.stringify(outcome.findingCounts)],
    );
    if (rows.length === 0) return false;
    await storeFindings(transaction, id, outcome.findings);
    await transaction.query('delete from import_file where import_id = $1', [id]);
    return true;
  }

  /** Ends a running import without effect; its file stays where trying again may help. */
  async fail(id: string, failure: ImportFailure, keepFile: boolean): Promise<void> {
    await this.database.query(
      `with ended as (
         update import set state = 'failed', failure = $2, stage = 'finished', finished_at = now()
          where id = $1 and state = 'running' returning id)
       delete from import_file where not $3 and import_id in (select id from ended)`,
      [id, JSON.stringify(failure), keepFile],
    );
  }

  async markUndone(transaction: Transaction, id: string, actor: Actor): Promise<ImportRecord | undefined> {
    const state: ImportState = 'undone';
    const [row] = await transaction.query<ImportRecord>(
      `update import set state = $2, undone_at = now(), undone_by = $3 where id = $1 returning ${VIEW}`,
      [id, state, actor.userId],
    );
    return row;
  }
}

const PART = 1 << 18;

async function storeFindings(transaction: Transaction, id: string, findings: readonly ImportFinding[]): Promise<void> {
  if (findings.length === 0) return;
  await copyIn(
    transaction.client,
    `copy import_finding (import_id, position, "row", code, severity, indicator, municipality, period, message_lv,
       message_en) from stdin (format binary)`,
    findingRows(id, findings),
  );
}

function* findingRows(id: string, findings: readonly ImportFinding[]): Generator<Buffer> {
  let rows = new BinaryRows(PART);
  const text = (value: string | null): void => {
    if (value === null) rows.null();
    else rows.text(value.replaceAll('\u0000', ''));
  };
  for (const [position, { row, message, ...finding }] of findings.entries()) {
    rows
      .row(10)
      .uuid(id)
      .int4(position + 1);
    if (row === null) rows.null();
    else rows.int4(row);
    [finding.code, finding.severity, finding.indicator, finding.municipality, finding.period].forEach(text);
    [message.lv, message.en].forEach(text);
    if (rows.length < PART) continue;
    yield rows.view();
    rows = new BinaryRows(PART);
  }
  yield rows.view();
}
