/**
 * The embedded database: a real Postgres under our own supervision, in DATA_DIR.
 *
 * Who uses the cluster holds a shared advisory lock on it for as long as it does, and the service holds a second,
 * exclusive one: locks live in the database, so a process killed with -9 leaves none behind. Whoever leaves last
 * stops the server; a server whose parents were all killed is adopted by the next start.
 */
import { randomBytes } from 'node:crypto';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { Keeper, type KeptCluster, type ServerPlace } from './keeper.js';
import { enterablePlace, mayEnter, postgresPrograms, unprivilegedIdentity, type Identity } from './binaries.js';

const OWNER = 'macities_owner';
const START_TIMEOUT_MS = 60_000;
/** What the database's programs get to see of the environment: nothing of the service's settings. */
const ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin', SystemRoot: 'C:\\Windows' };

/** A running embedded database as one of its users sees it. */
export interface EmbeddedDatabase {
  readonly url: string;
  /** True where the server already ran when this process came. */
  readonly adopted: boolean;
  /** Leaves the database; stops the server where nobody else uses it. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** `service` refuses to start beside another service on the same directory; `tool` works beside it. */
  readonly as: 'service' | 'tool';
  readonly database?: string;
  readonly onProgress?: (message: string) => void;
}

/** Another service runs on the same DATA_DIR. */
export class AlreadyRunningError extends Error {
  constructor(dataDir: string) {
    super(`Another service already runs on ${dataDir}. Stop it first, or set another DATA_DIR.`);
    this.name = 'AlreadyRunningError';
  }
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/** Where the cluster lies: in DATA_DIR, or, where the database user cannot enter that, in a place noted there. */
function clusterDirectory(dataDir: string, identity: Identity): string {
  const own = path.join(dataDir, 'pg');
  const note = path.join(dataDir, 'pg.location');
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  if (existsSync(own) || mayEnter(dataDir, identity)) return own;
  const elsewhere = path.join(enterablePlace(), 'clusters', randomBytes(9).toString('hex'));
  mkdirSync(path.dirname(elsewhere), { recursive: true, mode: 0o755 });
  writeFileSync(note, `${elsewhere}\n`);
  return elsewhere;
}

function secretOf(dataDir: string): string {
  const file = path.join(dataDir, 'pg.password');
  try {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** What postmaster.pid says: process, port and whether the server takes connections; null where there is none. */
function readLock(cluster: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

class Cluster implements KeptCluster {
  private readonly identity: Identity = unprivilegedIdentity();
  private readonly programs: string;
  private readonly directory: string;
  private readonly password: string;
  private readonly log: string;

  constructor(
    private readonly dataDir: string,
    private readonly onProgress: (message: string) => void,
  ) {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    this.programs = postgresPrograms(this.identity);
    this.directory = clusterDirectory(dataDir, this.identity);
    this.password = secretOf(dataDir);
    this.log = path.join(dataDir, 'postgres.log');
  }

  url(port: number, database: string): string {
    return `postgres://${OWNER}:${this.password}@127.0.0.1:${port}/${database}`;
  }

  /** Connects where a server of this cluster is alive, waiting while it starts or recovers. */
  async running(): Promise<ServerPlace | null> {
    const until = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const lock = readLock(this.directory);
      if (lock === null || !isAlive(lock.pid)) return null;
      if (lock.ready && (await this.accepts(lock.port))) return lock;
      if (lock.ready || Date.now() > until) return null; // the pid belongs to somebody else by now
      await sleep(20);
    }
  }

  private async accepts(port: number): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url(port, 'postgres'), connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Makes the cluster where there is none: beside its place first, then moved there, so that it is whole or absent. */
  async ensureMade(): Promise<void> {
    const isMade = () => existsSync(path.join(this.directory, 'PG_VERSION'));
    if (isMade()) return;
    const release = await this.lockFile('pg.initdb.lock');
    try {
      if (isMade()) return;
      this.onProgress('Making the database …');
      const half = `${this.directory}.new`;
      rmSync(half, { recursive: true, force: true });
      mkdirSync(half, { recursive: true, mode: 0o700 });
      this.giveAway(half);
      this.initdb(half);
      renameSync(half, this.directory);
    } finally {
      release();
    }
  }

  private giveAway(file: string): void {
    if (this.identity.uid !== undefined && this.identity.gid !== undefined)
      chownSync(file, this.identity.uid, this.identity.gid);
  }

  private initdb(directory: string): void {
    const passwordFile = path.join(directory, '..', `.initdb-${process.pid}`);
    writeFileSync(passwordFile, `${this.password}\n`, { mode: 0o600 });
    this.giveAway(passwordFile);
    const options = ['-U', OWNER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
    options.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums');
    try {
      const result = spawnSync(path.join(this.programs, 'initdb'), ['-D', directory, ...options], {
        ...this.identity,
        cwd: directory,
        encoding: 'utf8',
        env: ENVIRONMENT,
      });
      if (result.error !== undefined || result.status !== 0)
        throw new Error(`The database could not be made: ${result.error?.message ?? result.stderr}`);
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  private async lockFile(name: string): Promise<() => void> {
    const file = path.join(this.dataDir, name);
    for (;;) {
      try {
        writeFileSync(file, String(process.pid), { flag: 'wx' });
        return () => {
          rmSync(file, { force: true });
        };
      } catch {
        const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
        if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
        await sleep(50);
      }
    }
  }

  /**
   * Starts the server, detached: Ctrl-C in a terminal must not stop it before the service has closed.
   *
   * @param wanted port that its clients know already; any free one where absent
   */
  async start(wanted?: number): Promise<ServerPlace> {
    for (let attempt = 1; ; attempt++) {
      const port = wanted ?? (await freePort());
      const from = existsSync(this.log) ? statSync(this.log).size : 0;
      const child = this.spawnServer(port);
      const state = { exited: false };
      child.once('exit', () => (state.exited = true));
      child.once('error', () => (state.exited = true));
      if (await this.becomesReady(child, state)) {
        child.unref();
        return { pid: child.pid ?? 0, port };
      }
      if (!state.exited) child.kill('SIGINT');
      const other = await this.running(); // another process may have started the same cluster
      if (other !== null) return other;
      if (attempt >= 10) throw new Error(`The embedded database did not start:\n${this.logFrom(from)}`);
      await sleep(500); // a just-killed server may still hold its shared memory
    }
  }

  private spawnServer(port: number): ChildProcess {
    const log = openSync(this.log, 'a', 0o600);
    try {
      const set = (name: string, value: string) => ['-c', `${name}=${value}`];
      const options = [
        ...set('listen_addresses', '127.0.0.1'),
        ...set('unix_socket_directories', ''),
        ...set('max_connections', '100'),
        ...set('shared_buffers', '256MB'),
        ...set('max_wal_size', '2GB'),
        ...set('timezone', 'Europe/Riga'),
        ...set('log_min_messages', 'warning'),
      ];
      return spawn(path.join(this.programs, 'postgres'), ['-D', this.directory, '-p', String(port), ...options], {
        ...this.identity,
        cwd: this.directory,
        detached: true,
        stdio: ['ignore', log, log],
        env: ENVIRONMENT,
      });
    } finally {
      closeSync(log);
    }
  }

  private async becomesReady(child: ChildProcess, state: { exited: boolean }): Promise<boolean> {
    const until = Date.now() + START_TIMEOUT_MS;
    while (!state.exited && Date.now() < until) {
      const lock = readLock(this.directory);
      if (lock?.pid === child.pid && lock?.ready === true) return this.accepts(lock.port);
      await sleep(20);
    }
    return false;
  }

  private logFrom(position: number): string {
    const size = Math.min(4000, statSync(this.log).size - position);
    const buffer = Buffer.alloc(Math.max(size, 0));
    const file = openSync(this.log, 'r');
    readSync(file, buffer, 0, buffer.length, position);
    closeSync(file);
    return buffer.toString('utf8');
  }

  /** Fast shutdown: open transactions are rolled back, data are written out. */
  async shutDown(pid: number): Promise<void> {
    if (process.platform === 'win32') {
      spawnSync(path.join(this.programs, 'pg_ctl.exe'), ['-D', this.directory, '-m', 'fast', '-w', 'stop']);
      return;
    }
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      return;
    }
    for (let waited = 0; waited < 30_000 && isAlive(pid) && readLock(this.directory) !== null; waited += 20)
      await sleep(20);
  }
}

/**
 * Starts, adopts or joins the embedded database of a directory.
 *
 * @param dataDir absolute directory; made where missing
 * @throws AlreadyRunningError where `as: 'service'` and another service runs on the same directory
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const cluster = new Cluster(dataDir, options.onProgress ?? (() => undefined));
  await cluster.ensureMade();
  const found = await cluster.running();
  const server = found ?? (await cluster.start());
  const keeper = new Keeper(cluster, server, options);
  if (!(await keeper.enter())) throw new AlreadyRunningError(dataDir);
  return {
    url: cluster.url(server.port, options.database ?? 'macities'),
    adopted: found !== null,
    stop: () => keeper.leave(),
  };
}
