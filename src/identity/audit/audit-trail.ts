/**
 * Who changed what, when and why: an append-only chain that shows every later change to it. What is recorded here was
 * done in the same transaction. Nothing secret is recorded: no password, token, code or their hashes.
 */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { markEffect } from '../idempotency/claim.js';
import { canonicalJson } from './canonical-json.js';

export interface AuditRecord {
  /** null: nobody was signed in. */
  readonly actor: Actor | null;
  /** `thing.happened`, e.g. `submission.approved`. */
  readonly action: string;
  /** `kind:id`, e.g. `submission:0b7c…`. */
  readonly subject: string;
  /** The municipality concerned (ATVK); the actor's own where absent. */
  readonly municipality?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

/** Records an entry of the actor whose change is under way. */
export type RecordEntry = (entry: Omit<AuditRecord, 'actor'>) => Promise<void>;

/** The newest entry of the chain; sequence 0 and 32 zero bytes where it is empty. */
export interface AuditHead {
  readonly sequence: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

export type AuditFault = 'sequence_gap' | 'broken_link' | 'changed_entry' | 'changed_column' | 'head_differs';

export interface AuditVerification {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: AuditHead;
  /** The first entry that does not fit, and what is wrong with it. */
  readonly fault?: { readonly sequence: number; readonly kind: AuditFault };
}

interface SealedRow {
  readonly sequence: string;
  readonly recorded: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject: string;
  readonly municipality: string | null;
  readonly content: string;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

const GENESIS = Buffer.alloc(32);
const BATCH = 2000;
const MICROSECONDS = `to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** Writes one entry in the transaction of the change. Its place and hash are set when the transaction commits. */
  async record(transaction: Transaction, entry: AuditRecord): Promise<void> {
    await this.recordAll(transaction, [entry]);
  }

  /** Several entries at once, in this order. */
  async recordAll(transaction: Transaction, entries: readonly AuditRecord[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(rowOf);
    const column = (name: keyof ReturnType<typeof rowOf>) => rows.map((row) => row[name]);
    await transaction.query(
      `insert into audit_entry (actor_id, action, subject, municipality, content)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])`,
      [column('actorId'), column('action'), column('subject'), column('municipality'), column('content')],
    );
    await markEffect(transaction);
  }

  /** A change by the actor in one transaction, within their scope, with a short way to record it. */
  async change<T>(actor: Actor, work: (transaction: Transaction, record: RecordEntry) => Promise<T>): Promise<T> {
    return this.database.transaction(
      (transaction) => work(transaction, (entry) => this.record(transaction, { ...entry, actor })),
      scopeOf(actor),
    );
  }

  /** The newest entry: what is exported daily, so that nobody can cut the chain's end off unseen. */
  async head(): Promise<AuditHead> {
    const [row] = await this.database.query<{ sequence: string; hash: Buffer }>(
      'select sequence, hash from audit_head',
    );
    return { sequence: Number(row?.sequence ?? 0), hash: (row?.hash ?? GENESIS).toString('hex') };
  }

  /**
   * Recomputes the whole chain up to the head that stood when it began, in batches; entries may be added meanwhile.
   *
   * @returns ok, or the first entry that was changed, put in, taken out or whose searchable columns differ from what
   *   the hash covers
   */
  async verify(): Promise<AuditVerification> {
    const head = await this.head();
    let link: Link = { sequence: 0, hash: GENESIS };
    while (link.sequence < head.sequence) {
      const rows = await this.database.query<SealedRow>(
        `select sequence, ${MICROSECONDS} as recorded, actor_id, action, subject, municipality, content,
           previous_hash, hash
         from audit_entry where sequence > $1 and sequence <= $2 order by sequence limit ${BATCH}`,
        [link.sequence, head.sequence],
      );
      if (rows.length === 0) break;
      for (const row of rows) {
        const kind = faultOf(row, link);
        if (kind !== undefined) return failed(link, { sequence: Number(row.sequence), kind });
        link = { sequence: Number(row.sequence), hash: row.hash };
      }
    }
    const whole =
      link.sequence === head.sequence && link.hash.toString('hex') === head.hash && !(await this.hasLooseEntries());
    return whole
      ? { ok: true, entries: link.sequence, head }
      : failed(link, { sequence: link.sequence, kind: 'head_differs' });
  }

  /** Entries beyond the head or outside the chain: only a hand that went past the service leaves such. */
  private async hasLooseEntries(): Promise<boolean> {
    const [row] = await this.database.query<{ loose: boolean }>(
      `select exists (
         select from audit_entry where sequence is null or sequence > (select sequence from audit_head)) as loose`,
    );
    return row?.loose === true;
  }
}

function rowOf(entry: AuditRecord) {
  const { actor, action, subject, before, after, reason } = entry;
  const municipality = entry.municipality === undefined ? (actor?.municipality ?? null) : entry.municipality;
  const content = canonicalJson({
    actor:
      actor === null ? null : { id: actor.userId, role: actor.role, municipality: actor.municipality, via: actor.via },
    action,
    subject,
    municipality,
    before,
    after,
    reason,
  });
  return { actorId: actor?.userId ?? null, action, subject, municipality, content };
}

interface Link {
  readonly sequence: number;
  readonly hash: Buffer;
}

function failed(link: Link, fault: NonNullable<AuditVerification['fault']>): AuditVerification {
  return {
    ok: false,
    entries: link.sequence,
    head: { sequence: link.sequence, hash: link.hash.toString('hex') },
    fault,
  };
}

function faultOf(row: SealedRow, link: Link): AuditFault | undefined {
  if (Number(row.sequence) !== link.sequence + 1) return 'sequence_gap';
  if (!row.previous_hash.equals(link.hash)) return 'broken_link';
  const hash = createHash('sha256')
    .update(link.hash)
    .update(`${row.sequence}\n${row.recorded}\n${row.content}`)
    .digest();
  if (!hash.equals(row.hash)) return 'changed_entry';
  const content = JSON.parse(row.content) as {
    actor: { id: string } | null;
    action: string;
    subject: string;
    municipality: string | null;
  };
  const same =
    (content.actor?.id ?? null) === row.actor_id &&
    content.action === row.action &&
    content.subject === row.subject &&
    content.municipality === row.municipality;
  return same ? undefined : 'changed_column';
}
