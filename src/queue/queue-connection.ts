import { createPostgresBackend, setDefaultBackendFactory, type QueueOptions } from 'bullmq';

/** The one queue; jobs are told apart by name. */
export const JOBS = 'jobs';

export interface QueueSettings {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Whether this process carries out jobs; it may always hand them in. */
  readonly works: boolean;
}

/**
 * The connection of BullMQ: Redis where REDIS_URL is set, else its Postgres backend in the schema `bullmq` of the same
 * database. Call it before Nest builds any queue: the backend is a default of the process.
 */
export function queueConnection(settings: QueueSettings): NonNullable<QueueOptions['connection']> {
  if (settings.redisUrl !== undefined) {
    setDefaultBackendFactory();
    const url = new URL(settings.redisUrl);
    return {
      host: url.hostname,
      port: Number(url.port === '' ? 6379 : url.port),
      ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
      ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
      db: Number(url.pathname.slice(1) === '' ? 0 : url.pathname.slice(1)),
      maxRetriesPerRequest: null,
    };
  }
  // BullMQ's types know Redis connections by default; its Postgres backend takes these options at run time.
  setDefaultBackendFactory(createPostgresBackend as unknown as Parameters<typeof setDefaultBackendFactory>[0]);
  const options = { connectionString: settings.databaseUrl, schema: 'bullmq', migrate: true, max: 4 };
  return options;
}
