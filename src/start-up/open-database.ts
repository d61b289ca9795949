import type { AppConfig } from '../config/app-config.js';
import type { DatabaseRole } from '../database/data-source.js';
import { startEmbedded } from '../database/embedded/embedded-postgres.js';
import { availableRole, migrateDatabase } from '../database/migrate.js';
import { serviceLogin } from '../database/service-login.js';

/** The database as a process uses it: migrated, with the role that its connections take on. */
export interface OpenDatabase {
  /** Address of the owner. */
  readonly url: string;
  /** Address for the service's own connections: a login that can be nothing but `role`; the owner's where there is none. */
  readonly serviceUrl: string;
  readonly role: DatabaseRole | undefined;
  readonly embedded: boolean;
  stop(): Promise<void>;
}

export interface OpenOptions {
  readonly as: 'service' | 'tool';
  readonly role: DatabaseRole;
  readonly onProgress: (message: string) => void;
}

/** Opens DATABASE_URL, or starts (adopts, joins) the embedded database of DATA_DIR; then migrates it. */
export async function openDatabase(config: AppConfig, options: OpenOptions): Promise<OpenDatabase> {
  const embedded = config.databaseUrl === undefined ? await startEmbedded(config.dataDir, options) : undefined;
  const url = embedded?.url ?? config.databaseUrl ?? '';
  try {
    const applied = await migrateDatabase(url);
    if (applied.length > 0) options.onProgress(`The database schema is up to date (${applied.length} changes).`);
    const role = await availableRole(url, options.role);
    const login = role === undefined ? undefined : await serviceLogin(url, role);
    return {
      url,
      serviceUrl: login ?? url,
      role,
      embedded: embedded !== undefined,
      stop: async () => embedded?.stop(),
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
