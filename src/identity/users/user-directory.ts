/** Adds, changes and deactivates users. Users are never deleted: the audit trail names them. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import { SYSTEM_ACTOR, type Actor, type FormModule, type Role } from '../../http/actor.js';
import { conflict, notFound, Problem, titleOf } from '../../http/problem.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { SessionStore } from '../sessions/session-store.js';
import { UserChecks, type PreparedUser, type UserToAdd } from './user-checks.js';
import { auditedUser, isMunicipal, MODULES, type User } from './user.js';
import { UserRepository } from './user.repository.js';

/** Marks of accounts that the service makes by itself. */
export interface Origin {
  readonly isSample?: boolean;
  readonly isFirstAdministrator?: boolean;
  /** The operator chose the password in the settings, where only common ones are refused. */
  readonly passwordIsGiven?: boolean;
}

export interface UserChange {
  readonly name?: string;
  readonly role?: Role;
  readonly municipality?: string | null;
  readonly modules?: readonly FormModule[];
  readonly active?: boolean;
}

export interface ChangeTerms {
  readonly actor: Actor;
  /** The version that the change was made to; 412 where it is another by now. */
  readonly expectedVersion?: number | undefined;
}

export const noSuchUser = (): Problem =>
  notFound({ lv: 'Šāda lietotāja nav.', en: 'There is no such user.' }, 'user_not_found');

@Injectable()
export class UserDirectory {
  constructor(
    private readonly users: UserRepository,
    private readonly checks: UserChecks,
    private readonly sessions: SessionStore,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Adds a user.
   *
   * @throws Problem 400 `invalid_input`, 409 `email_taken`, 422 `municipality_required`, `municipality_refused`,
   *   `unknown_municipality`, `weak_password`
   */
  async addUser(user: UserToAdd, actor: Actor = SYSTEM_ACTOR, origin: Origin = {}): Promise<User> {
    const prepared = await this.checks.prepare(user, origin.passwordIsGiven === true);
    return this.audit.change(actor, (tx) => this.insert(tx, prepared, { actor, origin }));
  }

  async insert(
    tx: Transaction,
    user: PreparedUser,
    { actor, origin }: { actor: Actor; origin: Origin },
  ): Promise<User> {
    const id = await this.users.insert(tx, {
      email: user.email,
      name: user.name,
      role: user.role,
      municipality: user.municipality ?? null,
      modules: modulesFor(user.role, user.modules),
      passwordHash: user.passwordHash,
      isSample: origin.isSample ?? false,
      isFirstAdministrator: origin.isFirstAdministrator ?? false,
      createdBy: actor.userId,
    });
    const added = id === undefined ? undefined : await this.users.byId(id, tx);
    if (added === undefined)
      throw conflict('email_taken', {
        lv: 'Lietotājs ar šādu e-pasta adresi jau ir.',
        en: 'There is already a user with this e-mail address.',
      });
    await this.audit.record(tx, {
      actor,
      action: 'user.added',
      subject: `user:${added.id}`,
      after: auditedUser(added),
    });
    return added;
  }

  /**
   * Changes name, role, municipality, modules or whether the account works. A change of what the user may do ends
   * their sessions and tokens.
   *
   * @throws Problem 404 `user_not_found`, 409 `last_administrator`, 412 `version_differs`, 422 as addUser
   */
  async change(id: string, change: UserChange, { actor, expectedVersion }: ChangeTerms): Promise<User> {
    return this.audit.change(actor, async (tx, record) => {
      const remaining = await this.users.otherAdministrators(tx, id);
      const before = await this.users.heldById(tx, id);
      if (before === undefined) throw noSuchUser();
      if (expectedVersion !== undefined && expectedVersion !== before.version) throw versionDiffers();
      const after = changed(before, change);
      await this.checks.assert(after);
      const wasAdministrator = before.role === 'lps_administrator' && before.deactivatedAt === null;
      const staysAdministrator = after.role === 'lps_administrator' && after.deactivatedAt === null;
      if (wasAdministrator && !staysAdministrator && remaining === 0) throw lastAdministrator();
      await this.users.update(tx, after);
      const saved = (await this.users.byId(id, tx)) ?? after;
      if (rightsDiffer(before, after)) await this.sessions.endAllOf(tx, id, { tokensToo: true });
      await record({
        action: 'user.changed',
        subject: `user:${id}`,
        municipality: after.municipality,
        before: auditedUser(before),
        after: auditedUser(saved),
      });
      return saved;
    });
  }
}

function modulesFor(role: Role, modules: readonly FormModule[] | undefined): readonly FormModule[] {
  if (role !== 'data_owner') return [];
  return modules === undefined || modules.length === 0 ? MODULES : MODULES.filter((module) => modules.includes(module));
}

function changed(user: User, change: UserChange): User {
  const role = change.role ?? user.role;
  const stays = change.active === undefined ? user.deactivatedAt : change.active ? null : new Date();
  const own = isMunicipal(role) ? user.municipality : null;
  return {
    ...user,
    name: change.name?.trim().normalize('NFC') ?? user.name,
    role,
    municipality: change.municipality === undefined ? own : change.municipality,
    modules: modulesFor(role, change.modules ?? (user.role === 'data_owner' ? user.modules : undefined)),
    deactivatedAt: change.active === false && user.deactivatedAt !== null ? user.deactivatedAt : stays,
  };
}

function rightsDiffer(before: User, after: User): boolean {
  const rights = ({ role, municipality, modules, deactivatedAt }: User) =>
    [role, municipality, role === 'data_owner' ? modules.join() : '', deactivatedAt === null].join('|');
  return rights(before) !== rights(after);
}

function lastAdministrator(): Problem {
  return conflict('last_administrator', {
    lv: 'Šis ir vienīgais administrators. Vispirms ieceliet citu.',
    en: 'This is the only administrator. Appoint another one first.',
  });
}

function versionDiffers(): Problem {
  return new Problem({ status: 412, code: 'version_differs', title: titleOf(412) });
}
