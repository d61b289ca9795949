/** Where the compiled program stands: the thread's file beside this one, and the version the package states. */
import { readFileSync } from 'node:fs';

export const WORKER_FILE = new URL('./kernel/score-worker.js', import.meta.url);

/** The package file is two directories up from dist/src/scoring's parent, or from src/scoring. */
function packageVersion(): string {
  for (const place of ['../../package.json', '../../../package.json']) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version?: string };
      if (version !== undefined) return version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}

export const SOFTWARE_VERSION = packageVersion();
