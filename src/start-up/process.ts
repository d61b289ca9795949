/** What every entry point does alike: settings or a sentence, errors as sentences, one clean stop. */
import path from 'node:path';
import { ConfigError, configFromEnvironment, type AppConfig } from '../config/app-config.js';
import { AlreadyRunningError } from '../database/embedded/embedded-postgres.js';

/** Lines for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Settings from the environment; `entry` is the compiled entry point in dist/src. */
export function settingsFor(entry: string): AppConfig {
  return configFromEnvironment(path.resolve(path.dirname(entry), '..', '..'));
}

/** Runs an entry point; a refusal ends the process with a sentence, a fault with its stack. */
export async function runEntry(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isRefusal = error instanceof ConfigError || error instanceof AlreadyRunningError;
    const text = error instanceof Error ? (isRefusal ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(isRefusal ? 78 : 1);
  }
}

/** Stops cleanly at Ctrl-C or SIGTERM, once; a second signal ends the process at once. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
