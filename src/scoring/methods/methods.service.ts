import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { conflict, notFound, Problem, titleOf, unprocessable } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import type { ScoringMethod } from '../method.js';
import { adoptedMethod } from './adopted-method.js';
import { changedOptions } from './method-comparison.js';
import { MethodRepository, type MethodContent, type MethodRecord, type MethodState } from './method.repository.js';

/** What is to be written into a draft; what is left out stays as it is. */
export interface MethodChange {
  readonly options?: Partial<ScoringMethod> | undefined;
  readonly reason?: string | undefined;
  readonly validFrom?: string | null | undefined;
}

/** Versions of the scoring method: drafted, changed, adopted. An adopted one never changes. */
@Injectable()
export class MethodsService {
  constructor(
    private readonly database: Database,
    private readonly methods: MethodRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Newest first. */
  list(states: readonly MethodState[]): Promise<MethodRecord[]> {
    return this.methods.all(states);
  }

  /** @throws Problem 404 */
  async byId(id: string, states: readonly MethodState[]): Promise<MethodRecord> {
    const method = await this.methods.byId(id);
    if (method === undefined || !states.includes(method.state)) throw noMethod();
    return method;
  }

  /** Adds a draft. @throws Problem 422 for a period that does not exist, or where nothing differs */
  async draft(change: MethodChange & { readonly reason: string }, actor: Actor): Promise<MethodRecord> {
    return this.write(actor, async (transaction) => {
      const validFrom = change.validFrom ?? null;
      await this.checkPeriod(transaction, validFrom);
      const { method } = await this.inForce(transaction, validFrom);
      const options = { ...method, ...given(change.options) };
      requireChange(method, options);
      const id = await this.methods.add(transaction, { options, reason: change.reason, validFrom }, actor);
      return { id, action: 'method.drafted', before: undefined };
    });
  }

  /**
   * Changes a draft.
   *
   * @param expectedVersion row version that the change is based on; any where absent
   * @throws Problem 404, 409 for an adopted one, 412 where it changed meanwhile, 422
   */
  async change(
    id: string,
    change: MethodChange,
    { actor, expectedVersion }: { readonly actor: Actor; readonly expectedVersion: number | undefined },
  ): Promise<MethodRecord> {
    return this.write(actor, async (transaction) => {
      const before = await this.draftForChange(transaction, id, expectedVersion);
      const validFrom = change.validFrom === undefined ? before.validFrom : change.validFrom;
      await this.checkPeriod(transaction, validFrom);
      const options = { ...before.options, ...given(change.options) };
      requireChange((await this.inForce(transaction, validFrom)).method, options);
      await this.methods.change(transaction, id, { options, validFrom, reason: change.reason ?? before.reason });
      return { id, action: 'method.changed', before };
    });
  }

  /** Makes a draft the method of its period and those after it. @throws Problem 404, 409, 412 */
  async adopt(id: string, actor: Actor, expectedVersion: number | undefined): Promise<MethodRecord> {
    return this.write(actor, async (transaction) => {
      const before = await this.draftForChange(transaction, id, expectedVersion);
      await this.methods.adopt(transaction, id, actor);
      return { id, action: 'method.adopted', before };
    });
  }

  private async write(
    actor: Actor,
    work: (
      transaction: Transaction,
    ) => Promise<{ readonly id: string; readonly action: string; readonly before: MethodRecord | undefined }>,
  ): Promise<MethodRecord> {
    return this.database.transaction(async (transaction) => {
      const { id, action, before } = await work(transaction);
      const after = await this.methods.byId(id, transaction);
      if (after === undefined) throw noMethod();
      await this.audit.record(transaction, {
        actor,
        action,
        subject: `method:${after.version}`,
        municipality: null,
        ...(before === undefined ? {} : { before: contentOf(before) }),
        after: contentOf(after),
        reason: after.reason,
      });
      return after;
    }, scopeOf(actor));
  }

  private async draftForChange(
    transaction: Transaction,
    id: string,
    expectedVersion: number | undefined,
  ): Promise<MethodRecord> {
    const method = await this.methods.forChange(transaction, id);
    if (method === undefined) throw noMethod();
    if (method.state === 'adopted')
      throw conflict('method_adopted', {
        lv: `Metodes versija ${method.version} jau ir pieņemta un vairs nemainās. Sagatavojiet jaunu.`,
        en: `Version ${method.version} of the method is adopted and does not change any more. Draft a new one.`,
      });
    if (expectedVersion !== undefined && expectedVersion !== method.rowVersion)
      throw new Problem({ status: 412, code: 'stale_version', title: titleOf(412) });
    return method;
  }

  private inForce(transaction: Transaction, validFrom: string | null) {
    return adoptedMethod(transaction, validFrom === null ? null : [validFrom]);
  }

  private async checkPeriod(transaction: Transaction, code: string | null): Promise<void> {
    if (code === null) return;
    const found = await transaction.query('select 1 from reporting_period where code = $1', [code]);
    if (found.length > 0) return;
    const message = { lv: `Perioda “${code}” nav.`, en: `There is no period “${code}”.` };
    throw unprocessable('unknown_period', message, [{ path: 'validFrom', code: 'unknown_period', message }]);
  }
}

/** The options that were given a value. */
function given(options: Partial<ScoringMethod> = {}): Partial<ScoringMethod> {
  return Object.fromEntries(Object.entries(options).filter(([, value]: [string, unknown]) => value !== undefined));
}

function requireChange(before: ScoringMethod, after: ScoringMethod): void {
  if (changedOptions(before, after).length > 0) return;
  const message = {
    lv: 'Šīs izvēles neatšķiras no spēkā esošās metodes.',
    en: 'These options do not differ from the method in force.',
  };
  throw unprocessable('method_unchanged', message, [{ path: 'options', code: 'method_unchanged', message }]);
}

function contentOf({ options, validFrom, reason, state }: MethodRecord): MethodContent & { state: MethodState } {
  return { options, validFrom, reason, state };
}

function noMethod(): Problem {
  return notFound(
    { lv: 'Šādas metodes versijas nav.', en: 'There is no such version of the method.' },
    'method_not_found',
  );
}
