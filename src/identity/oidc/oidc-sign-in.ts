import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Problem, titleOf } from '../../http/problem.js';
import { hashSecret, newSecret } from '../access/secret.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { actorOf, type User } from '../users/user.js';
import { UserRepository } from '../users/user.repository.js';
import { OpenIdProvider, type Expectation, type ForeignIdentity } from './openid-provider.js';

const MINUTES = 10;

/** A sign-in on its way to the provider. */
export interface ForeignSignIn {
  readonly url: URL;
  /** For a cookie: only the browser that began may finish. */
  readonly browserSecret: string;
}

/** Signs in whom an administrator has entered before; nobody else gets an account. */
@Injectable()
export class OidcSignIn {
  private readonly logger = new Logger('identity');

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly audit: AuditTrail,
  ) {}

  async begin(redirectUri: string, returnTo: string): Promise<ForeignSignIn> {
    const { url, expectation } = await this.provider.begin(redirectUri);
    const browserSecret = newSecret();
    await this.database.query(
      `insert into oidc_sign_in (state_hash, browser_hash, nonce, code_verifier, return_to, expires_at)
       values ($1, $2, $3, $4, $5, now() + interval '${MINUTES} minutes')`,
      [
        hashSecret(expectation.state),
        hashSecret(browserSecret),
        expectation.nonce,
        expectation.codeVerifier,
        localPath(returnTo),
      ],
    );
    return { url, browserSecret };
  }

  /**
   * Finishes a sign-in, which works once.
   *
   * @throws Problem 403 `oidc_refused` (unknown or foreign state, provider says no), `oidc_no_account`
   */
  async finish(
    currentUrl: URL,
    browserSecret: string | undefined,
  ): Promise<{ user: User; secondFactorGiven: boolean; returnTo: string }> {
    const begun = await this.takeBegun(currentUrl.searchParams.get('state') ?? '', browserSecret ?? '');
    if (begun === undefined) throw refused('oidc_refused');
    const identity = await this.provider.finish(currentUrl, begun.expectation).catch((error: unknown) => {
      this.logger.warn({ event: 'oidc_refused', reason: error instanceof Error ? error.message : String(error) });
      throw refused('oidc_refused');
    });
    const user = await this.userOf(identity);
    if (user === undefined || user.deactivatedAt !== null) throw refused('oidc_no_account');
    return { user, secondFactorGiven: identity.secondFactorGiven, returnTo: begun.returnTo };
  }

  private async takeBegun(
    state: string,
    browserSecret: string,
  ): Promise<{ expectation: Expectation; returnTo: string } | undefined> {
    const [row] = await this.database.query<{ nonce: string; code_verifier: string; return_to: string }>(
      `delete from oidc_sign_in where state_hash = $1 and browser_hash = $2 and expires_at > now()
       returning nonce, code_verifier, return_to`,
      [hashSecret(state), hashSecret(browserSecret)],
    );
    if (row === undefined) return undefined;
    return { expectation: { state, nonce: row.nonce, codeVerifier: row.code_verifier }, returnTo: row.return_to };
  }

  /** By the provider's subject; the first time by a checked address, from then on bound to the subject. */
  private async userOf(identity: ForeignIdentity): Promise<User | undefined> {
    const known = await this.users.bySubject(identity.subject);
    if (known !== undefined || identity.verifiedEmail === undefined) return known;
    const user = await this.users.byEmail(identity.verifiedEmail);
    if (user === undefined || user.deactivatedAt !== null) return undefined;
    return this.audit.change(actorOf(user, 'session'), async (tx, record) => {
      const bound = await tx.query(
        `update app_user set oidc_subject = $2, version = version + 1 where id = $1 and oidc_subject is null returning id`,
        [user.id, identity.subject],
      );
      if (bound.length === 0) return undefined; // bound to another person at the provider
      await record({ action: 'user.oidc_bound', subject: `user:${user.id}`, after: { subject: identity.subject } });
      return user;
    });
  }
}

/** A path of this service: never another site. */
export function localPath(path: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.includes('\\') ? path : '/';
}

const REFUSALS = {
  oidc_refused: {
    lv: 'Pieslēgšanās neizdevās vai tai beidzās laiks. Mēģiniet vēlreiz.',
    en: 'Signing in failed or took too long. Try again.',
  },
  oidc_no_account: {
    lv: 'Jums šeit nav konta. Lūdziet administratoram to izveidot.',
    en: 'You have no account here. Ask the administrator for one.',
  },
} as const;

function refused(code: keyof typeof REFUSALS): Problem {
  return new Problem({ status: 403, code, title: titleOf(403), detail: REFUSALS[code] });
}
