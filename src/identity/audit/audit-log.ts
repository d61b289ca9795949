import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
}

export interface AuditItem {
  readonly sequence: number;
  readonly recordedAt: string;
  readonly actor: { readonly id: string; readonly name: string | null; readonly role: string | null } | null;
  readonly action: string;
  readonly subject: string;
  readonly municipality: string | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly reason: string | null;
  readonly hash: string;
}

interface ItemRow {
  readonly sequence: string;
  readonly recorded_at: Date;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly action: string;
  readonly subject: string;
  readonly municipality: string | null;
  readonly content: string;
  readonly hash: Buffer;
}

const WHERE = `e.sequence is not null and ($1::uuid is null or e.actor_id = $1)
  and ($2::text is null or e.action = $2) and ($3::text is null or e.subject = $3)`;

/** Reads the trail. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(filter: AuditFilter, limit: number, offset: number): Promise<{ items: AuditItem[]; total: number }> {
    const parameters = [filter.actor ?? null, filter.action ?? null, filter.subject ?? null];
    const rows = await this.database.query<ItemRow>(
      `select e.sequence, e.recorded_at, e.actor_id, u.name as actor_name, e.action, e.subject, e.municipality,
         e.content, e.hash
       from audit_entry e left join app_user u on u.id = e.actor_id
       where ${WHERE} order by e.sequence desc limit $4 offset $5`,
      [...parameters, limit, offset],
    );
    const [count] = await this.database.query<{ total: string }>(
      `select count(*) as total from audit_entry e where ${WHERE}`,
      parameters,
    );
    return { items: rows.map(itemOf), total: Number(count?.total ?? 0) };
  }
}

function itemOf(row: ItemRow): AuditItem {
  const content = JSON.parse(row.content) as {
    actor: { role: string } | null;
    before?: unknown;
    after?: unknown;
    reason?: string;
  };
  return {
    sequence: Number(row.sequence),
    recordedAt: row.recorded_at.toISOString(),
    actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name, role: content.actor?.role ?? null },
    action: row.action,
    subject: row.subject,
    municipality: row.municipality,
    before: asObject(content.before),
    after: asObject(content.after),
    reason: content.reason ?? null,
    hash: row.hash.toString('hex'),
  };
}

/** Objects as they are, anything else as `{ value }`, so that readers meet one shape. */
function asObject(value: unknown): object | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && !Array.isArray(value) ? value : { value };
}
