/** Links by which a person chooses their first password, or a new one that an administrator lets them choose. */
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { Database, type Transaction } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import { conflict, notFound, Problem } from '../../http/problem.js';
import { hashSecret, newSecret } from '../access/secret.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Mailer } from '../mail/mailer.js';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { assertPassword } from '../passwords/password-policy.js';
import { actorOf, type User } from './user.js';
import { UserRepository } from './user.repository.js';

export const INVITATION_DAYS = 7;

export interface Invitation {
  readonly expiresAt: Date;
  readonly mailSent: boolean;
  /** For the administrator to pass on, only where no mail could be sent. */
  readonly link: string | null;
}

/** Writes and sends invitations. The secret stands after `#`, so that it enters no server's log. */
@Injectable()
export class Invitations {
  constructor(
    private readonly config: AppConfig,
    private readonly audit: AuditTrail,
    private readonly mailer: Mailer,
  ) {}

  /**
   * @param host where the service was asked, for links where PUBLIC_URL is not set, such as `http://127.0.0.1:3000`
   * @throws Problem 409 `user_deactivated`
   */
  async invite(user: User, actor: Actor, host: string): Promise<Invitation> {
    if (user.deactivatedAt !== null)
      throw conflict('user_deactivated', {
        lv: 'Lietotājs ir deaktivizēts. Vispirms aktivizējiet to.',
        en: 'The user is deactivated. Activate them first.',
      });
    const secret = newSecret();
    const expiresAt = await this.audit.change(actor, async (tx, record) => {
      await endInvitations(tx, user.id);
      const [row] = await tx.query<{ expires_at: Date }>(
        `insert into invitation (user_id, token_hash, created_by, expires_at)
         values ($1, $2, $3, now() + interval '${INVITATION_DAYS} days') returning expires_at`,
        [user.id, hashSecret(secret), actor.userId],
      );
      if (row === undefined) throw new Error('No invitation was written.');
      const municipality = user.municipality;
      await record({ action: 'user.invited', subject: `user:${user.id}`, municipality, after: { email: user.email } });
      return row.expires_at;
    });
    const link = `${this.config.publicUrl ?? host}/invitation#${secret}`;
    const mailSent = await this.mailer.send(letter(user, link));
    return { expiresAt, mailSent, link: mailSent ? null : link };
  }
}

/** Takes invitations up. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly hashing: PasswordHashing,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Sets the password of whoever was invited, once; their earlier sessions end.
   *
   * @throws Problem 404 `invitation_not_found` (unknown, used, expired, replaced), 422 `weak_password`
   */
  async accept(secret: string, password: string): Promise<User> {
    const tokenHash = hashSecret(secret);
    const userId = await this.database.transaction((tx) => openInvitation(tx, tokenHash));
    const user = userId === undefined ? undefined : await this.users.byId(userId);
    if (user === undefined || user.deactivatedAt !== null) throw noInvitation();
    assertPassword(password, user.email);
    const passwordHash = await this.hashing.hash(password);
    await this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      if ((await openInvitation(tx, tokenHash)) === undefined) throw noInvitation();
      await endInvitations(tx, user.id);
      await this.users.setPassword(tx, user.id, passwordHash);
      await tx.query('update session set ended_at = now() where user_id = $1 and ended_at is null', [user.id]);
      await record({ action: 'user.password_set', subject: `user:${user.id}`, reason: 'invitation' });
    });
    return user;
  }
}

async function openInvitation(tx: Transaction, tokenHash: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ user_id: string }>(
    'select user_id from invitation where token_hash = $1 and ended_at is null and expires_at > now() for update',
    [tokenHash],
  );
  return row?.user_id;
}

async function endInvitations(tx: Transaction, userId: string): Promise<void> {
  await tx.query('update invitation set ended_at = now() where user_id = $1 and ended_at is null', [userId]);
}

function noInvitation(): Problem {
  return notFound(
    {
      lv: 'Uzaicinājums neder: tas ir izmantots, novecojis vai aizstāts. Lūdziet administratoram jaunu.',
      en: 'The invitation does not hold: it was used, has expired or was replaced. Ask the administrator for another.',
    },
    'invitation_not_found',
  );
}

function letter(user: User, link: string) {
  return {
    to: user.email,
    subject: 'Uzaicinājums: mācīties salīdzinot / Invitation',
    text: `Labdien, ${user.name}!

Jums ir izveidots konts pašvaldību salīdzināšanas vietnē “mācīties salīdzinot”. Izvēlieties paroli šeit:
${link}
Saite der ${INVITATION_DAYS} dienas un vienu reizi. Ja šo vēstuli negaidījāt, dzēsiet to.

You have an account with the municipal benchmarking service. Choose your password at the link above. It holds for
${INVITATION_DAYS} days and works once. If you did not expect this message, delete it.
`,
  };
}
