import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import type { ScoringMethod } from '../method.js';

export type MethodState = 'draft' | 'adopted';

/** A version of the method as it is kept. */
export interface MethodRecord {
  readonly id: string;
  readonly version: string;
  readonly state: MethodState;
  readonly options: ScoringMethod;
  /** Code of the first period scored under it; null: from the beginning. */
  readonly validFrom: string | null;
  readonly reason: string;
  readonly authorName: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly adoptedAt: Date | null;
  readonly adoptedByName: string | null;
  /** Goes up with every change; the entity tag. */
  readonly rowVersion: number;
}

/** What a draft says. */
export type MethodContent = Pick<MethodRecord, 'options' | 'validFrom' | 'reason'>;

const COLUMNS = `m.id, m.version, m.state, m.options, p.code as "validFrom", m.reason, m.author_name as "authorName",
  m.created_at as "createdAt", m.changed_at as "changedAt", m.adopted_at as "adoptedAt",
  m.adopted_by_name as "adoptedByName", m.row_version as "rowVersion"`;
const FROM = 'from scoring_method m left join reporting_period p on p.id = m.valid_from';
const PERIOD = '(select id from reporting_period where code = $3)';

type Queries = Pick<Transaction, 'query'>;

@Injectable()
export class MethodRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  all(states: readonly MethodState[]): Promise<MethodRecord[]> {
    return this.database.query<MethodRecord>(
      `select ${COLUMNS} ${FROM} where m.state = any($1) order by m.created_at desc, m.version desc`,
      [states],
    );
  }

  async byId(id: string, queries: Queries = this.database): Promise<MethodRecord | undefined> {
    return (await queries.query<MethodRecord>(`select ${COLUMNS} ${FROM} where m.id = $1`, [id]))[0];
  }

  /** Locks the row until the transaction ends. */
  async forChange(transaction: Queries, id: string): Promise<MethodRecord | undefined> {
    await transaction.query('select 1 from scoring_method where id = $1 for update', [id]);
    return this.byId(id, transaction);
  }

  /** Adds a draft under the next version: the last one with its middle number raised. */
  async add(transaction: Queries, { options, reason, validFrom }: MethodContent, author: Actor): Promise<string> {
    await transaction.query('lock table scoring_method in share row exclusive mode');
    const [row] = await transaction.query<{ id: string }>(
      `insert into scoring_method (version, options, reason, valid_from, author_id, author_name)
       select '1.' || (max(split_part(version, '.', 2)::integer) + 1) || '.0', $1, $2, ${PERIOD}, $4, $5
       from scoring_method returning id`,
      [JSON.stringify(options), reason, validFrom, idOf(author), author.name],
    );
    return row?.id ?? '';
  }

  async change(transaction: Queries, id: string, { options, reason, validFrom }: MethodContent): Promise<void> {
    await transaction.query(
      `update scoring_method set options = $1, reason = $2, valid_from = ${PERIOD}, changed_at = now(),
         row_version = row_version + 1 where id = $4`,
      [JSON.stringify(options), reason, validFrom, id],
    );
  }

  async adopt(transaction: Queries, id: string, actor: Actor): Promise<void> {
    await transaction.query(
      `update scoring_method set state = 'adopted', adopted_at = clock_timestamp(), adopted_by = $2,
         adopted_by_name = $3, row_version = row_version + 1 where id = $1`,
      [id, idOf(actor), actor.name],
    );
  }
}

function idOf(actor: Actor): string | null {
  return actor.via === 'system' ? null : actor.userId;
}
