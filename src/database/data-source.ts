/** The options of every TypeORM DataSource of the service. */
import type { DataSourceOptions } from 'typeorm';
import { migrations } from '../../migrations/index.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** The database role that a connection takes on. */
export type DatabaseRole = 'macities_app' | 'macities_worker' | 'macities_reader';

export interface DataSourceSettings {
  readonly url: string;
  /** Absent: the login's own rights (migrations, seeding of roles). */
  readonly role?: DatabaseRole | undefined;
  readonly poolSize?: number;
}

/**
 * Options for a DataSource. With a role, each connection takes it on in its start-up packet, so that `RESET ROLE`
 * falls back to it and not to the owner.
 */
export function dataSourceOptions(settings: DataSourceSettings): PostgresOptions {
  const start = [
    ...(settings.role === undefined ? [] : [`-c role=${settings.role}`]),
    '-c statement_timeout=60000',
    '-c lock_timeout=10000',
    '-c idle_in_transaction_session_timeout=60000',
  ];
  return {
    type: 'postgres',
    url: settings.url,
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    poolSize: settings.poolSize ?? 10,
    extra: { options: start.join(' '), connectionTimeoutMillis: 5000 },
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
  };
}
