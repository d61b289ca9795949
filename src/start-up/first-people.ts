import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { Database } from '../database/database.js';
import { FirstAdministrator } from '../identity/users/first-administrator.js';
import { SampleAccounts, type SampleAccount } from '../identity/users/sample-accounts.js';
import type { Progress } from './preparation.js';

/** Who can sign in from the beginning. */
@Injectable()
export class FirstPeople {
  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly administrator: FirstAdministrator,
    private readonly accounts: SampleAccounts,
  ) {}

  async ensureAdministrator(onProgress: Progress): Promise<void> {
    if (await this.administrator.ensureAdministrator(this.config)) onProgress('The first administrator is made.');
  }

  async ensureSampleAccounts(): Promise<readonly SampleAccount[]> {
    return this.accounts.ensureSampleAccounts(this.config.samplePassword);
  }

  async hasSampleAccounts(): Promise<boolean> {
    const [row] = await this.database.query<{ found: boolean }>(
      'select exists (select from app_user where is_sample) as found',
    );
    return row?.found === true;
  }
}
