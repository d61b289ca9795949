import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A service of its own process, started from the build as an operator would. */
export interface RunningService {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it wrote so far. */
  readonly output: () => string;
  /** Sends the signal and waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export type Environment = Readonly<Record<string, string>>;

/** A directory that only the present user may enter, as a careful operator makes it. */
export function privateDirectory(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'macities-service-'));
}

const QUIET: Environment = { PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT: 'off' };

/** Starts `node dist/src/<entry>.js` without waiting for it. */
export function spawnEntry(entry: string, environment: Environment, args: readonly string[] = []): ChildProcess {
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...QUIET, ...environment };
  return spawn(process.execPath, [path.resolve('dist', 'src', `${entry}.js`), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for the end of a process; gives its code and everything it wrote. */
export function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString('utf8')));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString('utf8')));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** Starts the service and waits for its line `listening on …`. */
export async function startService(environment: Environment): Promise<RunningService> {
  const child = spawnEntry('main', environment);
  let output = '';
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const onData = (data: Buffer): void => {
      output += data.toString('utf8');
      const found = /listening on (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', onData);
    void closed.then((code) => {
      reject(new Error(`The service ended with ${code ?? 'a signal'} before it listened:\n${output}`));
    });
  });
  return {
    url,
    process: child,
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return closed;
    },
  };
}
