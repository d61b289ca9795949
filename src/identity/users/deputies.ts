/** Deputies of executive directors: named by written order for a stretch of days, of the same municipality. */
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import { notFound, unprocessable } from '../../http/problem.js';
import { AuditTrail } from '../audit/audit-trail.js';
import type { User } from './user.js';
import { noSuchUser } from './user-directory.js';
import { UserRepository } from './user.repository.js';

export interface Deputy {
  readonly id: string;
  readonly principal: { readonly id: string; readonly name: string };
  readonly deputy: { readonly id: string; readonly name: string };
  readonly municipality: string | null;
  readonly orderReference: string;
  /** First and last day, both included, in Latvian time. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly revokedAt: Date | null;
}

export interface DeputyToName {
  readonly deputyId: string;
  readonly orderReference: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** For administrators, who name on behalf of an approver. */
  readonly principalId?: string | undefined;
}

interface DeputyRow {
  readonly id: string;
  readonly principal_id: string;
  readonly principal_name: string;
  readonly deputy_id: string;
  readonly deputy_name: string;
  readonly municipality: string | null;
  readonly order_reference: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly revoked_at: Date | null;
}

const SELECT = `select d.id, d.principal_id, p.name as principal_name, d.deputy_id, q.name as deputy_name,
    p.municipality, d.order_reference, d.starts_on::text, d.ends_on::text, d.revoked_at
  from deputy d join app_user p on p.id = d.principal_id join app_user q on q.id = d.deputy_id`;

const isAdministrator = (actor: Actor) => actor.role === 'lps_administrator';

@Injectable()
export class Deputies {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Those of the actor's municipality; all for administrators. Newest first. */
  async list(actor: Actor, limit: number, offset: number): Promise<{ items: Deputy[]; total: number }> {
    const where = '$1::text is null or p.municipality = $1';
    const scope = isAdministrator(actor) ? null : (actor.municipality ?? '');
    const rows = await this.database.query<DeputyRow>(
      `${SELECT} where ${where} order by d.starts_on desc, d.id limit $2 offset $3`,
      [scope, limit, offset],
    );
    const [count] = await this.database.query<{ total: string }>(
      `select count(*) as total from deputy d join app_user p on p.id = d.principal_id where ${where}`,
      [scope],
    );
    return { items: rows.map(deputyOf), total: Number(count?.total ?? 0) };
  }

  /** @throws Problem 404 `user_not_found`, 422 `not_an_approver`, `deputy_refused`, `period_refused` */
  async name(wish: DeputyToName, actor: Actor): Promise<Deputy> {
    const principal = await this.users.byId(isAdministrator(actor) ? (wish.principalId ?? actor.userId) : actor.userId);
    if (principal?.role !== 'approver' || principal.deactivatedAt !== null)
      throw unprocessable('not_an_approver', {
        lv: 'Vietnieku var iecelt tikai apstiprinātājam.',
        en: 'Only an approver can have a deputy.',
      });
    const deputy = await this.users.byId(wish.deputyId);
    assertDeputy(principal, deputy, actor);
    if (wish.endsOn < wish.startsOn)
      throw unprocessable('period_refused', {
        lv: 'Beigu datumam jābūt pēc sākuma datuma.',
        en: 'The last day must not come before the first.',
      });
    return this.audit.change(actor, async (tx, record) => {
      const [row] = await tx.query<{ id: string }>(
        `insert into deputy (principal_id, deputy_id, order_reference, starts_on, ends_on, created_by)
         values ($1, $2, $3, $4, $5, $6) returning id`,
        [principal.id, wish.deputyId, wish.orderReference.trim(), wish.startsOn, wish.endsOn, actor.userId],
      );
      const named = await byId(tx, row?.id ?? '');
      if (named === undefined) throw new Error('No deputy was named.');
      const { municipality } = principal;
      await record({ action: 'deputy.named', subject: `deputy:${named.id}`, municipality, after: named });
      return named;
    });
  }

  /** @throws Problem 404 `deputy_not_found`, also for another municipality's */
  async revoke(id: string, actor: Actor): Promise<void> {
    await this.audit.change(actor, async (tx, record) => {
      const before = await byId(tx, id);
      if (before === undefined || (!isAdministrator(actor) && before.municipality !== actor.municipality))
        throw notFound({ lv: 'Šāda vietnieka nav.', en: 'There is no such deputy.' }, 'deputy_not_found');
      await tx.query('update deputy set revoked_at = coalesce(revoked_at, now()) where id = $1', [id]);
      const { municipality } = before;
      await record({ action: 'deputy.revoked', subject: `deputy:${id}`, municipality, before });
    });
  }
}

function assertDeputy(principal: User, deputy: User | undefined, actor: Actor): void {
  if (deputy === undefined) throw noSuchUser();
  const isForeign = deputy.municipality !== principal.municipality || deputy.deactivatedAt !== null;
  if (isForeign && !isAdministrator(actor)) throw noSuchUser();
  if (isForeign || deputy.id === principal.id || deputy.role === 'approver')
    throw unprocessable('deputy_refused', {
      lv: 'Vietniekam jābūt citam aktīvam tās pašas pašvaldības lietotājam, kas pats nav apstiprinātājs.',
      en: 'The deputy must be another active user of the same municipality who is not an approver.',
    });
}

async function byId(tx: Transaction, id: string): Promise<Deputy | undefined> {
  const rows = await tx.query<DeputyRow>(`${SELECT} where d.id = $1`, [id]);
  return rows.map(deputyOf)[0];
}

function deputyOf(row: DeputyRow): Deputy {
  return {
    id: row.id,
    principal: { id: row.principal_id, name: row.principal_name },
    deputy: { id: row.deputy_id, name: row.deputy_name },
    municipality: row.municipality,
    orderReference: row.order_reference,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    revokedAt: row.revoked_at,
  };
}
