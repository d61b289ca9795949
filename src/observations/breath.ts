import { setImmediate } from 'node:timers/promises';

/** Longest work without letting others have their turn. */
const LONGEST_MS = 12;

/** Called often in long loops: lets other work of the process run when this one has had its share. */
export class Breath {
  private since = performance.now();

  /** True when it is time to wait for {@link take}. */
  get due(): boolean {
    return performance.now() - this.since > LONGEST_MS;
  }

  async take(): Promise<void> {
    await setImmediate();
    this.since = performance.now();
  }
}

/** The same items, with a pause whenever making and taking them has lasted long enough. */
export async function* breathing<T>(items: Iterable<T>): AsyncGenerator<T> {
  const breath = new Breath();
  for (const item of items) {
    yield item;
    if (breath.due) await breath.take();
  }
}
