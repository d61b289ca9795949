import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { actorOf, needsSecondFactor, type User } from '../users/user.js';
import { SessionStore, type LiveSession, type OpenedSession, type SecondFactorState } from './session-store.js';

/** From where and how somebody signs in. */
export interface SignInCircumstances {
  readonly method: 'password' | 'oidc';
  readonly address: string;
  readonly program: string;
  /** The session that the browser had before; it ends. */
  readonly previous?: LiveSession | undefined;
  /** Whether a second factor was given: a code here, or one at the OpenID provider. */
  readonly secondFactorGiven: boolean;
}

/** How a new session stands to the second factor. */
export function initialSecondFactor(user: User, given: boolean): SecondFactorState {
  if (given) return 'passed';
  if (user.secondFactorEnrolled) return 'verification_required';
  return needsSecondFactor(user.role) ? 'enrolment_required' : 'not_required';
}

/** Opens and ends sessions, and writes down that it did. */
@Injectable()
export class SignIn {
  constructor(
    private readonly sessions: SessionStore,
    private readonly audit: AuditTrail,
  ) {}

  async open(user: User, circumstances: SignInCircumstances): Promise<OpenedSession> {
    const { method, address, program, previous } = circumstances;
    const secondFactor = initialSecondFactor(user, circumstances.secondFactorGiven);
    return this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      if (previous !== undefined) await this.sessions.end(tx, previous.id);
      const opened = await this.sessions.open(tx, { userId: user.id, secondFactor, method, address, program });
      await record({ action: 'session.opened', subject: `user:${user.id}`, after: { method, secondFactor } });
      return opened;
    });
  }

  async end(session: LiveSession): Promise<void> {
    await this.audit.change(actorOf(session.user, 'session'), async (tx, record) => {
      await this.sessions.end(tx, session.id);
      await record({ action: 'session.ended', subject: `user:${session.user.id}` });
    });
  }

  /** The same session after a change of privileges: other token, other CSRF token. */
  async rotate(session: LiveSession, secondFactor: SecondFactorState): Promise<OpenedSession> {
    return this.audit.change(actorOf(session.user, 'session'), async (tx, record) => {
      const opened = await this.sessions.rotate(tx, session.id, secondFactor);
      const before = { secondFactor: session.secondFactor };
      await record({ action: 'session.rotated', subject: `user:${session.user.id}`, before, after: { secondFactor } });
      return opened;
    });
  }
}
