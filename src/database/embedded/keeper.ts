import pg from 'pg';

const USERS_LOCK = 4_201_001;
const SERVICE_LOCK = 4_201_002;
const RETRY_MS = 500;

/** A running server. */
export interface ServerPlace {
  readonly pid: number;
  readonly port: number;
}

/** What a keeper asks of its cluster. */
export interface KeptCluster {
  url(port: number, database: string): string;
  /** The server where one is alive. */
  running(): Promise<ServerPlace | null>;
  /** Starts a server, on a given port where its clients know it already. */
  start(port?: number): Promise<ServerPlace>;
  shutDown(pid: number): Promise<void>;
}

export interface KeeperOptions {
  readonly as: 'service' | 'tool';
  readonly database?: string;
  readonly onProgress?: (message: string) => void;
}

async function tryLock(client: pg.Client, kind: '' | '_shared', key: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock${kind}($1) as locked`, [key]);
  return rows[0]?.locked === true;
}

async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount !== 0) return;
  await client.query(`create database ${client.escapeIdentifier(name)}`).catch((error: unknown) => {
    if ((error as { code?: string }).code !== '42P04') throw error; // made by another process meanwhile
  });
}

/**
 * One process's hold on the cluster: a connection with the locks that say who uses it. Where the connection ends
 * without being asked to, the server has crashed or was stopped: it is started again on the same port, and the locks are
 * taken anew.
 */
export class Keeper {
  private client: pg.Client | undefined;
  private recovery: Promise<void> | undefined;
  private isLeaving = false;

  constructor(
    private readonly cluster: KeptCluster,
    private server: ServerPlace,
    private readonly options: KeeperOptions,
  ) {}

  /**
   * Takes the locks and makes the database where there is none.
   *
   * @returns false where another service holds the cluster
   */
  async enter(): Promise<boolean> {
    const client = this.connection(this.server.port);
    await client.connect();
    try {
      if (this.options.as === 'service' && !(await tryLock(client, '', SERVICE_LOCK))) {
        await client.end();
        return false;
      }
      await client.query('select pg_advisory_lock_shared($1)', [USERS_LOCK]);
      await ensureDatabase(client, this.options.database ?? 'macities');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    client.once('end', () => {
      if (this.client === client && !this.isLeaving) this.recovery ??= this.recover();
    });
    return true;
  }

  /** Gives the locks back; stops the server where nobody else uses it. */
  async leave(): Promise<void> {
    this.isLeaving = true;
    await this.recovery;
    await this.client?.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK]).catch(() => undefined);
    await this.client?.end().catch(() => undefined);
    const server = await this.cluster.running();
    if (server !== null && (await this.isUnused(server))) await this.cluster.shutDown(server.pid);
  }

  private async isUnused({ port }: ServerPlace): Promise<boolean> {
    const client = this.connection(port);
    try {
      await client.connect();
      return await tryLock(client, '', USERS_LOCK);
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private connection(port: number): pg.Client {
    const connectionString = this.cluster.url(port, 'postgres');
    const client = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 5000 });
    return client.on('error', () => undefined);
  }

  private async recover(): Promise<void> {
    this.client = undefined;
    while (!this.isLeaving) {
      try {
        this.server = (await this.cluster.running()) ?? (await this.cluster.start(this.server.port));
        if (await this.enter()) {
          this.options.onProgress?.('The database had stopped and runs again.');
          break;
        }
      } catch {
        // not yet: whoever starts the server, or frees the disk it needs, is waited for
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    this.recovery = undefined;
  }
}
