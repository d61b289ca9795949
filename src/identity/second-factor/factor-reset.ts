import { Injectable } from '@nestjs/common';
import type { Actor } from '../../http/actor.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { SessionStore } from '../sessions/session-store.js';
import { noSuchUser } from '../users/user-directory.js';
import { UserRepository } from '../users/user.repository.js';
import { SecondFactor } from './second-factor.js';

/** What an administrator does for somebody who has lost the authenticator and the recovery codes. */
@Injectable()
export class FactorReset {
  constructor(
    private readonly users: UserRepository,
    private readonly factor: SecondFactor,
    private readonly sessions: SessionStore,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws Problem 404 `user_not_found` */
  async reset(userId: string, actor: Actor): Promise<void> {
    await this.audit.change(actor, async (tx, record) => {
      const user = await this.users.heldById(tx, userId);
      if (user === undefined) throw noSuchUser();
      await this.factor.remove(tx, userId);
      await this.sessions.endAllOf(tx, userId);
      const { municipality } = user;
      await record({ action: 'user.second_factor_reset', subject: `user:${userId}`, municipality });
    });
  }
}
