import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.js';
import { KEPT_HOURS } from './idempotency/idempotency-store.js';

const HOUR = 3_600_000;

/** What is deleted when: nothing about persons is kept longer than it is of use. The audit trail stays. */
const RULES: readonly string[] = [
  `delete from session where coalesce(ended_at, expires_at) < now() - interval '30 days'`,
  `delete from oidc_sign_in where expires_at < now()`,
  `delete from login_throttle where touched_at < now() - interval '100 days'`,
  `delete from invitation where least(ended_at, expires_at) < now() - interval '90 days'`,
  `delete from idempotency_key where created_at < now() - interval '${KEPT_HOURS} hours'`,
  `delete from api_token where least(revoked_at, expires_at) < now() - interval '1 year'`,
];

/** Deletes what is over, every hour, in each process; doing it twice does no harm. */
@Injectable()
export class IdentityHousekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('identity');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.run().catch((error: unknown) => {
        this.logger.warn({ event: 'housekeeping_failed', err: error });
      });
    }, HOUR).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    for (const rule of RULES) await this.database.query(rule);
  }
}
