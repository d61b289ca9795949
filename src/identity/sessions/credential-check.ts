import { Injectable, Logger } from '@nestjs/common';
import { Problem, titleOf } from '../../http/problem.js';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { SecondFactor } from '../second-factor/second-factor.js';
import type { User } from '../users/user.js';
import { UserRepository, type Credentials } from '../users/user.repository.js';
import { LoginThrottle, type Attempt } from './login-throttle.js';

export interface GivenCredentials {
  readonly email: string;
  readonly password: string;
  /** Code of the authenticator or a recovery code. */
  readonly totp?: string | undefined;
}

/** Checks who somebody says they are. Every failure is counted, and told apart only where it gives nothing away. */
@Injectable()
export class CredentialCheck {
  private readonly logger = new Logger('identity');

  constructor(
    private readonly users: UserRepository,
    private readonly hashing: PasswordHashing,
    private readonly throttle: LoginThrottle,
    private readonly secondFactor: SecondFactor,
  ) {}

  /**
   * The user with this password and, where enrolled, this code.
   *
   * @throws Problem 401 `wrong_credentials`, `second_factor_required`, `wrong_second_factor`; 429 `too_many_attempts`
   */
  async check(given: GivenCredentials, address: string): Promise<User> {
    const email = given.email.trim().normalize('NFC').toLowerCase();
    const attempt = await this.throttle.begin(email, address);
    const credentials = await this.users.credentialsOf(email);
    const fits = await this.hashing.verify(credentials?.passwordHash, given.password);
    if (!fits || credentials === undefined || credentials.user.deactivatedAt !== null)
      throw this.refused('wrong_credentials', credentials, address);
    const { user } = credentials;
    if (user.secondFactorEnrolled) await this.assertCode(credentials, given.totp, attempt);
    await this.throttle.succeed(attempt);
    return user;
  }

  /**
   * Asks a signed-in user for the present password or a code once more; guesses count as at sign-in.
   *
   * @throws Problem 401 `wrong_credentials` or `wrong_second_factor`, 429 `too_many_attempts`
   */
  async confirm(user: User, proof: { password: string } | { code: string }, address: string): Promise<void> {
    const attempt = await this.throttle.begin(user.email, address);
    const right =
      'password' in proof
        ? await this.hashing.verify(await this.users.passwordHashOf(user.id), proof.password)
        : (await this.secondFactor.verify(user.id, proof.code)) !== undefined;
    if (!right) throw wrong('password' in proof ? 'wrong_credentials' : 'wrong_second_factor');
    await this.throttle.withdraw(attempt);
  }

  /** Counts guesses at a code that is checked elsewhere (the first one, at enrolment). */
  async counted<T>(user: User, address: string, work: () => Promise<T | undefined>): Promise<T> {
    const attempt = await this.throttle.begin(user.email, address);
    const result = await work();
    if (result === undefined) throw wrong('wrong_second_factor');
    await this.throttle.withdraw(attempt);
    return result;
  }

  private async assertCode(credentials: Credentials, code: string | undefined, attempt: Attempt): Promise<void> {
    if (code === undefined || code.trim() === '') {
      await this.throttle.withdraw(attempt);
      throw wrong('second_factor_required');
    }
    const used = await this.secondFactor.verify(credentials.user.id, code);
    if (used === undefined) throw this.refused('wrong_second_factor', credentials, attempt.keys.address);
  }

  private refused(code: keyof typeof REFUSALS, credentials: Credentials | undefined, address: string): Problem {
    this.logger.warn({ event: 'sign_in_refused', code, user: credentials?.user.id ?? null, address });
    return wrong(code);
  }
}

const REFUSALS = {
  wrong_credentials: {
    lv: 'E-pasta adrese vai parole nav pareiza.',
    en: 'The e-mail address or the password is not right.',
  },
  second_factor_required: {
    lv: 'Ievadiet arī autentifikatora kodu.',
    en: 'Enter the code of your authenticator as well.',
  },
  wrong_second_factor: {
    lv: 'Kods nav pareizs vai jau izmantots. Pagaidiet nākamo.',
    en: 'The code is wrong or was used already. Wait for the next one.',
  },
} as const;

function wrong(code: keyof typeof REFUSALS): Problem {
  return new Problem({
    status: 401,
    code,
    title: titleOf(401),
    detail: REFUSALS[code],
    headers: { 'www-authenticate': 'Session' },
  });
}
