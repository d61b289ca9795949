import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PlausibilityFinding, PlausibilitySeries } from '../../core/plausibility/series.js';
import { refuseFile, UnreadableFile } from '../../files/refusal.js';
import type { ObservationTable } from './table.js';
import { carryOut, type WorkAnswer, type WorkRequest } from './work.js';

const MEMORY_MB = 512;
const PATIENCE_MS = 15_000;
/** Large files of the command line get a second more for every so many bytes. */
const BYTES_A_SECOND = 4_000_000;

/** The compiled worker beside this file, or in dist when the sources run as they are (tests); null where not built. */
function compiledWorker(): string | null {
  const beside = fileURLToPath(new URL('./observations.worker.js', import.meta.url));
  const built = beside.replace(/([\\/])src([\\/]observations[\\/])/, '$1dist$1src$2');
  return [beside, built].find((candidate) => fs.existsSync(candidate)) ?? null;
}

/**
 * Reads files and judges series in a thread of its own, with limits on memory and time, so that neither a large file
 * nor a hostile one holds up anybody else. `close()` it.
 */
export class ReadingThread {
  private worker: Worker | null = null;

  /**
   * @param progress called now and then with the share read, 0..1
   * @throws UnreadableFile where the file cannot be read, or not within the limits
   */
  async read(file: Uint8Array, progress: (share: number) => void = () => undefined): Promise<ObservationTable> {
    const answer = await this.ask({ kind: 'read', file }, file.byteLength, progress);
    if (answer.kind === 'refused') throw new UnreadableFile(answer.refusal);
    if (answer.kind !== 'table') throw new Error(`The reading thread answered ${answer.kind}.`);
    return answer.table;
  }

  async judge(series: PlausibilitySeries): Promise<readonly PlausibilityFinding[]> {
    const answer = await this.ask({ kind: 'judge', series }, series.values.byteLength * 8, () => undefined);
    if (answer.kind !== 'findings') throw new Error(`The reading thread answered ${answer.kind}.`);
    return answer.findings;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }

  private async ask(request: WorkRequest, size: number, progress: (share: number) => void): Promise<WorkAnswer> {
    const file = compiledWorker();
    if (file === null) return carryOut(request, progress);
    this.worker ??= new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    try {
      return await answerOf(this.worker, request, { size, progress });
    } catch (error) {
      await this.close();
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
        refuseFile('file_unpacks_too_large', TOO_BIG);
      throw error;
    }
  }
}

interface Patience {
  /** Bytes that the request is about. */
  readonly size: number;
  readonly progress: (share: number) => void;
}

/** Sends a request and waits for its answer, the thread's end, or the end of patience. */
async function answerOf(worker: Worker, request: WorkRequest, { size, progress }: Patience): Promise<WorkAnswer> {
  const { promise, resolve, reject } = deferred<WorkAnswer>();
  const onMessage = (answer: WorkAnswer): void => {
    if (answer.kind === 'progress') progress(answer.share);
    else resolve(answer);
  };
  const onExit = (): void => {
    reject(new Error('The reading thread ended.'));
  };
  const tooSlow = new UnreadableFile({ code: 'file_too_slow', message: TOO_SLOW });
  const timer = setTimeout(reject, PATIENCE_MS + (size / BYTES_A_SECOND) * 1000, tooSlow);
  worker.on('message', onMessage).on('error', reject).on('exit', onExit);
  try {
    worker.postMessage(request);
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.off('message', onMessage).off('error', reject).off('exit', onExit);
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('A promise runs its executor at once.');
  return { promise, ...settle };
}

const TOO_SLOW = {
  lv: 'Failu nevarēja nolasīt pieņemamā laikā. Sadaliet to vai sūtiet CSV.',
  en: 'The file could not be read in reasonable time. Split it or send CSV.',
};
const TOO_BIG = {
  lv: 'Fails aizņem pārāk daudz atmiņas. Sadaliet to vai sūtiet CSV.',
  en: 'The file takes too much memory. Split it or send CSV.',
};
