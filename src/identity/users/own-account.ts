/** What people do with their own account: password, second factor, sessions. */
import { Injectable } from '@nestjs/common';
import { conflict, notFound } from '../../http/problem.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { assertPassword } from '../passwords/password-policy.js';
import { SecondFactor } from '../second-factor/second-factor.js';
import { SessionStore, type LiveSession, type OpenedSession } from '../sessions/session-store.js';
import { actorOf, needsSecondFactor } from './user.js';
import { UserRepository } from './user.repository.js';

@Injectable()
export class OwnPassword {
  constructor(
    private readonly users: UserRepository,
    private readonly hashing: PasswordHashing,
    private readonly sessions: SessionStore,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Sets a new password, which the caller has confirmed with the old one. This session goes on under another token,
   * every other one ends.
   *
   * @throws Problem 422 `weak_password`
   */
  async change(session: LiveSession, password: string): Promise<OpenedSession> {
    const { user } = session;
    assertPassword(password, user.email);
    const passwordHash = await this.hashing.hash(password);
    return this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      await this.users.setPassword(tx, user.id, passwordHash);
      await this.sessions.endAllOf(tx, user.id, { except: session.id });
      await record({ action: 'user.password_set', subject: `user:${user.id}` });
      return this.sessions.rotate(tx, session.id, session.secondFactor);
    });
  }
}

@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly factor: SecondFactor,
    private readonly sessions: SessionStore,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws Problem 409 `already_enrolled` */
  begin({ user }: LiveSession) {
    if (user.secondFactorEnrolled)
      throw conflict('already_enrolled', {
        lv: 'Autentifikators jau ir piesaistīts.',
        en: 'An authenticator is enrolled already.',
      });
    return this.factor.begin(user.id, user.email);
  }

  /** @returns undefined where the code is wrong; else recovery codes and the session's new token; others end */
  async confirm(
    session: LiveSession,
    code: string,
  ): Promise<{ recoveryCodes: string[]; opened: OpenedSession } | undefined> {
    const { user } = session;
    return this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      const recoveryCodes = await this.factor.confirm(tx, user.id, code);
      if (recoveryCodes === undefined) return undefined;
      await this.sessions.endAllOf(tx, user.id, { except: session.id });
      const opened = await this.sessions.rotate(tx, session.id, 'passed');
      await record({ action: 'user.second_factor_enrolled', subject: `user:${user.id}` });
      return { recoveryCodes, opened };
    });
  }

  /** @throws Problem 409 `second_factor_needed` where the role must have one (an administrator can reset it) */
  async remove(session: LiveSession): Promise<OpenedSession> {
    const { user } = session;
    if (needsSecondFactor(user.role) && !user.isSample)
      throw conflict('second_factor_needed', {
        lv: 'Jūsu lomai otrais faktors ir obligāts. Ja ierīce nozaudēta, vērsieties pie administratora.',
        en: 'Your role must have a second factor. If the device is lost, turn to an administrator.',
      });
    return this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      await this.factor.remove(tx, user.id);
      await record({ action: 'user.second_factor_removed', subject: `user:${user.id}` });
      return this.sessions.rotate(tx, session.id, needsSecondFactor(user.role) ? 'enrolment_required' : 'not_required');
    });
  }

  async renewRecoveryCodes({ user }: LiveSession): Promise<string[]> {
    return this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      await record({ action: 'user.recovery_codes_renewed', subject: `user:${user.id}` });
      return this.factor.renewRecoveryCodes(tx, user.id);
    });
  }

  remaining({ user }: LiveSession): Promise<number> {
    return this.factor.remaining(user.id);
  }
}

@Injectable()
export class OwnSessions {
  constructor(
    private readonly sessions: SessionStore,
    private readonly audit: AuditTrail,
  ) {}

  async list(session: LiveSession) {
    const all = await this.sessions.listOf(session.user.id);
    return all.map((one) => ({ ...one, isCurrent: one.id === session.id }));
  }

  /** Ends all other sessions. */
  async endOthers(session: LiveSession): Promise<void> {
    const { user } = session;
    await this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      await this.sessions.endAllOf(tx, user.id, { except: session.id });
      await record({ action: 'session.others_ended', subject: `user:${user.id}` });
    });
  }

  /** @throws Problem 404 `session_not_found`, also for somebody else's */
  async endOne(session: LiveSession, id: string): Promise<void> {
    const { user } = session;
    const own = (await this.sessions.listOf(user.id)).some((one) => one.id === id);
    if (!own) throw notFound({ lv: 'Šādas sesijas nav.', en: 'There is no such session.' }, 'session_not_found');
    await this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      await this.sessions.end(tx, id);
      await record({ action: 'session.ended', subject: `user:${user.id}` });
    });
  }
}
