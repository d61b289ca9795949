import { Injectable, Logger } from '@nestjs/common';
import { ConfigError, type AppConfig } from '../../config/app-config.js';
import { Database } from '../../database/database.js';
import { Problem } from '../../http/problem.js';
import { isCommonPassword } from '../passwords/password-policy.js';
import { UserDirectory } from './user-directory.js';

/** Makes the administrator who lets everybody else in. */
@Injectable()
export class FirstAdministrator {
  private readonly logger = new Logger('identity');

  constructor(
    private readonly database: Database,
    private readonly directory: UserDirectory,
  ) {}

  /**
   * Makes the first LPS administrator from ADMIN_EMAIL and ADMIN_PASSWORD where there is none but sample ones. They
   * have 14 days to enrol a second factor.
   *
   * @returns whether an administrator was made
   * @throws ConfigError for a password that guessers try first
   */
  async ensureAdministrator(config: Pick<AppConfig, 'adminEmail' | 'adminPassword'>): Promise<boolean> {
    const { adminEmail: email, adminPassword: password } = config;
    if (email === undefined || password === undefined) return false;
    const [row] = await this.database.query<{ found: boolean }>(
      `select exists (select from app_user
         where role = 'lps_administrator' and not is_sample and deactivated_at is null) as found`,
    );
    if (row?.found === true) return false;
    if (isCommonPassword(password))
      throw new ConfigError(['ADMIN_PASSWORD takes a password that is not among those guessed first.']);
    try {
      const user = { email, name: 'Administrators', role: 'lps_administrator', password } as const;
      await this.directory.addUser(user, undefined, { isFirstAdministrator: true, passwordIsGiven: true });
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || error.details.code !== 'email_taken') throw error;
      this.logger.warn('ADMIN_EMAIL belongs to a user who is no administrator: no administrator was made.');
      return false;
    }
  }
}
